import { inventoryLists, ownerAppliersOf } from '../flux/applier';
import type { Observed } from '../kube/KubeObject';
import { displayRef, keyOf } from '../kube/ObjectRef';
import type { ResolvedTarget } from '../paths/DeliveryPath';
import { leftAloneBy } from './rollout/leftAlone';
import { outsideChanges } from './rollout/outOfBand';
import { list } from './rollout/shape';
import type { Note } from './SegmentVerdict';

/** What was changed past Flux and breaks nothing by that, and what Flux does not look at. */
export function pastFlux({
  applier,
  workloads,
  services,
}: ResolvedTarget): Note[] {
  if (!applier) {
    return [];
  }
  const wiring = services.flatMap(({ service, routes }): Observed[] => [
    service,
    ...list(routes),
  ]);
  const running = workloads.flatMap(({ workload }) => workload ?? []);
  return [
    ...[...running, ...wiring].flatMap(one => leftAlone(one, applier)),
    ...wiring.flatMap(one => changedOutside(one, applier)),
  ];
}

/** A Kustomization does nothing to such an object; a HelmRelease only does not compare it, so that a change of it is worth a word. */
function leftAlone(observed: Observed, applier: Observed): Note[] {
  const mark = leftAloneBy(observed, applier);
  const [change] = mark ? outsideChanges(observed, applier) : [];
  const isRelease = applier.ref.kind === 'HelmRelease';
  if (!mark || (isRelease ? !change : !isOf(observed, applier))) {
    return [];
  }
  const name = displayRef(observed.ref);
  return [
    {
      class: 'not-managed',
      summary: [
        isRelease
          ? `Flux puts no change of ${name} back: ${mark}.`
          : `Flux does not manage ${name}: ${mark}. Changes in Git do not arrive there.`,
        ...(change
          ? [`${change.manager} wrote ${change.fields.join(', ')}.`]
          : []),
      ].join(' '),
    },
  ];
}

/** Of an object that belongs to somebody else, as an operator, neither a mark nor a writer tells anything of Flux. */
function isOf({ ref, object }: Observed, applier: Observed): boolean {
  return (
    inventoryLists(applier, ref) ||
    ownerAppliersOf(ref, object).some(
      owner => keyOf(owner) === keyOf(applier.ref),
    )
  );
}

/** A Service or a route that somebody changed past Flux: what it does now is for the traffic to tell. */
function changedOutside(observed: Observed, applier: Observed): Note[] {
  const [change] =
    leftAloneBy(observed, applier) || !isOf(observed, applier)
      ? []
      : outsideChanges(observed, applier);
  return change
    ? [
        {
          class: 'changed-out-of-band',
          summary: `${displayRef(observed.ref)} was changed past Flux: ${
            change.manager
          } wrote ${change.fields.join(', ')}.`,
        },
      ]
    : [];
}
