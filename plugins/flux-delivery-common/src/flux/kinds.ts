/**
 * What a kind is to a delivery path.
 *
 * @public
 */
export type KindRole =
  | 'source'
  | 'applier'
  | 'parent'
  | 'imageAutomation'
  | 'notification'
  | 'workload'
  | 'network'
  | 'namespace';

/**
 * One kind that is watched, in every cluster that serves it.
 *
 * @public
 */
export interface WatchedKind {
  group: string;
  kind: string;
  plural: string;
  /** Versions in order of preference. Discovery says which of them a cluster serves; the first that is served is used. */
  versions: readonly string[];
  namespaced: boolean;
  role: KindRole;
  /**
   * Dotted paths that the projection keeps, beside apiVersion, kind and the slim metadata. A path that ends in an array or an
   * object keeps it whole; `[]` steps into the items of an array.
   */
  keep: readonly string[];
}

const conditions = ['status.conditions', 'status.observedGeneration'];
const fluxCommon = [
  'spec.suspend',
  'spec.interval',
  'spec.timeout',
  'status.lastHandledReconcileAt',
  ...conditions,
];
const artifact = [
  'status.artifact.revision',
  'status.artifact.digest',
  'status.artifact.lastUpdateTime',
  'status.artifact.metadata',
];
const source = (extra: string[]) => [...fluxCommon, ...artifact, ...extra];
const podTemplate = (at: string) => [
  `${at}.metadata.labels`,
  `${at}.spec.containers[].name`,
  `${at}.spec.containers[].image`,
  `${at}.spec.initContainers[].name`,
  `${at}.spec.initContainers[].image`,
];

const FLUX_SOURCE = 'source.toolkit.fluxcd.io';
const FLUX_IMAGE = 'image.toolkit.fluxcd.io';
const FLUX_NOTIFICATION = 'notification.toolkit.fluxcd.io';

/**
 * Every kind that a cluster is watched for, in the order in which their lists start: what a path hangs on comes first.
 * Pods, ReplicaSets and Events are listed on demand and stand in {@link LISTED_KINDS}; Secrets are in neither.
 *
 * @public
 */
