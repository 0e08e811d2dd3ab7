import {
  type JudgedTarget,
  toMillis,
} from 'backstage-plugin-flux-delivery-common';

/** Milliseconds: the next instant at which something ought to be done, or is tried again; undefined where none is known. */
export function nextDeadline(
  targets: readonly Pick<JudgedTarget, 'segments'>[],
  now: number,
): number | undefined {
  const times = targets
    .flatMap(({ segments }) => segments)
    .flatMap(({ expectedBy, retryAt }) => [
      toMillis(expectedBy) ?? 0,
      toMillis(retryAt) ?? 0,
    ])
    .filter(at => at > now);
  return times.length > 0 ? Math.min(...times) : undefined;
}
