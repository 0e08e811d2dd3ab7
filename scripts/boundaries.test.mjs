import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { ROOT } from './lib/paths.mjs';

const COMMON = 'plugins/flux-delivery-common/src';
const BACKEND = 'plugins/flux-delivery-backend/src';

/** Runs a program of the repository with one more source file in the tree, which is gone afterwards. */
async function withViolation({ file, text }, command) {
  const path = join(ROOT, file);
  await writeFile(path, text, { flag: 'wx' });
  try {
    return run(command);
  } finally {
    await rm(path);
  }
}

function run([program, ...args]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(ROOT, 'node_modules', program), ...args],
    { cwd: ROOT, encoding: 'utf8' },
  );
  return { status, output: `${stdout}${stderr}` };
}

const depcruise = [
  'dependency-cruiser/bin/dependency-cruise.mjs',
  '--config',
  '.dependency-cruiser.cjs',
  'plugins',
  'packages',
];
const pureTypes = ['typescript/bin/tsc', '-p', 'tsconfig.pure.json'];
const eslint = file => ['eslint/bin/eslint.js', '--ext', '.ts', file];

const boundaryViolations = [
  {
    name: 'a room that imports downstream',
    file: `${COMMON}/kube/violation.ts`,
    text: "export { parseRevision } from '../flux/revision';\n",
    says: 'kube imports upstream only',
  },
  {
    name: 'a watch that knows the inventory',
    file: `${BACKEND}/watch/violation.ts`,
    text: "export { InventoryStore } from '../inventory/InventoryStore';\n",
    says: 'watch imports upstream only',
  },
  {
    name: 'a router that opens connections',
    file: `${BACKEND}/router/violation.ts`,
    text: "export { request } from 'node:http';\n",
    says: 'only the cluster client opens connections',
  },
  {
    name: 'a package in the core',
    file: `${COMMON}/kube/violation.ts`,
    text: "export { parse } from 'yaml';\n",
    says: 'the core knows no packages',
  },
  {
    name: 'test data in what is shipped',
    file: `${BACKEND}/paths/violation.ts`,
    text: "export { loadFixture } from '../../../flux-delivery-common/src/testUtils/loadFixture';\n",
    says: 'no test data in what is shipped',
  },
];

for (const { name, says, ...violation } of boundaryViolations) {
  test(`the boundaries refuse ${name}`, async () => {
    const { status, output } = await withViolation(violation, depcruise);
    assert.notEqual(status, 0);
    assert.match(output, new RegExp(says));
  });
}

for (const [what, text] of [
  ['fetch', "export const x = () => fetch('https://example.com');\n"],
  ['process', 'export const x = () => process.env.HOME;\n'],
  ['a timer', 'export const x = () => setTimeout(() => {}, 1);\n'],
  ['the console', "export const x = () => console.log('x');\n"],
  ['URL', "export const x = () => new URL('https://example.com');\n"],
]) {
  test(`the pure compilation does not know ${what}`, async () => {
    const { status, output } = await withViolation(
      { file: `${COMMON}/kube/violation.ts`, text },
      pureTypes,
    );
    assert.notEqual(status, 0);
    assert.match(output, /kube\/violation\.ts/);
  });
}

for (const [what, file, text] of [
  [
    'a clock in the core',
    `${COMMON}/kube/violation.ts`,
    'export const now = () => Date.now();\n',
  ],
  [
    'the current date in the core',
    `${COMMON}/kube/violation.ts`,
    'export const now = () => new Date();\n',
  ],
  [
    'randomness in the core',
    `${COMMON}/kube/violation.ts`,
    'export const dice = () => Math.random();\n',
  ],
  [
    'the backend in the frontend',
    'plugins/flux-delivery/src/violation.ts',
    "export { default } from 'backstage-plugin-flux-delivery-backend';\n",
  ],
]) {
  test(`lint refuses ${what}`, async () => {
    const { status, output } = await withViolation(
      { file, text },
      eslint(file),
    );
    assert.notEqual(status, 0, output);
    assert.match(output, /violation\.ts/);
  });
}

test('types refuse what does not fit', async () => {
  const violation = {
    file: `${COMMON}/kube/violation.ts`,
    text: "export const x: number = 'one';\n",
  };
  const { status, output } = await withViolation(violation, pureTypes);
  assert.notEqual(status, 0);
  assert.match(output, /TS2322/);
});
