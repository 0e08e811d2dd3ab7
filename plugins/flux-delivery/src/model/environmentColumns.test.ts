import { environmentColumns } from './environmentColumns';

const row = (...names: string[]) =>
  ({ environments: names.map(name => ({ name })) } as never);

it.each([
  [[], []],
  [
    [row('dev', 'prod'), row('staging', 'prod')],
    ['dev', 'staging', 'prod'],
  ],
  [
    [row('prod'), row('dev', 'staging', 'prod')],
    ['dev', 'staging', 'prod'],
  ],
  [
    [row('dev', 'staging', 'prod'), row('dev', 'prod', 'unassigned')],
    ['dev', 'staging', 'prod', 'unassigned'],
  ],
  [
    [row('dev', 'prod'), row('dev', 'staging')],
    ['dev', 'staging', 'prod'],
  ],
  [
    [row('unassigned'), row('dev')],
    ['dev', 'unassigned'],
  ],
])('%#', (rows, columns) => {
  expect(environmentColumns(rows)).toEqual(columns);
});
