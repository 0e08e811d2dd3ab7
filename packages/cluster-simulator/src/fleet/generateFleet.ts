import { Random, sha1, sha256, templateHash } from '../clock/Random';
import { inventoryId } from '../flux/apply';
import { podTemplate } from '../kubernetes/defaults';
import { refOf, type Fields, type KubeResource } from '../store/KubeResource';

export interface FleetOptions {
  clusters: number;
  /** Appliers in each cluster; every fourth is a HelmRelease, the others are Kustomizations. */
  appliers: number;
  workloadsPerApplier: number;
  seed: string;
  /** RFC 3339: the time that all objects carry. */
  now: string;
}

export interface FleetCluster {
  name: string;
  objects: KubeResource[];
}

const APPLIERS_PER_NAMESPACE = 25;

/**
 * A healthy fleet of any size in its settled state: sources, appliers with inventory and history, and per workload a Deployment, a
 * Service and an EndpointSlice. The same options give the same objects.
 */
export function generateFleet(options: FleetOptions): FleetCluster[] {
  return Array.from({ length: options.clusters }, (_, index) => {
    const name = `cluster-${String(index).padStart(3, '0')}`;
    return { name, objects: clusterObjects(name, options) };
  });
}

function clusterObjects(
  cluster: string,
  options: FleetOptions,
): KubeResource[] {
  const random = new Random(`${options.seed}/${cluster}`);
  const make = (object: KubeResource): KubeResource => ({
    ...object,
    metadata: {
      ...object.metadata,
      uid: random.uid(),
      creationTimestamp: options.now,
    },
  });
  const objects: KubeResource[] = [];
  for (let index = 0; index < options.appliers; index++) {
    const namespace = `team-${String(
      Math.floor(index / APPLIERS_PER_NAMESPACE),
    ).padStart(3, '0')}`;
    if (index % APPLIERS_PER_NAMESPACE === 0) {
      objects.push(
        make({
          apiVersion: 'v1',
          kind: 'Namespace',
          metadata: { name: namespace },
          status: { phase: 'Active' },
        }),
        make(source(cluster, namespace, options.now)),
      );
    }
    const name = `service-${String(index).padStart(5, '0')}`;
    const helm = index % 4 === 3;
    const owner = helm
      ? 'helm.toolkit.fluxcd.io'
      : 'kustomize.toolkit.fluxcd.io';
    const labels = {
      [`${owner}/name`]: name,
      [`${owner}/namespace`]: namespace,
    };
    const owned = Array.from({ length: options.workloadsPerApplier }, (_, at) =>
      workload(at === 0 ? name : `${name}-${at}`, namespace, labels, name),
    ).flat();
    const inventory = owned
      .filter(object => object.kind !== 'EndpointSlice')
      .map(object => ({ id: inventoryId(refOf(object)), v: 'v1' }));
    objects.push(
      make(
        helm
          ? helmRelease(name, namespace, inventory, options.now)
          : kustomization(name, namespace, cluster, inventory, options.now),
      ),
    );
    objects.push(...owned.map(make));
  }
  return objects;
}

const revisionOf = (cluster: string, namespace: string) =>
  `main@sha1:${sha1(`${cluster}/${namespace}`)}`;

const condition = (
  type: string,
  reason: string,
  message: string,
  now: string,
): Fields => ({
  lastTransitionTime: now,
  message,
  observedGeneration: 1,
  reason,
  status: 'True',
  type,
});

function source(cluster: string, namespace: string, now: string): KubeResource {
  const revision = revisionOf(cluster, namespace);
  const stored = `stored artifact for revision '${revision}'`;
  return {
    apiVersion: 'source.toolkit.fluxcd.io/v1',
    kind: 'GitRepository',
    metadata: { name: 'apps', namespace },
    spec: {
      interval: '1m',
      timeout: '60s',
      ref: { branch: 'main' },
      url: `https://git.example.com/${namespace}/apps.git`,
    },
    status: {
      artifact: {
        digest: `sha256:${sha256(revision)}`,
        lastUpdateTime: now,
        revision,
        size: 2048,
        path: '',
        url: '',
      },
      conditions: [
        condition('Ready', 'Succeeded', stored, now),
        condition('ArtifactInStorage', 'Succeeded', stored, now),
      ],
      observedGeneration: 1,
    },
  };
}

