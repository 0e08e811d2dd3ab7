import {
  claimedEntities,
  conditionIs,
  type Condition,
  type EndpointSlice,
  groupOf,
  type InventoryView,
  keyOf,
  KUBERNETES_ID_LABEL,
  type KubeObject,
  type LabelSelector,
  matchesLabels,
  namespaceIndexValue,
  type ObjectRef,
  type Observed,
  ownerAppliersOf,
  type Pod,
  type PodSample,
  podTemplateOf,
  type Service,
} from 'backstage-plugin-flux-delivery-common';

/** Kinds that have pods, as `group/kind`, and whether ReplicaSets stand between. */
const SAMPLED = new Map([
  ['apps/Deployment', { replicaSets: true }],
  ['apps/StatefulSet', { replicaSets: false }],
  ['apps/DaemonSet', { replicaSets: false }],
  ['batch/Job', { replicaSets: false }],
  ['argoproj.io/Rollout', { replicaSets: true }],
  ['serving.knative.dev/Service', { replicaSets: false }],
]);

const DEEPEST_OWNER = 3;

type Workload = Pick<Observed, 'ref' | 'object'>;

export function isSampledKind({ group, kind }: ObjectRef): boolean {
  return SAMPLED.has(`${group}/${kind}`);
}

export function hasReplicaSets({ group, kind }: ObjectRef): boolean {
  return SAMPLED.get(`${group}/${kind}`)?.replicaSets ?? false;
}

/** Which pods belong to a workload: its selector; undefined where nothing can be selected. */
export function podSelectorOf({
  ref,
  object,
}: Observed): LabelSelector | undefined {
  if (ref.group === 'serving.knative.dev') {
    return { matchLabels: { 'serving.knative.dev/service': ref.name } };
  }
  const { selector } =
    ref.kind === 'ReplicationController'
      ? labelsAsSelector(object)
      : ((object.spec ?? {}) as { selector?: LabelSelector });
  // A selector that matches everything is none of a workload that the API server accepts.
  const restricts =
    Object.keys(selector?.matchLabels ?? {}).length +
    (selector?.matchExpressions ?? []).length;
  return restricts > 0 ? selector : undefined;
}

/** The oldest of these kinds, and the only one whose selector is labels alone. */
function labelsAsSelector({ spec }: KubeObject): { selector?: LabelSelector } {
  const { selector } = (spec ?? {}) as { selector?: Record<string, string> };
  return selector ? { selector: { matchLabels: selector } } : {};
}

/**
 * Whether the pods of a workload are worth a list: somebody may want to see them, or a Service leads to them and to those of one that
 * somebody may want to see.
 */
export function isWorthSampling(
  view: InventoryView,
  workload: Observed,
): boolean {
  return isWanted(view, workload) || sharesService(view, workload);
}

function sharesService(view: InventoryView, workload: Observed) {
  return servicesInFrontOf(view, workload).some(service =>
    selectedBy(view, service).some(other => isWanted(view, other)),
  );
}

/** The Services that select the pods of a workload. */
export function servicesInFrontOf(
  view: InventoryView,
  { ref, object }: Observed,
): Observed<Service>[] {
  const labels = podTemplateOf(object)?.metadata?.labels;
  return view
    .by<Service>(
      'byNamespace',
      namespaceIndexValue(ref.cluster, ref.namespace, '', 'Service'),
    )
    .filter(service => matchesLabels(service.object.spec?.selector, labels));
}

/** Whether somebody may want to see its pods: Flux delivers it, it claims an entity, or what owns it is such an object. */
export function isWanted(
  view: InventoryView,
  { ref, object }: Observed,
  depth = 0,
): boolean {
  if (
    object.metadata.labels?.[KUBERNETES_ID_LABEL] ||
    claimedEntities(object).length > 0 ||
    ownerAppliersOf(ref, object).length > 0 ||
    view.by('byInventoryEntry', keyOf(ref)).length > 0
  ) {
    return true;
  }
  return (
    depth < DEEPEST_OWNER &&
    (object.metadata.ownerReferences ?? []).some(owner => {
      const observed = view.get({
        ...ref,
        group: groupOf(owner.apiVersion),
        kind: owner.kind,
        name: owner.name,
      });
      return observed !== undefined && isWanted(view, observed, depth + 1);
    })
  );
}

interface AnyStatus {
  conditions?: Condition[];
  [field: string]: unknown;
}

