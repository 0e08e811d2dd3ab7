import type { KubeObject } from './KubeObject';

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
  const { changes } = after.metadata;
  if (!before || !changes?.some(({ time }) => time === undefined)) {
    return after;
  }
  const known = before.metadata.changes ?? [];
  const marked = changes.map(change => {
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
  return { ...after, metadata: { ...after.metadata, changes: marked } };
}