function kustomization(
  name: string,
  namespace: string,
  cluster: string,
  entries: Fields[],
  now: string,
): KubeResource {
  const revision = revisionOf(cluster, namespace);
  return {
    apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
    kind: 'Kustomization',
    metadata: {
      name,
      namespace,
      annotations: { 'flux-delivery/entity': `component:default/${name}` },
    },
    spec: {
      interval: '10m',
      prune: true,
      wait: true,
      path: `./${name}`,
      targetNamespace: namespace,
      sourceRef: { kind: 'GitRepository', name: 'apps' },
    },
    status: {
      conditions: [
        condition(
          'Ready',
          'ReconciliationSucceeded',
          `Applied revision: ${revision}`,
          now,
        ),
        condition(
          'Healthy',
          'Succeeded',
          'Health check passed in 31.402115ms',
          now,
        ),
      ],
      history: [
        {
          digest: `sha256:${sha256(name)}`,
          firstReconciled: now,
          lastReconciled: now,
          lastReconciledDuration: '412.118204ms',
          lastReconciledStatus: 'ReconciliationSucceeded',
          metadata: { revision },
          totalReconciliations: 12,
        },
      ],
      inventory: { entries },
      lastAppliedRevision: revision,
      lastAttemptedRevision: revision,
      observedGeneration: 1,
    },
  };
}

function helmRelease(
  name: string,
  namespace: string,
  entries: Fields[],
  now: string,
): KubeResource {
  const message = `Helm install succeeded for release ${namespace}/${name}.v1 with chart ${name}@1.0.0`;
  return {
    apiVersion: 'helm.toolkit.fluxcd.io/v2',
    kind: 'HelmRelease',
    metadata: {
      name,
      namespace,
      annotations: { 'flux-delivery/entity': `component:default/${name}` },
    },
    spec: {
      interval: '10m',
      chart: {
        spec: {
          chart: `./${name}`,
          version: '*',
          sourceRef: { kind: 'GitRepository', name: 'apps' },
        },
      },
    },
    status: {
      conditions: [
        condition('Ready', 'InstallSucceeded', message, now),
        condition('Released', 'InstallSucceeded', message, now),
      ],
      helmChart: `${namespace}/${namespace}-${name}`,
      history: [
        {
          action: 'install',
          apiVersion: 'v2',
          appVersion: '1.0.0',
          chartName: name,
          chartVersion: '1.0.0',
          configDigest: `sha256:${sha256('{}')}`,
          digest: `sha256:${sha256(name)}`,
          firstDeployed: now,
          lastDeployed: now,
          name,
          namespace,
          status: 'deployed',
          version: 1,
        },
      ],
      inventory: { entries },
      lastAttemptedGeneration: 1,
      lastAttemptedReleaseAction: 'install',
      lastAttemptedRevision: '1.0.0',
      observedGeneration: 1,
      storageNamespace: namespace,
    },
  };
}

function workload(
  name: string,
  namespace: string,
  owner: Record<string, string>,
  entity: string,
): KubeResource[] {
  const image = `registry.example.com/${namespace}/${name}:1.0.0`;
  const labels = { app: name, 'backstage.io/kubernetes-id': entity };
  const template = podTemplate({
    metadata: { labels },
    spec: { containers: [{ name: 'app', image }] },
  });
  const pods = [0, 1].map(
    index =>
      `${name}-${templateHash(template)}-${sha256(`${name}/${index}`).slice(
        0,
        5,
      )}`,
  );
  return [
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: {
        name,
        namespace,
        labels: { ...labels, ...owner },
        annotations: { 'deployment.kubernetes.io/revision': '1' },
      },
      spec: {
        replicas: 2,
        selector: { matchLabels: { app: name } },
        template,
        progressDeadlineSeconds: 600,
      },
      status: {
        observedGeneration: 1,
        replicas: 2,
        updatedReplicas: 2,
        readyReplicas: 2,
        availableReplicas: 2,
        conditions: [
          {
            type: 'Available',
            status: 'True',
            reason: 'MinimumReplicasAvailable',
            message: 'Deployment has minimum availability.',
          },
          {
            type: 'Progressing',
            status: 'True',
            reason: 'NewReplicaSetAvailable',
            message: `ReplicaSet "${name}-${templateHash(
              template,
            )}" has successfully progressed.`,
          },
        ],
      },
    },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name, namespace, labels: { ...labels, ...owner } },
      spec: {
        selector: { app: name },
        ports: [{ port: 80, targetPort: 8080 }],
        type: 'ClusterIP',
      },
    },
    {
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      metadata: {
        name: `${name}-x`,
        namespace,
        labels: { ...labels, 'kubernetes.io/service-name': name },
      },
      addressType: 'IPv4',
      endpoints: pods.map((pod, index) => ({
        addresses: [`10.244.0.${index + 2}`],
        conditions: { ready: true, serving: true, terminating: false },
        targetRef: { kind: 'Pod', name: pod, namespace },
      })),
      ports: [{ name: '', port: 8080, protocol: 'TCP' }],
    },
  ];
}
