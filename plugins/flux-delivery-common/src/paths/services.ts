import { deliversElsewhere, inventoryOf } from '../flux/applier';
import { CLAIM_ANNOTATION, KUBERNETES_ID_LABEL } from '../flux/claims';
import { namespaceIndexValue } from './indexers';
import type { Observed } from '../kube/KubeObject';
import { keyOf, type ObjectRef } from '../kube/ObjectRef';
import type { EndpointSlice, Service, WorkloadSpec } from '../kube/workloads';
import { appliersOf } from './appliers';
import type { BindingPolicy } from './binding';
import { compareText } from './Environment';
import { describeRef } from './describeRef';
import type { ResolvedService, ResolvedWorkload } from './DeliveryPath';
import type { EntitySelector } from './entitySelector';
import type { InventoryView } from './InventoryView';
import { hasRole } from './kindRoles';
import { PodSelection, podLabelsOf } from './podSelection';
import { drivenBy } from './workloads';

/** Where the Services of one target are looked for. */
export interface ServiceSearch {
  cluster: string;
  workloads: readonly ResolvedWorkload[];
  /** The applier of the target; absent for what Flux does not deliver. */
  applierRef?: ObjectRef;
  /** The applier, where everything that it delivers and that is nobody else's belongs to the entity. */
  applier?: Observed;
  /** Namespaces in which the label and the claim count, although no workload is there. */
  namespaces: readonly string[];
}

/**
 * The Services of a target: those that select its workloads, those that its Canaries, Rollouts and StatefulSets name, those that
 * its applier delivers and those that name the entity, also where their selector matches nothing.
 */
export function servicesOf(
  search: ServiceSearch,
  view: InventoryView,
  policy: BindingPolicy,
  selector: EntitySelector,
): ResolvedService[] {
  const found = new Map<string, { ref: ObjectRef; because: string }>();
  const add = (ref: ObjectRef, because: string) => {
    if (!found.has(keyOf(ref))) {
      found.set(keyOf(ref), { ref, because });
    }
  };
  const selection = new PodSelection(podLabelsOf(allOf(search.workloads)));
  for (const service of inNamespaces(search, view)) {
    const [selected] = selection.selectedBy(service);
    if (selected) {
      add(
        service.ref,
        `its selector matches the pods of ${describeRef(selected.ref)}`,
      );
    }
  }
  search.workloads.forEach(workload =>
    generatedServices(workload).forEach(({ ref, because }) => {
      if (view.get(ref)) {
        add(ref, because);
      }
    }),
  );
  delivered(search, view, policy).forEach(({ ref, because }) =>
    add(ref, because),
  );
  named(search, view, policy, selector).forEach(({ ref, because }) =>
    add(ref, because),
  );

  return [...found.values()]
    .sort((a, b) => compareText(keyOf(a.ref), keyOf(b.ref)))
    .flatMap(({ ref, because }) => {
      const service = view.get<Service>(ref);
      return service ? [resolveService(service, because, selection, view)] : [];
    });
}

/** The workloads, and the primaries and targets beside them, each once. */
function allOf(workloads: readonly ResolvedWorkload[]): Observed[] {
  const all = workloads.flatMap(({ workload, related }) => [
    ...(workload ? [workload] : []),
    ...related,
  ]);
  return [...new Map(all.map(one => [keyOf(one.ref), one])).values()];
}

function inNamespaces(
  { cluster, workloads }: ServiceSearch,
  view: InventoryView,
): Observed<Service>[] {
  const namespaces = [...new Set(workloads.map(({ ref }) => ref.namespace))];
  return namespaces.flatMap(namespace => [
    ...view.by<Service>(
      'byNamespace',
      namespaceIndexValue(cluster, namespace, '', 'Service'),
    ),
  ]);
}

/** Services whose names follow from a workload's spec. They may not exist. */
function generatedServices({
  workload,
  related,
}: ResolvedWorkload): { ref: ObjectRef; because: string }[] {
  return [...(workload ? [workload] : []), ...related].flatMap(observed => {
    const { ref } = observed;
    return serviceNames(observed).map(name => ({
      ref: {
        cluster: ref.cluster,
        group: '',
        kind: 'Service',
        namespace: ref.namespace,
        name,
      },
      because: `${describeRef(ref)} routes through it`,
    }));
  });
}

