import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { addCounts, countJest, countTap, lastLine } from './testCounts.mjs';

const jest = report => JSON.stringify(report);

test('a run in which all is well has its tests and no failure', () => {
  const counts = countJest(jest({ numPassedTests: 7, numPendingTests: 2 }), 0);
  assert.deepEqual(counts, { passed: 7, failed: 0, skipped: 2 });
});

test('a failed test and a suite that does not compile are a failure each', () => {
  const report = {
    numPassedTests: 7,
    numFailedTests: 1,
    numRuntimeErrorTestSuites: 1,
  };
  assert.equal(countJest(jest(report), 1).failed, 2);
});

test('a runner that died, wrote nothing, or found no test is a failure', () => {
  assert.equal(countJest('', 1).failed, 1);
  assert.equal(countJest('', 0).failed, 1);
  assert.equal(countJest(jest({ numPassedTests: 0 }), 0).failed, 1);
  assert.equal(countJest(jest({ numPassedTests: 7 }), 1).failed, 1);
  assert.equal(countTap('', 0).failed, 1);
});

test('the last line sums up all runs', () => {
  const sum = addCounts([
    { passed: 7, failed: 0, skipped: 1 },
    { passed: 2, failed: 1, skipped: 0 },
  ]);
  assert.equal(lastLine(sum), '9 passed, 1 failed');
});

test('a test that really fails is counted from what the runner wrote', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'failing-test-'));
  try {
    const file = join(folder, 'failing.test.mjs');
    await writeFile(
      file,
      `import { test } from 'node:test';
       test('holds', () => {});
       test('does not hold', () => { throw new Error('no'); });`,
    );
    const tap = join(folder, 'report.tap');
    const env = { ...process.env };
    // Set by the runner of this very test; it would make the inner runner report to it.
    delete env.NODE_TEST_CONTEXT;
    const { status } = spawnSync(
      process.execPath,
      [
        '--test',
        '--test-reporter=tap',
        `--test-reporter-destination=${tap}`,
        file,
      ],
      { env },
    );
    assert.notEqual(status, 0);
    const counts = countTap(await readFile(tap, 'utf8'), status);
    assert.deepEqual(counts, { passed: 1, failed: 1, skipped: 0 });
  } finally {
    await rm(folder, { recursive: true });
  }
});
