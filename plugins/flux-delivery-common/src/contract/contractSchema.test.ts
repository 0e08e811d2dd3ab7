import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { contractSchema } from './contractSchema';

const FILE = join(__dirname, '../../delivery-contract.schema.json');

it('is published as it is; UPDATE_GOLDENS=1 writes it', () => {
  if (process.env.UPDATE_GOLDENS) {
    writeFileSync(FILE, `${JSON.stringify(contractSchema(), undefined, 2)}\n`);
  }
  expect(JSON.parse(readFileSync(FILE, 'utf8'))).toEqual(contractSchema());
});
