import type { ObjectRef } from '../kube/ObjectRef';
import { fluxKinds } from './fluxKinds';
import { runtimeKinds, sampledKinds } from './runtimeKinds';
import type { WatchedKind } from './WatchedKind';

export type { KindRole, WatchedKind } from './WatchedKind';

/**
 * Every kind that a cluster is watched for, in the order in which their lists start: what a path hangs on comes first.
 * Pods, ReplicaSets, ReplicationControllers and Events are listed on demand and stand in {@link LISTED_KINDS}; Secrets are in neither.
 *
 * @public
 */
export const WATCHED_KINDS: readonly WatchedKind[] = [
  ...fluxKinds,
  ...runtimeKinds,
];

/**
 * Kinds that are listed when a rollout turns or a person opens details, never watched.
 *
 * @public
 */
export const LISTED_KINDS: readonly Omit<WatchedKind, 'role'>[] = sampledKinds;

const byGroupKind = new Map(
  [...WATCHED_KINDS, ...LISTED_KINDS].map(kind => [
    `${kind.group}/${kind.kind}`,
    kind,
  ]),
);

/**
 * The entry of a kind in {@link WATCHED_KINDS} or {@link LISTED_KINDS}.
 *
 * @public
 */
export function kindOf(group: string, kind: string) {
  return byGroupKind.get(`${group}/${kind}`);
}

const BARE = new Set(['/Pod', 'apps/ReplicaSet', '/ReplicationController']);

/**
 * Whether an object of this kind, where it stands for itself, runs something: a Pod or ReplicaSet that no workload made. There are too
 * many of them to be watched: one is known only where an inventory lists it, and it was looked at for that.
 *
 * @public
 */
export function isBareWorkload({
  group,
  kind,
}: Pick<ObjectRef, 'group' | 'kind'>): boolean {
  return BARE.has(`${group}/${kind}`);
}
