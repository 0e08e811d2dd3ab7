import { deliversElsewhere, inventoryOf } from '../flux/applier';
import type { Kustomization } from '../flux/objects';
import type { KubeObject, Observed } from '../kube/KubeObject';
import { keyOf, type ObjectRef } from '../kube/ObjectRef';
import { BINDING_ORDER, type BindingPolicy, type Bond } from './binding';
import { describeRef } from './describeRef';
import type {
  ParentLink,
  ResolvedService,
  ResolvedTarget,
  ResolvedWorkload,
} from './DeliveryPath';
import type { Draft } from './drafts';
import {
  compareText,
  ENVIRONMENT_ANNOTATION,
  environmentOf,
  type EnvironmentAnnotation,
  type EnvironmentRule,
} from './Environment';
import type { EntitySelector } from './entitySelector';
import { imageAutomationOf } from './imageAutomation';
import type { InventoryView } from './InventoryView';
import { parentsOf } from './parents';
import { canTell } from './reach';
import { servicesOf } from './services';
import { sourceLinksOf } from './sources';
import { applierTargetId, targetId } from './targetId';
import {
  deliveredWorkloads,
  notOfAnother,
  resolveWorkload,
  type FoundWorkload,
} from './workloads';

/** Looks up everything that belongs to a target. */
export function resolveTarget(
  draft: Draft,
  view: InventoryView,
  policy: BindingPolicy,
  selector: EntitySelector,
  environments: readonly EnvironmentRule[],
): ResolvedTarget {
  const { cluster, applierRef } = draft;
  const applier = applierRef && view.get(applierRef);
  const { workloads, hasAll } = workloadsOf(draft, applier, view, policy);
  const sources = applier ? sourceLinksOf(applier, view) : [];
  const { parents, cycle } = applier
    ? parentsOf(applier, view)
    : { parents: [] as ParentLink[] };
  const namespaces = namespacesOf(draft, applier, workloads);
  const services = servicesOf(
    {
      cluster,
      workloads,
      applierRef,
      applier: hasAll ? applier : undefined,
      namespaces,
    },
    view,
    policy,
    selector,
  );
  const place = { cluster, namespaces, path: pathOf(applier, parents) };
  const environment = environmentOf(
    place,
    environments,
    annotationOf(draft, applier, workloads),
  );
  const bonds = strongestFirst(draft.bonds);
  return {
    id: applierRef
      ? applierTargetId(applierRef)
      : targetId(cluster, 'unmanaged', draft.namespace, 'workloads'),
    cluster,
    environment: environment.name,
    environmentBecause: environment.because,
    ...(applierRef && { applierRef }),
    ...(applier && { applier }),
    binding: bonds[0].binding,
    because: [
      ...new Set([
        ...bonds.map(({ because }) => because),
        ...remarks(draft, applier, view),
      ]),
    ],
    sources,
    parents,
    ...(cycle && { parentCycle: cycle }),
    workloads,
    services,
    imageAutomation: imageAutomationOf(
      cluster,
      applierRef?.namespace,
      workloads,
      sources,
      view,
    ),
    owned: applier
      ? ownedBy(applier, hasAll, workloads, services, view, policy)
      : [],
  };
}

/** `hasAll`: what the applier delivers is this entity's, but for what names another. */
function workloadsOf(
  draft: Draft,
  applier: Observed | undefined,
  view: InventoryView,
  policy: BindingPolicy,
): { workloads: ResolvedWorkload[]; hasAll: boolean } {
  const delivered = applier ? deliveredWorkloads(applier, view) : [];
  const hasAll =
    draft.applierIsBound ||
    (delivered.length > 0 &&
      delivered.every(({ ref }) => draft.linked.has(keyOf(ref))));
  const found = new Map<string, FoundWorkload>(draft.linked);
  if (draft.applierIsBound) {
    notOfAnother(delivered, policy)
      .filter(({ ref }) => !found.has(keyOf(ref)))
      .forEach(workload => found.set(keyOf(workload.ref), workload));
  }
  const workloads = [...found.values()]
    .sort((a, b) => compareText(keyOf(a.ref), keyOf(b.ref)))
    .map(workload => resolveWorkload(workload, view));
  return { workloads, hasAll };
}

/** What the applier's inventory lists, as far as it is this entity's to see. */
function ownedBy(
  applier: Observed,
  hasAll: boolean,
  workloads: ResolvedWorkload[],
  services: ResolvedService[],
  view: InventoryView,
  policy: BindingPolicy,
): ObjectRef[] {
  const shown = [
    ...workloads,
    ...services,
    ...services.flatMap(({ routes }) => routes),
  ];
  const keys = new Set(shown.map(({ ref }) => keyOf(ref)));
  return inventoryOf(applier).filter(ref => {
    const object = view.get(ref)?.object;
    return (
      keys.has(keyOf(ref)) ||
      (hasAll && !(object && policy.belongsToAnother(object)))
    );
  });
}

function namespacesOf(
  draft: Draft,
  applier: Observed | undefined,
  workloads: ResolvedWorkload[],
): string[] {
  const spec = applier?.object.spec as { targetNamespace?: string } | undefined;
  const all = [
    draft.namespace,
    spec?.targetNamespace,
    ...workloads.map(({ ref }) => ref.namespace),
  ];
  return [
    ...new Set(
      all.filter((namespace): namespace is string => Boolean(namespace)),
    ),
  ];
}

/** A HelmRelease stands where the Kustomization that applies it says. */
function pathOf(
  applier: Observed | undefined,
  parents: ParentLink[],
): string | undefined {
  return [applier, ...parents.map(({ parent }) => parent)]
    .filter(found => found?.ref.kind === 'Kustomization')
    .map(found => (found!.object as Kustomization).spec?.path)
    .at(0);
}

function annotationOf(
  draft: Draft,
  applier: Observed | undefined,
  workloads: ResolvedWorkload[],
): EnvironmentAnnotation | undefined {
  const bearers = applier
    ? [applier]
    : workloads.flatMap(({ workload }) => (workload ? [workload] : []));
  const bearer = bearers.find(({ object }) => environmentIn(object));
  return bearer
    ? { value: environmentIn(bearer.object)!, on: describeRef(bearer.ref) }
    : draft.inheritedEnvironment;
}

function environmentIn({ metadata }: KubeObject): string | undefined {
  return metadata.annotations?.[ENVIRONMENT_ANNOTATION]?.trim() || undefined;
}

function strongestFirst(bonds: Bond[]): Bond[] {
  const rank = ({ binding }: Bond) => BINDING_ORDER.indexOf(binding);
  return [...bonds].sort(
    (a, b) => rank(a) - rank(b) || compareText(a.because, b.because),
  );
}

function remarks(
  { applierRef }: Draft,
  applier: Observed | undefined,
  view: InventoryView,
): string[] {
  if (
    applierRef &&
    !applier &&
    canTell(
      view.freshness(applierRef.cluster, applierRef.group, applierRef.kind),
    )
  ) {
    return [
      `${describeRef(applierRef)} is not in ${
        applierRef.cluster
      }: it was deleted, or it delivers from another cluster`,
    ];
  }
  return applier && deliversElsewhere(applier.object)
    ? [
        `spec.kubeConfig of ${describeRef(
          applier.ref,
        )} delivers to another cluster: its workloads are not in ${
          applier.ref.cluster
        } and are not looked for there`,
      ]
    : [];
}
