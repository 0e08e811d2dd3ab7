import type { Observed } from '../../kube/KubeObject';
import { later } from '../../kube/time';
import { after, isBefore, MINUTE } from '../deadline';
import type { Judgement } from '../Judgement';

/** Slices, routes and the watches of them are seconds behind what they follow, and not all by the same. */
export const SETTLES_WITHIN = MINUTE / 2;

/**
 * So long after endpoints changed, or pods became ready, a complete rollout may be ahead of them. A controller that could not write a
 * slice tries again ever later, and after an outage of the API server it does not see for a while what it wrote.
 */
export const AGREE_WITHIN = 5 * MINUTE;

/**
 * A fault in what leads traffic, which counts only once what it was read from has had time to settle: until then it is on its way.
 *
 * @param changedAt - RFC 3339: when that changed last, or was seen to; without it there is nothing to wait for
 */
export function settled(
  fault: Omit<Judgement, 'verdict'>,
  changedAt: string | undefined,
  now: string,
  within = SETTLES_WITHIN,
): Judgement {
  const expectedBy = after(changedAt, within);
  if (expectedBy === undefined || isBefore(expectedBy, now)) {
    return { ...fault, verdict: 'diverged' };
  }
  const { class: _class, since: _since, ...words } = fault;
  return { ...words, verdict: 'inProgress', expectedBy };
}

/** When an object was last written as far as the cluster tells; else when the version that is held was seen. */
export function lastWriteOf({
  object: { metadata },
  observedAt,
}: Observed): string {
  return metadata.writtenAt ?? observedAt;
}

/** The last of several instants. */
export function latestOf(
  instants: readonly (string | undefined)[],
): string | undefined {
  return instants.reduce(later, undefined);
}