export const WATCHED_KINDS: readonly WatchedKind[] = [
  {
    group: 'kustomize.toolkit.fluxcd.io',
    kind: 'Kustomization',
    plural: 'kustomizations',
    versions: ['v1', 'v1beta2', 'v1beta1'],
    namespaced: true,
    role: 'applier',
    keep: [
      ...fluxCommon,
      'spec.retryInterval',
      'spec.path',
      'spec.prune',
      'spec.wait',
      'spec.force',
      'spec.targetNamespace',
      'spec.serviceAccountName',
      'spec.sourceRef',
      'spec.dependsOn',
      'spec.healthChecks',
      'spec.kubeConfig',
      'spec.decryption.provider',
      'spec.images',
      'status.lastAppliedRevision',
      'status.lastAppliedOriginRevision',
      'status.lastAttemptedRevision',
      'status.inventory',
      'status.history',
    ],
  },
  {
    group: 'helm.toolkit.fluxcd.io',
    kind: 'HelmRelease',
    plural: 'helmreleases',
    versions: ['v2', 'v2beta2', 'v2beta1'],
    namespaced: true,
    role: 'applier',
    keep: [
      ...fluxCommon,
      'spec.releaseName',
      'spec.targetNamespace',
      'spec.storageNamespace',
      'spec.serviceAccountName',
      'spec.chart.spec.chart',
      'spec.chart.spec.version',
      'spec.chart.spec.interval',
      'spec.chart.spec.sourceRef',
      'spec.chart.spec.reconcileStrategy',
      'spec.chartRef',
      'spec.dependsOn',
      'spec.kubeConfig',
      'spec.install.disableWait',
      'spec.install.remediation',
      'spec.install.strategy',
      'spec.upgrade.disableWait',
      'spec.upgrade.remediation',
      'spec.upgrade.strategy',
      'spec.test.enable',
      'spec.test.ignoreFailures',
      'spec.driftDetection.mode',
      'status.helmChart',
      'status.history',
      'status.inventory',
      'status.failures',
      'status.installFailures',
      'status.upgradeFailures',
      'status.lastAttemptedGeneration',
      'status.lastAttemptedRevision',
      'status.lastAttemptedRevisionDigest',
      'status.lastAttemptedConfigDigest',
      'status.lastAttemptedReleaseAction',
      'status.lastAppliedRevision',
    ],
  },
  {
    group: FLUX_SOURCE,
    kind: 'GitRepository',
    plural: 'gitrepositories',
    versions: ['v1', 'v1beta2', 'v1beta1'],
    namespaced: true,
    role: 'source',
    keep: source(['spec.url', 'spec.ref', 'spec.secretRef.name', 'spec.provider', 'spec.verify.mode']),
  },
  {
    group: FLUX_SOURCE,
    kind: 'OCIRepository',
    plural: 'ocirepositories',
    versions: ['v1', 'v1beta2'],
    namespaced: true,
    role: 'source',
    keep: source(['spec.url', 'spec.ref', 'spec.secretRef.name', 'spec.provider', 'spec.verify.provider']),
  },
  {
    group: FLUX_SOURCE,
    kind: 'HelmRepository',
    plural: 'helmrepositories',
    versions: ['v1', 'v1beta2', 'v1beta1'],
    namespaced: true,
    role: 'source',
    keep: source(['spec.url', 'spec.type', 'spec.secretRef.name', 'spec.provider']),
  },
  {
    group: FLUX_SOURCE,
    kind: 'HelmChart',
    plural: 'helmcharts',
    versions: ['v1', 'v1beta2', 'v1beta1'],
    namespaced: true,
    role: 'source',
    keep: source([
      'spec.chart',
      'spec.version',
      'spec.sourceRef',
      'spec.reconcileStrategy',
      'status.observedChartName',
      'status.observedSourceArtifactRevision',
    ]),
  },
  {
    group: FLUX_SOURCE,
    kind: 'Bucket',
    plural: 'buckets',
    versions: ['v1', 'v1beta2', 'v1beta1'],
    namespaced: true,
    role: 'source',
    keep: source(['spec.bucketName', 'spec.endpoint', 'spec.prefix', 'spec.provider', 'spec.secretRef.name']),
  },
  {
    group: FLUX_SOURCE,
    kind: 'ExternalArtifact',
    plural: 'externalartifacts',
    versions: ['v1'],
    namespaced: true,
    role: 'source',
    keep: source(['spec.sourceRef']),
  },
  {
    group: 'source.extensions.fluxcd.io',
    kind: 'ArtifactGenerator',
    plural: 'artifactgenerators',
    versions: ['v1beta1'],
    namespaced: true,
    role: 'source',
    keep: [...fluxCommon, 'spec.sources', 'spec.artifacts[].name', 'status.inventory'],
  },
  {
    group: 'fluxcd.controlplane.io',
    kind: 'ResourceSet',
    plural: 'resourcesets',
    versions: ['v1'],
    namespaced: true,
    role: 'parent',
    keep: [...fluxCommon, 'spec.dependsOn', 'status.inventory', 'status.lastAppliedRevision', 'status.history'],
  },
  {
    group: FLUX_IMAGE,
    kind: 'ImageRepository',
    plural: 'imagerepositories',
    versions: ['v1', 'v1beta2', 'v1beta1'],
    namespaced: true,
    role: 'imageAutomation',
    keep: [...fluxCommon, 'spec.image', 'status.lastScanResult'],
  },
  {
    group: FLUX_IMAGE,
    kind: 'ImagePolicy',
    plural: 'imagepolicies',
    versions: ['v1', 'v1beta2', 'v1beta1'],
    namespaced: true,
    role: 'imageAutomation',
    keep: [...fluxCommon, 'spec.imageRepositoryRef', 'spec.policy', 'status.latestRef', 'status.latestImage'],
  },
  {
    group: FLUX_IMAGE,
    kind: 'ImageUpdateAutomation',
    plural: 'imageupdateautomations',
    versions: ['v1', 'v1beta2', 'v1beta1'],
    namespaced: true,
    role: 'imageAutomation',
    keep: [
      ...fluxCommon,
      'spec.sourceRef',
      'spec.git.push',
      'spec.update',
      'status.lastPushCommit',
      'status.lastPushTime',
      'status.lastAutomationRunTime',
      'status.observedPolicies',
    ],
  },
  {
    group: FLUX_NOTIFICATION,
    kind: 'Provider',
    plural: 'providers',
    versions: ['v1beta3', 'v1beta2', 'v1beta1'],
    namespaced: true,
    role: 'notification',
    // Not the address and not the channel: they may carry credentials.
    keep: [...fluxCommon, 'spec.type'],
  },
  {
    group: FLUX_NOTIFICATION,
    kind: 'Alert',
    plural: 'alerts',
    versions: ['v1beta3', 'v1beta2', 'v1beta1'],
    namespaced: true,
    role: 'notification',
    keep: [...fluxCommon, 'spec.providerRef', 'spec.eventSources', 'spec.eventSeverity'],
  },
  {
    group: FLUX_NOTIFICATION,
    kind: 'Receiver',
    plural: 'receivers',
    versions: ['v1', 'v1beta2', 'v1beta1'],
    namespaced: true,
    role: 'notification',
    // Not status.webhookPath: who knows it can trigger the hook.
    keep: [...fluxCommon, 'spec.type', 'spec.resources'],
  },
  {
    group: 'apps',
    kind: 'Deployment',
    plural: 'deployments',
    versions: ['v1'],
    namespaced: true,
    role: 'workload',
    keep: [
      'spec.replicas',
      'spec.paused',
      'spec.selector',
      'spec.strategy',
      'spec.minReadySeconds',
      'spec.progressDeadlineSeconds',
      'status',
      ...podTemplate('spec.template'),
    ],
  },
  {
    group: 'apps',
    kind: 'StatefulSet',
    plural: 'statefulsets',
    versions: ['v1'],
    namespaced: true,
    role: 'workload',
    keep: [
      'spec.replicas',
      'spec.selector',
      'spec.serviceName',
      'spec.updateStrategy',
      'spec.minReadySeconds',
      'status',
      ...podTemplate('spec.template'),
    ],
  },
  {
    group: 'apps',
    kind: 'DaemonSet',
    plural: 'daemonsets',
    versions: ['v1'],
    namespaced: true,
    role: 'workload',
    keep: ['spec.selector', 'spec.updateStrategy', 'spec.minReadySeconds', 'status', ...podTemplate('spec.template')],
  },
  {
    group: 'batch',
    kind: 'CronJob',
    plural: 'cronjobs',
    versions: ['v1'],
    namespaced: true,
    role: 'workload',
    keep: [
      'spec.schedule',
      'spec.timeZone',
      'spec.suspend',
      'status.active[].name',
      'status.lastScheduleTime',
      'status.lastSuccessfulTime',
      ...podTemplate('spec.jobTemplate.spec.template'),
    ],
  },
  {
    group: 'batch',
    kind: 'Job',
    plural: 'jobs',
    versions: ['v1'],
    namespaced: true,
    role: 'workload',
    keep: [
      'spec.parallelism',
      'spec.completions',
      'spec.backoffLimit',
      'spec.activeDeadlineSeconds',
      'spec.suspend',
      'spec.selector',
      'status',
      ...podTemplate('spec.template'),
    ],
  },
  {
    group: 'flagger.app',
    kind: 'Canary',
    plural: 'canaries',
    versions: ['v1beta1'],
    namespaced: true,
    role: 'workload',
    keep: [
      'spec.targetRef',
      'spec.progressDeadlineSeconds',
      'spec.service.name',
      'spec.service.port',
      'spec.suspend',
      'spec.skipAnalysis',
      'spec.analysis.interval',
      'spec.analysis.threshold',
      'spec.analysis.maxWeight',
      'spec.analysis.stepWeight',
      'status',
    ],
  },
  {
    group: 'argoproj.io',
    kind: 'Rollout',
    plural: 'rollouts',
    versions: ['v1alpha1'],
    namespaced: true,
    role: 'workload',
    keep: [
      'spec.replicas',
      'spec.paused',
      'spec.selector',
      'spec.strategy',
      'spec.workloadRef',
      'spec.minReadySeconds',
      'spec.progressDeadlineSeconds',
      'status',
      ...podTemplate('spec.template'),
    ],
  },
  {
    group: 'serving.knative.dev',
    kind: 'Service',
    plural: 'services',
    versions: ['v1'],
    namespaced: true,
    role: 'workload',
    keep: ['spec.traffic', 'status', ...podTemplate('spec.template')],
  },
  {
    group: '',
    kind: 'Service',
    plural: 'services',
    versions: ['v1'],
    namespaced: true,
    role: 'network',
    keep: ['spec.type', 'spec.selector', 'spec.clusterIP', 'spec.externalName', 'spec.ports'],
  },
  {
    group: 'discovery.k8s.io',
    kind: 'EndpointSlice',
    plural: 'endpointslices',
    versions: ['v1', 'v1beta1'],
    namespaced: true,
    role: 'network',
    keep: [
      'addressType',
      'ports[].name',
      'ports[].port',
      'endpoints[].addresses',
      'endpoints[].conditions',
      'endpoints[].targetRef.kind',
      'endpoints[].targetRef.name',
      'endpoints[].targetRef.namespace',
    ],
  },
  {
    group: 'networking.k8s.io',
    kind: 'Ingress',
    plural: 'ingresses',
    versions: ['v1', 'v1beta1'],
    namespaced: true,
    role: 'network',
    keep: ['spec.ingressClassName', 'spec.defaultBackend', 'spec.rules', 'status.loadBalancer'],
  },
  {
    group: 'gateway.networking.k8s.io',
    kind: 'HTTPRoute',
    plural: 'httproutes',
    versions: ['v1', 'v1beta1'],
    namespaced: true,
    role: 'network',
    keep: ['spec.hostnames', 'spec.parentRefs', 'spec.rules[].backendRefs', 'status.parents'],
  },
  {
    group: 'gateway.networking.k8s.io',
    kind: 'GRPCRoute',
    plural: 'grpcroutes',
    versions: ['v1', 'v1alpha2'],
    namespaced: true,
    role: 'network',
    keep: ['spec.hostnames', 'spec.parentRefs', 'spec.rules[].backendRefs', 'status.parents'],
  },
  {
    group: '',
    kind: 'Namespace',
    plural: 'namespaces',
    versions: ['v1'],
    namespaced: false,
    role: 'namespace',
    keep: ['status.phase'],
  },
];

