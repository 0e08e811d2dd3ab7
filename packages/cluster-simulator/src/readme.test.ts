import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fateOf } from './kubernetes/containerStatus';
import { VERBS } from './scenario/readScenario';

const readme = readFileSync(resolve(__dirname, '../README.md'), 'utf8');

describe('the README', () => {
  it('describes every verb of a scenario, and none that there is not', () => {
    const [, table] = readme.split(/\n\| verb .*\n\| -.*\n/);
    const described = table
      .split('\n')
      .flatMap(row => row.split('|')[1]?.match(/\w+/g) ?? []);
    expect(described.sort()).toEqual([...VERBS].sort());
  });

  it('names endings of tags that decide how a container fares', () => {
    const [, sentence] = /The tag of an image ([^.]*)\./.exec(readme)!;
    const endings = [...sentence.matchAll(/`(-\w+)`/g)].map(([, end]) => end);
    expect(endings.length).toBeGreaterThan(5);
    expect(endings.map(ending => `-${fateOf(`app:1.0.0${ending}`)}`)).toEqual(
      endings,
    );
  });
});