/** Changes exactly when the pods may be others, or in another state, than before: not with heartbeats and times. */
export function rolloutSignature({ metadata, status }: KubeObject): string {
  const { conditions, ...counters } = (status ?? {}) as AnyStatus;
  const states = (conditions ?? []).map(({ type, status: state, reason }) => [
    type,
    state,
    reason,
  ]);
  return JSON.stringify([metadata.uid, metadata.generation, counters, states]);
}

/** The workloads whose pods stand behind an EndpointSlice, by the selector of its Service. */
export function workloadsBehind(
  view: InventoryView,
  slice: Observed<EndpointSlice>,
): Observed[] {
  const { cluster, namespace } = slice.ref;
  const name = slice.object.metadata.labels?.['kubernetes.io/service-name'];
  const service =
    name &&
    view.get<Service>({ cluster, group: '', kind: 'Service', namespace, name });
  return service ? selectedBy(view, service) : [];
}

function selectedBy(
  view: InventoryView,
  { ref: { cluster, namespace }, object }: Observed<Service>,
): Observed[] {
  const { selector } = object.spec ?? {};
  return [...SAMPLED.keys()].flatMap(key => {
    const [group, kind] = key.split('/');
    return view
      .by('byNamespace', namespaceIndexValue(cluster, namespace, group, kind))
      .filter(found =>
        matchesLabels(selector, podTemplateOf(found.object)?.metadata?.labels),
      );
  });
}

/** A pod whose state is about to change, or that does not come up: worth another look soon. */
export function isUnsettled({ metadata, status }: Pod): boolean {
  if (status?.phase === 'Succeeded' || status?.phase === 'Failed') {
    return false;
  }
  const containers = [
    ...(status?.initContainerStatuses ?? []),
    ...(status?.containerStatuses ?? []),
  ];
  const ready = (status?.conditions ?? []).find(({ type }) => type === 'Ready');
  return (
    metadata.deletionTimestamp !== undefined ||
    status?.phase === 'Pending' ||
    ready?.status !== 'True' ||
    containers.some(({ state }) => state?.waiting !== undefined)
  );
}

/** How long a pod may be on its way before it is worth asking what it waits for. */
const SILENT_AFTER_MS = 20_000;
const BEING_MADE = new Set(['ContainerCreating', 'PodInitializing']);

/** A pod that does not come up, and whose containers do not say why: warnings may. */
export function isSilent({ metadata, status }: Pod, now: number): boolean {
  const born = Date.parse(metadata.creationTimestamp ?? '');
  const states = [
    ...(status?.initContainerStatuses ?? []),
    ...(status?.containerStatuses ?? []),
  ].map(({ state }) => state?.waiting?.reason);
  const unschedulable = (status?.conditions ?? []).some(
    ({ type, status: state }) => type === 'PodScheduled' && state === 'False',
  );
  return (
    now - born > SILENT_AFTER_MS &&
    !unschedulable &&
    isUnsettled({ metadata, status } as Pod) &&
    states.every(reason => reason === undefined || BEING_MADE.has(reason))
  );
}

/** How many pods a workload is meant to have; undefined where it does not say. */
export function wantedPods({ ref, object }: Workload): number | undefined {
  const { spec, status } = object as {
    spec?: { replicas?: number; parallelism?: number; suspend?: boolean };
    status?: { desiredNumberScheduled?: number };
  };
  switch (ref.kind) {
    case 'DaemonSet':
      return status?.desiredNumberScheduled;
    case 'Job':
      return spec?.suspend || hasEnded(object) ? 0 : spec?.parallelism ?? 1;
    case 'Service':
      return undefined;
    default:
      return spec?.replicas ?? 1;
  }
}

function hasEnded(job: KubeObject): boolean {
  return ['Complete', 'Failed', 'SuccessCriteriaMet'].some(type =>
    conditionIs(job, type, 'True'),
  );
}

/** True where another look soon would tell more: pods on their way, or pods that are meant to be and are not. */
export function isOnItsWay(workload: Workload, sample: PodSample): boolean {
  return sample.pods.some(isUnsettled) || lacksPods(workload, sample);
}

export function lacksPods(
  workload: Workload,
  { pods, truncated }: PodSample,
): boolean {
  const wanted = wantedPods(workload);
  return !truncated && wanted !== undefined && pods.length < wanted;
}
