import { inventoryLists, inventoryOf } from '../../flux/applier';
import type { Observed } from '../../kube/KubeObject';
import { displayRef, keyOf, type ObjectRef } from '../../kube/ObjectRef';
import { appliersOf } from '../../paths/appliers';
import type {
  ResolvedService,
  ResolvedTarget,
  ResolvedWorkload,
} from '../../paths/DeliveryPath';
import { namespaceIndexValue } from '../../paths/indexers';
import { PodSelection, podLabelsOf } from '../../paths/podSelection';
import { resolveWorkload } from '../../paths/workloads';
import type { JudgeContext } from '../JudgeContext';
import { perContext } from '../perContext';
import { list } from '../rollout/shape';
import { selectedBy, workloadsOf } from './targetWorkloads';

/** A workload behind a Service of a target that is not of the target: its pods answer for the target as well. */
export interface Stranger extends ResolvedWorkload {
  /** Who delivers it; absent for what was left behind and for what nobody delivers. */
  deliverer?: ObjectRef;
}

const KINDS: readonly (readonly [string, string])[] = [
  ['apps', 'Deployment'],
  ['apps', 'StatefulSet'],
  ['apps', 'DaemonSet'],
  ['argoproj.io', 'Rollout'],
];
const MOST = 20;

const namespaceOf = ({ cluster, namespace }: ObjectRef) =>
  `${cluster}|${namespace}`;

/** All workloads of a namespace by what selects them. */
const selectionIn = perContext((place: string, { view }) => {
  const [cluster, namespace] = place.split('|');
  return new PodSelection(
    podLabelsOf(
      KINDS.flatMap(([group, kind]) => [
        ...view.by(
          'byNamespace',
          namespaceIndexValue(cluster, namespace, group, kind),
        ),
      ]),
    ),
  );
});

/** What was left over from before, and what others deliver, behind a Service. */
export function strangersBehind(
  service: ResolvedService,
  target: ResolvedTarget,
  context: JudgeContext,
): Stranger[] {
  const { view } = context;
  const ours = workloadsOf(target, context);
  const others = selectionIn(namespaceOf(service.ref), context)
    .selectedBy(service.service)
    .filter(({ ref }) => !ours.byKey.has(keyOf(ref)))
    .slice(0, MOST)
    .flatMap(({ ref }) => view.get(ref) ?? []);
  return [
    ...selectedBy(service, ours).filter(one => ours.leftBehind.has(one)),
    ...others.map(workload => ({
      ...resolveWorkload(
        {
          ref: workload.ref,
          workload,
          because: `${displayRef(service.ref)} selects its pods`,
        },
        view,
      ),
      deliverer: delivererOf(workload, target, context),
    })),
  ];
}

/** Undefined for what nobody delivers, and for what its applier does not list any more. */
function delivererOf(
  { ref, object }: Observed,
  { applierRef, applier }: ResolvedTarget,
  { view }: JudgeContext,
): ObjectRef | undefined {
  // Where the target itself is delivered from another cluster, its neighbours may be as well.
  const areHere = applierRef === undefined || applier !== undefined;
  return appliersOf({ ref, object, observedAt: '' }, view)
    .map(found => found.ref)
    .find(found => {
      const known = view.get(found);
      if (!known) {
        const { state } = view.freshness(
          found.cluster,
          found.group,
          found.kind,
        );
        return !areHere || (state !== 'synced' && state !== 'absent');
      }
      return (
        inventoryLists(known, ref) ||
        list(object.metadata.ownerReferences).length > 0 ||
        inventoryOf(known).length === 0
      );
    });
}
