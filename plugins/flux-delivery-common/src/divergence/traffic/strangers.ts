import { inventoryOf, ownerAppliersOf } from '../../flux/applier';
import { matchesLabels } from '../../kube/labelSelector';
import { displayRef, keyOf } from '../../kube/ObjectRef';
import { podTemplateOf } from '../../kube/podTemplate';
import type {
  ResolvedService,
  ResolvedTarget,
  ResolvedWorkload,
} from '../../paths/DeliveryPath';
import { namespaceIndexValue } from '../../paths/indexers';
import type { JudgeContext } from '../JudgeContext';
import { list } from '../rollout/shape';

/**
 * What bears the owner labels of its applier, and is not in the inventory any more: an earlier version that was not pruned. Operators
 * copy labels to what they make, so that what has an owner proves nothing.
 */
export function isLeftBehind(
  { ref, workload }: ResolvedWorkload,
  { applier }: ResolvedTarget,
): boolean {
  const listed = applier ? inventoryOf(applier) : [];
  return (
    applier !== undefined &&
    workload !== undefined &&
    list(workload.object.metadata.ownerReferences).length === 0 &&
    listed.length > 0 &&
    !listed.some(owned => keyOf(owned) === keyOf(ref)) &&
    ownerAppliersOf(ref, workload.object).some(
      owner => keyOf(owner) === keyOf(applier.ref),
    )
  );
}

const KINDS: readonly (readonly [string, string])[] = [
  ['apps', 'Deployment'],
  ['apps', 'StatefulSet'],
  ['apps', 'DaemonSet'],
  ['argoproj.io', 'Rollout'],
];
const MOST = 20;

/**
 * Workloads that a Service selects and that are not of its target: what was left over from before, or is somebody else's. Their pods
 * answer for the target as well.
 */
export function strangersBehind(
  { ref, service }: ResolvedService,
  { workloads }: ResolvedTarget,
  { view }: JudgeContext,
): ResolvedWorkload[] {
  const own = new Set(
    workloads.flatMap(workload => [
      keyOf(workload.ref),
      ...list(workload.related).map(related => keyOf(related.ref)),
    ]),
  );
  return KINDS.flatMap(([group, kind]) => [
    ...view.by(
      'byNamespace',
      namespaceIndexValue(ref.cluster, ref.namespace, group, kind),
    ),
  ])
    .filter(found => !own.has(keyOf(found.ref)))
    .filter(({ object }) =>
      matchesLabels(
        service.object.spec?.selector,
        podTemplateOf(object)?.metadata?.labels,
      ),
    )
    .slice(0, MOST)
    .map(workload => ({
      ref: workload.ref,
      workload,
      because: `${displayRef(ref)} selects its pods`,
      pods: view.podsOf(workload.ref),
      related: [],
    }));
}