function serviceNames(observed: Observed): string[] {
  const spec = observed.object.spec as
    | (WorkloadSpec & { service?: { name?: string } })
    | undefined;
  if (observed.ref.kind === 'Canary') {
    const name = spec?.service?.name ?? drivenBy(observed)?.name;
    return name ? [name, `${name}-primary`, `${name}-canary`] : [];
  }
  const { canary, blueGreen } =
    (observed.ref.kind === 'Rollout' && spec?.strategy) || {};
  return [
    observed.ref.kind === 'StatefulSet' ? spec?.serviceName : undefined,
    canary?.stableService,
    canary?.canaryService,
    blueGreen?.activeService,
    blueGreen?.previewService,
  ].filter((name): name is string => Boolean(name));
}

/** A Service of the applier that selects workloads of somebody else only is theirs. */
function delivered(
  { cluster, applier, workloads }: ServiceSearch,
  view: InventoryView,
  policy: BindingPolicy,
): { ref: ObjectRef; because: string }[] {
  if (!applier || deliversElsewhere(applier.object)) {
    return [];
  }
  const owned = inventoryOf(applier);
  const isService = (ref: ObjectRef) =>
    ref.cluster === cluster && ref.group === '' && ref.kind === 'Service';
  const refs =
    owned.length > 0 || applier.ref.kind !== 'HelmRelease'
      ? owned.filter(isService)
      : view
          .by('byOwnerLabel', keyOf(applier.ref))
          .map(({ ref }) => ref)
          .filter(isService);
  const ours = new Set(
    workloads.flatMap(({ ref, related }) =>
      [ref, ...related.map(other => other.ref)].map(keyOf),
    ),
  );
  const others = new PodSelection(
    podLabelsOf(
      owned
        .filter(ref => hasRole(ref, 'workload') && !ours.has(keyOf(ref)))
        .map(ref => view.get(ref))
        .filter(observed => observed !== undefined),
    ),
  );
  return refs
    .map(ref => view.get<Service>(ref))
    .filter(service => service !== undefined)
    .filter(service => !policy.belongsToAnother(service.object))
    .filter(service => others.selectedBy(service).length === 0)
    .map(({ ref }) => ({
      ref,
      because: `${describeRef(applier.ref)} delivers it`,
    }));
}

function named(
  { cluster, workloads, namespaces, applierRef }: ServiceSearch,
  view: InventoryView,
  policy: BindingPolicy,
  { entityRef, kubernetesId }: EntitySelector,
): { ref: ObjectRef; because: string }[] {
  const here = new Set([
    ...namespaces,
    ...workloads.map(({ ref }) => ref.namespace),
  ]);
  const isOfAnotherTarget = (found: Observed) => {
    const appliers = appliersOf(found, view).map(({ ref }) => keyOf(ref));
    return (
      appliers.length > 0 &&
      !(applierRef && appliers.includes(keyOf(applierRef)))
    );
  };
  const isHere = (found: Observed) => {
    const { ref } = found;
    const isOfThisCluster =
      ref.cluster === cluster && ref.group === '' && ref.kind === 'Service';
    return (
      isOfThisCluster && here.has(ref.namespace) && !isOfAnotherTarget(found)
    );
  };
  const claimed = view.by('byClaim', entityRef).filter(isHere);
  const labelled =
    kubernetesId === undefined || policy.labelIsDisputed
      ? []
      : view
          .by('byKubernetesId', kubernetesId)
          .filter(isHere)
          .filter(({ object }) => !policy.claimsAnother(object));
  return [
    ...claimed.map(({ ref }) => ({
      ref,
      because: `annotation ${CLAIM_ANNOTATION} on it`,
    })),
    ...labelled.map(({ ref }) => ({
      ref,
      because: `label ${KUBERNETES_ID_LABEL} on it`,
    })),
  ];
}

function resolveService(
  service: Observed<Service>,
  because: string,
  selection: PodSelection,
  view: InventoryView,
): ResolvedService {
  const linked = view.by('byService', keyOf(service.ref));
  return {
    ref: service.ref,
    service,
    because,
    slices: linked.filter(
      ({ ref }) => ref.kind === 'EndpointSlice',
    ) as Observed<EndpointSlice>[],
    routes: linked.filter(({ ref }) => ref.kind !== 'EndpointSlice'),
    selects: selection.selectedBy(service).map(({ ref }) => keyOf(ref)),
  };
}
