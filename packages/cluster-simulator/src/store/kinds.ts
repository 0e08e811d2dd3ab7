/** One resource that a simulated API server serves. */
export interface ServedKind {
  group: string;
  version: string;
  kind: string;
  plural: string;
  namespaced: boolean;
  /** True where the API server counts generations for the kind. */
  generation: boolean;
  shortNames?: string[];
}

const kind = (
  group: string,
  version: string,
  name: string,
  plural: string,
  options: Partial<ServedKind> = {},
): ServedKind => ({
  group,
  version,
  kind: name,
  plural,
  namespaced: true,
  generation: true,
  ...options,
});

const core = (
  name: string,
  plural: string,
  options: Partial<ServedKind> = {},
) => kind('', 'v1', name, plural, { generation: false, ...options });

const SOURCE = 'source.toolkit.fluxcd.io';
const IMAGE = 'image.toolkit.fluxcd.io';
const NOTIFICATION = 'notification.toolkit.fluxcd.io';
const GATEWAY = 'gateway.networking.k8s.io';

/** Everything that a cluster may serve; a scenario takes kinds away from a cluster. */
export const SERVED_KINDS: readonly ServedKind[] = [
  core('Namespace', 'namespaces', { namespaced: false, shortNames: ['ns'] }),
  core('Node', 'nodes', { namespaced: false }),
  core('Pod', 'pods', { shortNames: ['po'], generation: true }),
  core('Service', 'services', { shortNames: ['svc'] }),
  core('ConfigMap', 'configmaps', { shortNames: ['cm'] }),
  core('Secret', 'secrets'),
  core('Event', 'events', { shortNames: ['ev'] }),
  core('PersistentVolumeClaim', 'persistentvolumeclaims', {
    shortNames: ['pvc'],
  }),
  core('LimitRange', 'limitranges'),
  core('ResourceQuota', 'resourcequotas'),
  kind('apps', 'v1', 'Deployment', 'deployments', { shortNames: ['deploy'] }),
  kind('apps', 'v1', 'ReplicaSet', 'replicasets', { shortNames: ['rs'] }),
  kind('apps', 'v1', 'StatefulSet', 'statefulsets', { shortNames: ['sts'] }),
  kind('apps', 'v1', 'DaemonSet', 'daemonsets', { shortNames: ['ds'] }),
  kind('batch', 'v1', 'Job', 'jobs'),
  kind('batch', 'v1', 'CronJob', 'cronjobs', { shortNames: ['cj'] }),
  kind(
    'autoscaling',
    'v2',
    'HorizontalPodAutoscaler',
    'horizontalpodautoscalers',
    { generation: false },
  ),
  kind('discovery.k8s.io', 'v1', 'EndpointSlice', 'endpointslices'),
  kind('networking.k8s.io', 'v1', 'Ingress', 'ingresses', {
    shortNames: ['ing'],
  }),
  kind(GATEWAY, 'v1', 'HTTPRoute', 'httproutes'),
  kind(GATEWAY, 'v1', 'GRPCRoute', 'grpcroutes'),
  kind(GATEWAY, 'v1', 'TLSRoute', 'tlsroutes'),
  kind(GATEWAY, 'v1', 'TCPRoute', 'tcproutes'),
  kind(GATEWAY, 'v1', 'UDPRoute', 'udproutes'),
  kind('kustomize.toolkit.fluxcd.io', 'v1', 'Kustomization', 'kustomizations', {
    shortNames: ['ks'],
  }),
  kind('helm.toolkit.fluxcd.io', 'v2', 'HelmRelease', 'helmreleases', {
    shortNames: ['hr'],
  }),
  kind(SOURCE, 'v1', 'GitRepository', 'gitrepositories', {
    shortNames: ['gitrepo'],
  }),
  kind(SOURCE, 'v1', 'OCIRepository', 'ocirepositories', {
    shortNames: ['ocirepo'],
  }),
  kind(SOURCE, 'v1', 'HelmRepository', 'helmrepositories', {
    shortNames: ['helmrepo'],
  }),
  kind(SOURCE, 'v1', 'HelmChart', 'helmcharts', { shortNames: ['hc'] }),
  kind(SOURCE, 'v1', 'Bucket', 'buckets'),
  kind(SOURCE, 'v1', 'ExternalArtifact', 'externalartifacts', {
    shortNames: ['ea'],
  }),
  kind(
    'source.extensions.fluxcd.io',
    'v1beta1',
    'ArtifactGenerator',
    'artifactgenerators',
    { shortNames: ['ag'] },
  ),
  kind(IMAGE, 'v1', 'ImageRepository', 'imagerepositories', {
    shortNames: ['imgrepo'],
  }),
  kind(IMAGE, 'v1', 'ImagePolicy', 'imagepolicies', { shortNames: ['imgpol'] }),
  kind(IMAGE, 'v1', 'ImageUpdateAutomation', 'imageupdateautomations', {
    shortNames: ['iua'],
  }),
  kind(NOTIFICATION, 'v1', 'Receiver', 'receivers'),
  kind(NOTIFICATION, 'v1beta3', 'Provider', 'providers'),
  kind(NOTIFICATION, 'v1beta3', 'Alert', 'alerts'),
  kind('fluxcd.controlplane.io', 'v1', 'ResourceSet', 'resourcesets', {
    shortNames: ['rset'],
  }),
  kind('flagger.app', 'v1beta1', 'Canary', 'canaries'),
  kind('argoproj.io', 'v1alpha1', 'Rollout', 'rollouts', {
    shortNames: ['ro'],
  }),
  kind('serving.knative.dev', 'v1', 'Service', 'services', {
    shortNames: ['ksvc'],
  }),
];

export const kindKey = (group: string, name: string) => `${group}/${name}`;

const byKey = new Map(
  SERVED_KINDS.map(served => [kindKey(served.group, served.kind), served]),
);

/** Nothing for a kind that no cluster serves. */
export const findKind = (group: string, name: string) =>
  byKey.get(kindKey(group, name));

export function servedKind(group: string, name: string): ServedKind {
  const found = findKind(group, name);
  if (!found) {
    throw new Error(
      `the simulator does not know the kind ${name} of group "${group}"`,
    );
  }
  return found;
}

export const apiVersionOf = (served: ServedKind) =>
  served.group ? `${served.group}/${served.version}` : served.version;
