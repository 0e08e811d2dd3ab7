/** Reasons of a Ready that is False for the length of an action, and no longer. */
const IN_ACTION = ['Progressing', 'UninstallSucceeded'];

/** What every change may wait for, and goes on from by itself. */
const WAITING = [
  'DependencyNotReady',
  'HealthCheckCanceled',
  'ProgressingWithRetry',
  'SourceNotReady',
];

/** True for a Ready that is False only while a controller acts. */
export function isInAction(reason: string | undefined): boolean {
  return IN_ACTION.includes(reason ?? '');
}

/** True for a Ready that is False and mostly passes by itself: no failure yet. */
export function isPassing(reason: string | undefined): boolean {
  return isInAction(reason) || WAITING.includes(reason ?? '');
}
