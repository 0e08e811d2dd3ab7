import type { FieldChange } from './fieldChanges';
import type { KubeObject } from './KubeObject';

/** Who scaled to nothing: the API server keeps no name of such a writer. */
const UNKNOWN_CLIENT = 'an unknown client';
/** What the API server sets where nobody does. */
const DEFAULT_REPLICAS = 1;

/**
 * Marks changes that bear no time of their own with the instant at which they were seen to come. What was there when an object was
 * first seen may be of any age, and stays unmarked. Both arguments stay as they are.
 *
 * @public
 */
export function carryChanges(
  before: KubeObject | undefined,
  after: KubeObject,
  at: string,
): KubeObject {
  if (!before) {
    return after;
  }
  const changes = [
    ...marked(before, after, at),
    ...scaledByNobody(before, after, at),
  ];
  const same = after.metadata.changes ?? [];
  return changes.length === same.length &&
    changes.every((change, index) => change === same[index])
    ? after
    : { ...after, metadata: { ...after.metadata, changes } };
}

function marked(
  before: KubeObject,
  after: KubeObject,
  at: string,
): FieldChange[] {
  const known = before.metadata.changes ?? [];
  return (after.metadata.changes ?? []).map(change => {
    if (change.time !== undefined) {
      return change;
    }
    const same = known.find(
      ({ manager, time, fields }) =>
        manager === change.manager &&
        time === undefined &&
        fields.join() === change.fields.join(),
    );
    return same ?? { ...change, seenAt: at };
  });
}

/**
 * A scale to nothing takes the field from its owner and gives it to nobody, and a scale from there leaves no trace either: that is told
 * only by a field that Git set and does not any more, while it has another value.
 */
function scaledByNobody(
  before: KubeObject,
  after: KubeObject,
  at: string,
): FieldChange[] {
  if (after.metadata.replicasBy !== 'nobody') {
    return [];
  }
  const known = before.metadata.changes?.find(
    ({ manager }) => manager === UNKNOWN_CLIENT,
  );
  const isOther = replicasOf(before) !== replicasOf(after);
  if (known && !isOther) {
    return [known];
  }
  return isOther && (known || tookFromGit(before, after)) ? [scaledAt(at)] : [];
}

/** A field that Git drops, as for an autoscaler, goes to nobody as well: the API server puts the default there. */
function tookFromGit(before: KubeObject, after: KubeObject): boolean {
  return (
    before.metadata.replicasBy === 'git' &&
    replicasOf(after) !== DEFAULT_REPLICAS
  );
}

function scaledAt(at: string): FieldChange {
  return {
    manager: UNKNOWN_CLIENT,
    operation: 'Update',
    seenAt: at,
    fields: ['spec.replicas'],
  };
}

function replicasOf({ spec }: KubeObject): unknown {
  return (spec as { replicas?: unknown } | undefined)?.replicas;
}
