import {
  inventoryLists,
  inventoryOf,
  ownerAppliersOf,
} from '../../flux/applier';
import { keyOf } from '../../kube/ObjectRef';
import type {
  ResolvedService,
  ResolvedTarget,
  ResolvedWorkload,
} from '../../paths/DeliveryPath';
import { perContext } from '../perContext';
import { list } from '../rollout/shape';

/** The workloads of a target, to be asked for by each of its Services. */
interface TargetWorkloads {
  /** Also the copies that Flagger serves from, which are no workloads of the target by themselves. */
  byKey: ReadonlyMap<string, ResolvedWorkload>;
  leftBehind: ReadonlySet<ResolvedWorkload>;
}

export const workloadsOf = perContext(
  (target: ResolvedTarget, { view }): TargetWorkloads => {
    const byKey = new Map(target.workloads.map(one => [keyOf(one.ref), one]));
    for (const { ref, ...rest } of target.workloads.flatMap(({ related }) =>
      list(related),
    )) {
      if (!byKey.has(keyOf(ref))) {
        byKey.set(keyOf(ref), {
          ref,
          workload: { ref, ...rest },
          because: 'it belongs to a workload of this target',
          pods: view.podsOf(ref),
          related: [],
        });
      }
    }
    return {
      byKey,
      leftBehind: new Set(
        [...byKey.values()].filter(one => isLeftBehind(one, target)),
      ),
    };
  },
);

/** Those that a Service selects, in the order in which it names them. */
export function selectedBy(
  { selects }: ResolvedService,
  { byKey }: TargetWorkloads,
): ResolvedWorkload[] {
  return list(selects).flatMap(key => byKey.get(key) ?? []);
}

/**
 * What bears the owner labels of its applier, and is not in the inventory any more: an earlier version that was not pruned. Operators
 * copy labels to what they make, so that what has an owner proves nothing.
 */
function isLeftBehind(
  { ref, workload }: ResolvedWorkload,
  { applier }: ResolvedTarget,
): boolean {
  return (
    applier !== undefined &&
    workload !== undefined &&
    list(workload.object.metadata.ownerReferences).length === 0 &&
    ownerAppliersOf(ref, workload.object).some(
      owner => keyOf(owner) === keyOf(applier.ref),
    ) &&
    !inventoryLists(applier, ref) &&
    inventoryOf(applier).length > 0
  );
}
