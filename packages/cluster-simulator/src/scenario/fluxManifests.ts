import type { Fields, KubeResource } from '../store/KubeResource';
import {
  applierOf,
  BUCKET_ENDPOINT,
  chartOciUrl,
  chartsUrl,
  FLEET_URL,
  gitUrl,
  imageOf,
  ociUrl,
  type ServiceSpec,
} from './Scenario';

const SOURCE = 'source.toolkit.fluxcd.io/v1';
const KUSTOMIZE = 'kustomize.toolkit.fluxcd.io/v1';

export const gitRepository = (
  name: string,
  namespace: string,
  url: string,
  secret?: string,
): KubeResource => ({
  apiVersion: SOURCE,
  kind: 'GitRepository',
  metadata: { name, namespace },
  spec: {
    interval: '1m',
    ref: { branch: 'main' },
    url,
    ...(secret ? { secretRef: { name: secret } } : {}),
  },
});

const kustomization = (
  name: string,
  namespace: string,
  spec: Fields,
  annotations?: Record<string, string>,
): KubeResource => ({
  apiVersion: KUSTOMIZE,
  kind: 'Kustomization',
  metadata: {
    name,
    namespace,
    ...(annotations && Object.keys(annotations).length > 0
      ? { annotations }
      : {}),
  },
  spec: { interval: '10m', prune: true, ...spec },
});

/** The root of a cluster: applies itself, the namespaces, and one Kustomization per team. */
export const rootManifests = (
  cluster: string,
  teams: string[],
): KubeResource[] => [
  ...['flux-system', ...teams].map(name => ({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name },
  })),
  ...bootstrapManifests(cluster),
  ...teams.map(team =>
    kustomization(team, 'flux-system', {
      path: `./tenants/${team}/${cluster}`,
      sourceRef: { kind: 'GitRepository', name: 'flux-system' },
    }),
  ),
];

/** What `flux bootstrap` leaves behind. */
export function bootstrapManifests(cluster: string): KubeResource[] {
  return [
    gitRepository('flux-system', 'flux-system', FLEET_URL),
    kustomization('flux-system', 'flux-system', {
      path: `./clusters/${cluster}`,
      sourceRef: { kind: 'GitRepository', name: 'flux-system' },
    }),
  ];
}

/** The sources that the services of one team share in a cluster. */
export function teamSources(
  team: string,
  services: ServiceSpec[],
): KubeResource[] {
  const has = (form: string) =>
    services.some(service => service.by === form && !service.repository);
  return [
    ...(has('git') || has('helmGit')
      ? [gitRepository('apps', team, gitUrl(team, 'apps'))]
      : []),
    ...(has('helm')
      ? [
          {
            apiVersion: SOURCE,
            kind: 'HelmRepository',
            metadata: { name: 'charts', namespace: team },
            spec: { interval: '5m', url: chartsUrl(team) },
          },
        ]
      : []),
  ];
}

export interface ApplierState {
  version: string;
  suspended?: boolean;
}

/** Source (where it has one of its own) and applier of a service in one cluster. */
export function deliveryManifests(
  service: ServiceSpec,
  cluster: string,
  state: ApplierState,
): KubeResource[] {
  const annotations: Record<string, string> =
    (service.claim ?? 'applier') === 'applier'
      ? { 'flux-delivery/entity': `component:default/${service.name}` }
      : {};
  switch (service.by) {
    case 'git':
      return [
        ...ownRepository(service),
        gitApplier(service, cluster, state, annotations),
        ...automation(service, cluster),
      ];
    case 'bucket':
      return [
        bucket(service),
        wholeSourceApplier('Bucket', service, state, annotations),
      ];
    case 'oci':
      return [
        ociRepository(service, cluster, state),
        wholeSourceApplier('OCIRepository', service, state, annotations),
      ];
    case 'helm':
    case 'helmGit':
    case 'helmOci':
      return helmManifests(service, cluster, state, annotations);
    default:
      return [];
  }
}

function ownRepository({ repository, team }: ServiceSpec): KubeResource[] {
  return repository
    ? [
        gitRepository(
          repository.name,
          repository.namespace ?? team,
          repository.url,
          repository.secret,
        ),
      ]
    : [];
}

const applierSpec = (service: ServiceSpec, state: ApplierState): Fields => ({
  interval: service.interval ?? '10m',
  retryInterval: service.retryInterval ?? '2m',
  timeout: service.timeout ?? '3m',
  targetNamespace: service.team,
  ...(service.wait ? { wait: true } : {}),
  ...(service.serviceAccount
    ? { serviceAccountName: service.serviceAccount }
    : {}),
  ...(service.dependsOn
    ? { dependsOn: service.dependsOn.map(name => ({ name })) }
    : {}),
  ...(state.suspended ? { suspend: true } : {}),
});

