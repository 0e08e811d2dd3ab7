import { kindOf, type Observed } from 'backstage-plugin-flux-delivery-common';
import type { ObjectVersion } from '../../inventory/versions';
import type { Work } from './observeWork';

/** How long the watch of the workloads may be behind that of their applier. */
const LATE_MS = 5_000;

/**
 * Whether an applier says that it applied another revision, and nothing was told of its workloads yet: that it brought nothing for
 * them is not to be concluded before their watch has had its time.
 */
export function isEarly(
  { buffer, recorder, target }: Pick<Work, 'buffer' | 'recorder' | 'target'>,
  now: number,
): boolean {
  const moved = buffer.find(isMove);
  if (!moved || target.workloads.length === 0) {
    return false;
  }
  const [newest] = recorder.rows();
  const isTold = newest?.revisions.raw === appliedOf(moved.observed);
  return (
    !isTold &&
    now - moved.at < LATE_MS &&
    !buffer.some(version => roleOf(version) === 'workload')
  );
}

function isMove(version: ObjectVersion): boolean {
  const { before, observed } = version;
  return (
    roleOf(version) === 'applier' &&
    before !== undefined &&
    appliedOf(observed) !== undefined &&
    appliedOf(observed) !== appliedOf(before)
  );
}

/** Of a Kustomization alone: a HelmRelease tells of its Helm revisions, whatever its workloads do. */
function appliedOf(applier: Observed | undefined): string | undefined {
  const { lastAppliedRevision } = (applier?.object.status ?? {}) as {
    lastAppliedRevision?: string;
  };
  return lastAppliedRevision;
}

function roleOf({ ref: { group, kind } }: ObjectVersion): string | undefined {
  const known = kindOf(group, kind);
  return known && 'role' in known ? String(known.role) : undefined;
}
