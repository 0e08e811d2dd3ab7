import {
  inventoryOf,
  isBareWorkload,
  keyOf,
  type ObjectRef,
  type Observed,
} from 'backstage-plugin-flux-delivery-common';

/** What appliers list of kinds that are not watched, such as Pods that no workload makes: nothing tells when one of these changes. */
export class BareWorkloads {
  private readonly byApplier = new Map<string, ObjectRef[]>();

  /**
   * Notes what an applier lists now; without the object, that it is gone.
   *
   * @returns what it lists, and what it listed before and does not any more
   */
  note(
    applier: ObjectRef,
    observed: Observed | undefined,
  ): { listed: ObjectRef[]; dropped: ObjectRef[] } {
    const key = keyOf(applier);
    // What is delivered to another cluster has no cluster here.
    const listed = (observed ? inventoryOf(observed) : []).filter(
      ref => ref.cluster === applier.cluster && isBareWorkload(ref),
    );
    const kept = new Set(listed.map(keyOf));
    const before = this.byApplier.get(key) ?? [];
    if (listed.length > 0) {
      this.byApplier.set(key, listed);
    } else {
      this.byApplier.delete(key);
    }
    return { listed, dropped: before.filter(ref => !kept.has(keyOf(ref))) };
  }

  clear() {
    this.byApplier.clear();
  }
}
