import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { glossary } from './glossary';

const PAGE = readFileSync(
  join(__dirname, '../../../../docs/glossary.md'),
  'utf8',
);

it('has each word with its meaning and pitfall on the page of the documentation', () => {
  const flat = PAGE.replace(/ +/g, ' ');

  expect(
    glossary.filter(
      ({ term, meaning, pitfall }) =>
        !flat.includes(`| ${term} | ${meaning} | ${pitfall} |`),
    ),
  ).toEqual([]);
});
