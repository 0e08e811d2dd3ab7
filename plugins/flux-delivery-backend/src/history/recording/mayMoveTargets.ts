import {
  claimedEntities,
  type KubeObject,
} from 'backstage-plugin-flux-delivery-common';
import type { ObjectVersion } from '../../inventory/versions';

/** Whether a version may have an object belong to other entities or targets than before: then those are to be resolved again. */
export function mayMoveTargets(version: ObjectVersion): boolean {
  const { before, observed } = version;
  return isNewOrGone(version) || hasMoved(before?.object, observed?.object);
}

/** Jobs of CronJobs come and go by themselves, and make no target. */
function isNewOrGone({ ref, before, observed }: ObjectVersion): boolean {
  const owners = (observed ?? before)?.object.metadata.ownerReferences ?? [];
  const isPassing =
    ref.kind === 'Job' && owners.some(({ kind }) => kind === 'CronJob');
  return (!before || !observed) && !isPassing;
}

/** Whether something changed by which objects are found: claims, owners, what an applier delivers. */
function hasMoved(before?: KubeObject, after?: KubeObject): boolean {
  if (!before || !after) {
    return false;
  }
  const told = ({ metadata, spec }: KubeObject<any, any>) =>
    JSON.stringify([
      metadata.labels,
      claimedEntities({ metadata } as KubeObject),
      metadata.ownerReferences,
      metadata.annotations?.['flux-delivery/environment'],
      spec?.sourceRef,
      spec?.chartRef,
      spec?.selector,
      spec?.targetRef,
    ]);
  return told(before) !== told(after) || !sameInventory(before, after);
}

/** Inventories may be large, and mostly nothing in them changes. */
function sameInventory(
  before: KubeObject<any, any>,
  after: KubeObject<any, any>,
): boolean {
  const [a, b] = [before, after].map(
    ({ status }) => status?.inventory?.entries,
  );
  if (!Array.isArray(a) || !Array.isArray(b)) {
    return Array.isArray(a) === Array.isArray(b);
  }
  return a.length === b.length && a.every((entry, at) => entry.id === b[at].id);
}
