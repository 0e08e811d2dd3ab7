import { either, kind, raw, reason, rule, type Rule } from './Rule';

/** The chart's author says himself what is wrong: any words may follow. */
export const failedByChart: readonly Rule[] = [
  rule('build-render', /^\s{0,8}execution error at \(/i),
];

/** The outcome of a Helm action, by its reason or by how its text begins. */
export const helmActions: readonly Rule[] = [
  rule(
    'helm-rollback',
    /(?:^|: |\n)Helm (?:rollback to previous release|rollback failed|uninstall remediation)/i,
  ),
  rule('helm-rollback', reason('RollbackSucceeded', 'RollbackFailed')),
  rule(
    'helm-rollback',
    reason('UninstallSucceeded', 'UninstallFailed'),
    facts => facts.condition === 'Remediated',
  ),
  rule(
    'helm-test-failed',
    either(reason('TestFailed'), /(?:^|: |\n)Helm test failed/i),
  ),
  rule(
    'helm-install-failed',
    either(reason('InstallFailed'), /(?:^|: |\n)Helm install failed/i),
  ),
  rule(
    'helm-upgrade-failed',
    either(reason('UpgradeFailed'), /(?:^|: |\n)Helm upgrade failed/i),
  ),
  rule(
    'prune-failure',
    either(reason('UninstallFailed'), /(?:^|: |\n)Helm uninstall failed/i),
    kind('HelmRelease', ''),
  ),
  rule(
    'values-missing',
    either(
      reason('ValuesError', 'ValuesFilesError'),
      /chart values reference '|no values file found/i,
    ),
  ),
];

/** Hooks are work of the release itself: that they did not end is not a rollout that did not end. */
export const hookFailed =
  /^(?:failed |\(?)(?:pre|post)-(?:install|upgrade|rollback|delete|uninstall)\b|\bhooks? .{0,120}failed|warning: Hook/i;

/** What the wait for objects gave. */
export const waits: readonly Rule[] = [
  rule('health-check-failed', /failed early due to stalled resources/i),
  rule(
    'health-check-timeout',
    /timeout waiting for: \[|timed out waiting for the condition|would exceed context deadline|resource not ready, name: |not ready\. status: InProgress|health check timed out for \[/i,
  ),
];

export const waitsOfHelm: readonly Rule[] = [
  ...waits,
  rule(
    'job-failed',
    /\bjobs? .{0,256}failed|BackoffLimitExceeded|DeadlineExceeded\b/,
  ),
  rule('health-check-failed', /\bpods? .{0,256}failed/i),
  rule(
    'health-check-timeout',
    /^context deadline exceeded|: context deadline exceeded$/im,
  ),
];

/** Charts that do not render, or whose values or dependencies do not fit. */
export const rendering: readonly Rule[] = [
  rule(
    'build-render',
    /execution error at \(|template: |parse error at|YAML parse error|error converting YAML|nil pointer|schema\(s\)|requires kubeVersion|post[- ]?render|render error|but missing in |can't evaluate field|function "[^"]{1,128}" not defined|error unmarshaling JSON|values\.schema|error calling |no template "|NOTES\.txt/i,
  ),
  rule('build-render', raw(/\/templates\/[^\s:]{1,253}:/)),
];

/** Another release or another run of Helm holds the name, the lock or the objects. */
export const ownership: readonly Rule[] = [
  rule(
    'apply-conflict',
    /another operation .{0,80}in progress|invalid ownership metadata|cannot re-?use a name|cannot be imported into the current release/i,
  ),
];