/**
 * Kinds that are listed when a rollout turns or a person opens details, never watched.
 *
 * @public
 */
export const LISTED_KINDS: readonly Omit<WatchedKind, 'role'>[] = [
  {
    group: '',
    kind: 'Pod',
    plural: 'pods',
    versions: ['v1'],
    namespaced: true,
    keep: [
      'spec.nodeName',
      'spec.containers[].name',
      'spec.containers[].image',
      'spec.initContainers[].name',
      'spec.initContainers[].image',
      'status.phase',
      'status.reason',
      'status.message',
      'status.startTime',
      'status.conditions',
      'status.containerStatuses[].name',
      'status.containerStatuses[].image',
      'status.containerStatuses[].imageID',
      'status.containerStatuses[].ready',
      'status.containerStatuses[].restartCount',
      'status.containerStatuses[].state',
      'status.containerStatuses[].lastState',
      'status.initContainerStatuses[].name',
      'status.initContainerStatuses[].image',
      'status.initContainerStatuses[].imageID',
      'status.initContainerStatuses[].ready',
      'status.initContainerStatuses[].restartCount',
      'status.initContainerStatuses[].state',
      'status.initContainerStatuses[].lastState',
    ],
  },
  {
    group: 'apps',
    kind: 'ReplicaSet',
    plural: 'replicasets',
    versions: ['v1'],
    namespaced: true,
    keep: [
      'spec.replicas',
      'status.replicas',
      'status.readyReplicas',
      'status.availableReplicas',
      'status.observedGeneration',
      'status.conditions',
      ...podTemplate('spec.template'),
    ],
  },
  {
    group: '',
    kind: 'Event',
    plural: 'events',
    versions: ['v1'],
    namespaced: true,
    keep: ['type', 'reason', 'message', 'count', 'firstTimestamp', 'lastTimestamp', 'eventTime', 'involvedObject', 'series', 'reportingComponent'],
  },
];

const byGroupKind = new Map(
  [...WATCHED_KINDS, ...LISTED_KINDS].map(kind => [`${kind.group}/${kind.kind}`, kind]),
);

/**
 * The entry of a kind in {@link WATCHED_KINDS} or {@link LISTED_KINDS}.
 *
 * @public
 */
export function kindOf(group: string, kind: string) {
  return byGroupKind.get(`${group}/${kind}`);
}