function gitApplier(
  service: ServiceSpec,
  cluster: string,
  state: ApplierState,
  annotations: Record<string, string>,
) {
  const { repository, team } = service;
  const foreign = repository?.namespace && repository.namespace !== team;
  return kustomization(
    applierOf(service),
    team,
    {
      ...applierSpec(service, state),
      path: `./${applierOf(service)}/${cluster}`,
      sourceRef: {
        kind: 'GitRepository',
        name: repository?.name ?? 'apps',
        ...(foreign ? { namespace: repository.namespace } : {}),
      },
    },
    annotations,
  );
}

function ociRepository(
  service: ServiceSpec,
  cluster: string,
  state: ApplierState,
): KubeResource {
  return {
    apiVersion: SOURCE,
    kind: 'OCIRepository',
    metadata: { name: service.name, namespace: service.team },
    spec: {
      interval: '1m',
      ref: { tag: service.follows?.[cluster] ?? state.version },
      url: ociUrl(service),
    },
  };
}

function bucket({ name, team }: ServiceSpec): KubeResource {
  return {
    apiVersion: SOURCE,
    kind: 'Bucket',
    metadata: { name, namespace: team },
    spec: {
      bucketName: name,
      endpoint: BUCKET_ENDPOINT,
      interval: '1m',
      provider: 'generic',
      secretRef: { name: `${name}-bucket` },
    },
  };
}

function wholeSourceApplier(
  kind: string,
  service: ServiceSpec,
  state: ApplierState,
  annotations: Record<string, string>,
): KubeResource {
  return kustomization(
    applierOf(service),
    service.team,
    {
      ...applierSpec(service, state),
      path: './',
      sourceRef: { kind, name: service.name },
    },
    annotations,
  );
}

function helmManifests(
  service: ServiceSpec,
  cluster: string,
  state: ApplierState,
  annotations: Record<string, string>,
): KubeResource[] {
  const { name, team } = service;
  const spec: Fields = {
    interval: service.interval ?? '10m',
    timeout: service.timeout ?? '5m',
    ...(service.retries
      ? {
          upgrade: {
            remediation: {
              remediateLastFailure: true,
              retries: service.retries,
              strategy: 'rollback',
            },
          },
        }
      : {}),
    values: { replicas: service.replicas ?? 2 },
    ...(state.suspended ? { suspend: true } : {}),
  };
  const release = (source: Fields): KubeResource => ({
    apiVersion: 'helm.toolkit.fluxcd.io/v2',
    kind: 'HelmRelease',
    metadata: {
      name,
      namespace: team,
      ...(Object.keys(annotations).length > 0 ? { annotations } : {}),
    },
    spec: { ...source, ...spec },
  });
  const chart = (of: string, sourceRef: Fields, version: string) =>
    release({
      chart: {
        spec: {
          chart: of,
          interval: '5m',
          reconcileStrategy: 'ChartVersion',
          sourceRef,
          version,
        },
      },
    });
  switch (service.by) {
    case 'helmOci':
      return [
        {
          apiVersion: SOURCE,
          kind: 'OCIRepository',
          metadata: { name: `${name}-chart`, namespace: team },
          spec: {
            interval: '5m',
            layerSelector: {
              mediaType: 'application/vnd.cncf.helm.chart.content.v1.tar+gzip',
              operation: 'copy',
            },
            ref: { tag: service.follows?.[cluster] ?? state.version },
            url: chartOciUrl(service),
          },
        },
        release({ chartRef: { kind: 'OCIRepository', name: `${name}-chart` } }),
      ];
    case 'helmGit':
      return [
        ...ownRepository(service),
        chart(
          `./charts/${name}`,
          { kind: 'GitRepository', name: service.repository?.name ?? 'apps' },
          '*',
        ),
      ];
    default:
      return [
        chart(name, { kind: 'HelmRepository', name: 'charts' }, state.version),
      ];
  }
}

function automation(service: ServiceSpec, cluster: string): KubeResource[] {
  if (!service.automated?.includes(cluster)) {
    return [];
  }
  const { name, team } = service;
  const image = {
    apiVersion: 'image.toolkit.fluxcd.io/v1',
    metadata: { name, namespace: team, labels: { 'image-group': name } },
  };
  return [
    {
      ...image,
      kind: 'ImageRepository',
      spec: {
        exclusionList: ['^.*\\.sig$'],
        image: imageOf(service),
        interval: '1m',
        provider: 'generic',
      },
    },
    {
      ...image,
      kind: 'ImagePolicy',
      spec: {
        digestReflectionPolicy: 'Never',
        imageRepositoryRef: { name },
        policy: { semver: { range: '>=1.0.0' } },
      },
    },
    {
      ...image,
      kind: 'ImageUpdateAutomation',
      spec: {
        git: {
          checkout: { ref: { branch: 'main' } },
          commit: {
            author: { email: 'flux@example.com', name: 'fluxbot' },
            messageTemplate: 'update images',
          },
          push: { branch: 'main' },
        },
        interval: '1m',
        policySelector: { matchLabels: { 'image-group': name } },
        sourceRef: {
          kind: 'GitRepository',
          name: service.repository?.name ?? 'apps',
        },
        update: {
          path: `./${applierOf(service)}/${cluster}`,
          strategy: 'Setters',
        },
      },
    },
  ];
}
