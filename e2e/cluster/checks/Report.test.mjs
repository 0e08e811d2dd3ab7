import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CheckFailure } from '../CheckFailure.mjs';
import { Report } from './Report.mjs';

test('counts and prints what passed, failed and did not run', async () => {
  const lines = [];
  let now = 0;
  const report = new Report({
    write: line => lines.push(line),
    now: () => (now += 500),
  });
  assert.equal(await report.check('good', async () => 'in 3 ms'), true);
  assert.equal(
    await report.check('bad', async () => {
      throw new CheckFailure('one\ntwo');
    }),
    false,
  );
  report.notRun('third', 'no command was given');
  assert.deepEqual(lines, [
    '✓ good: in 3 ms (0.5 s)',
    '✕ bad (0.5 s)\n    one\n    two',
    '✕ third: not run, no command was given',
  ]);
  assert.equal(report.summary(), '1 passed, 2 failed');
  assert.equal(report.failed, 2);
});
