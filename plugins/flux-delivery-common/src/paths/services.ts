import { deliversElsewhere, inventoryOf } from '../flux/applier';
import { CLAIM_ANNOTATION, KUBERNETES_ID_LABEL } from '../flux/claims';
import { namespaceIndexValue } from './indexers';
import type { Observed } from '../kube/KubeObject';
import { matchesLabels } from '../kube/labelSelector';
import { keyOf, type ObjectRef } from '../kube/ObjectRef';
import { podTemplateOf } from '../kube/podTemplate';
import type { EndpointSlice, Service, WorkloadSpec } from '../kube/workloads';
import { appliersOf } from './appliers';
import type { BindingPolicy } from './binding';
import { compareText } from './Environment';
import { describeRef } from './describeRef';
import type { ResolvedService, ResolvedWorkload } from './DeliveryPath';
import type { EntitySelector } from './entitySelector';
import type { InventoryView } from './InventoryView';
import { hasRole } from './kindRoles';
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
  const templates = podLabels(search.workloads);
  for (const service of inNamespaces(search, view)) {
    const selected = templates.find(template => isSelected(service, template));
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
  delivered(search, view, policy, templates).forEach(({ ref, because }) =>
    add(ref, because),
  );
  named(search, view, policy, selector).forEach(({ ref, because }) =>
    add(ref, because),
  );

  return [...found.values()]
    .sort((a, b) => compareText(keyOf(a.ref), keyOf(b.ref)))
    .flatMap(({ ref, because }) => {
      const service = view.get<Service>(ref);
      return service ? [resolveService(service, because, templates, view)] : [];
    });
}

interface PodLabels {
  ref: ObjectRef;
  labels: Record<string, string>;
}

/** The pod labels of the workloads, and of the primaries and targets beside them. */
function podLabels(workloads: readonly ResolvedWorkload[]): PodLabels[] {
  const all = workloads.flatMap(({ workload, related }) => [
    ...(workload ? [workload] : []),
    ...related,
  ]);
  const unique = new Map(all.map(observed => [keyOf(observed.ref), observed]));
  return [...unique.values()]
    .filter(({ ref }) => ref.kind !== 'Job' && ref.kind !== 'CronJob')
    .map(({ ref, object }) => ({
      ref,
      labels: podTemplateOf(object)?.metadata?.labels ?? {},
    }));
}

function isSelected(
  { ref, object }: Observed<Service>,
  pods: PodLabels,
): boolean {
  return (
    pods.ref.namespace === ref.namespace &&
    matchesLabels(object.spec?.selector, pods.labels)
  );
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
  { cluster, applier }: ServiceSearch,
  view: InventoryView,
  policy: BindingPolicy,
  ours: PodLabels[],
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
  const oursByKey = new Set(ours.map(({ ref }) => keyOf(ref)));
  const others = owned
    .filter(ref => hasRole(ref, 'workload') && !oursByKey.has(keyOf(ref)))
    .map(ref => view.get(ref))
    .filter(observed => observed !== undefined)
    .map(({ ref, object }) => ({
      ref,
      labels: podTemplateOf(object)?.metadata?.labels ?? {},
    }));
  return refs
    .map(ref => view.get<Service>(ref))
    .filter(service => service !== undefined)
    .filter(service => !policy.belongsToAnother(service.object))
    .filter(service => !others.some(other => isSelected(service, other)))
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
  pods: PodLabels[],
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
    selects: pods
      .filter(template => isSelected(service, template))
      .map(({ ref }) => keyOf(ref)),
  };
}
