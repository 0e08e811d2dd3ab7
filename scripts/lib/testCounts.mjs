/**
 * How a run of tests ended, counted so that nothing broken can look green: a suite that does not compile, a runner
 * that dies and a run without tests are failures, although no test failed in them.
 */

/** Counts of jest's `--json` report. */
export function countJest(text, exitCode) {
  const report = text ? JSON.parse(text) : {};
  return closed(
    {
      passed: report.numPassedTests ?? 0,
      failed:
        (report.numFailedTests ?? 0) + (report.numRuntimeErrorTestSuites ?? 0),
      skipped: (report.numPendingTests ?? 0) + (report.numTodoTests ?? 0),
    },
    exitCode,
  );
}

/** Counts of the summary that node's test runner writes at the end of a TAP report. */
export function countTap(text, exitCode) {
  const count = name =>
    Number(text.match(new RegExp(`^# ${name} (\\d+)$`, 'm'))?.[1] ?? 0);
  return closed(
    {
      passed: count('pass'),
      failed: count('fail') + count('cancelled'),
      skipped: count('skipped') + count('todo'),
    },
    exitCode,
  );
}

function closed(counts, exitCode) {
  const silent = counts.passed + counts.failed === 0;
  const diedUnseen = exitCode !== 0 && counts.failed === 0;
  return { ...counts, failed: counts.failed + (silent || diedUnseen ? 1 : 0) };
}

export function addCounts(all) {
  const sum = key => all.reduce((total, counts) => total + counts[key], 0);
  return {
    passed: sum('passed'),
    failed: sum('failed'),
    skipped: sum('skipped'),
  };
}

export const lastLine = ({ passed, failed }) =>
  `${passed} passed, ${failed} failed`;
