import type { HelmRelease, Kustomization, Source } from '../flux/objects';
import type { Condition, KubeObject, ObjectMeta } from '../kube/KubeObject';
import type { ObjectRef } from '../kube/ObjectRef';
import type { EndpointSlice, Service, Workload } from '../kube/workloads';

/**
 * What a builder changes in the object that it makes: spec and status are merged one level deep.
 *
 * @public
 */
export interface Changes<T extends KubeObject> {
  metadata?: Partial<ObjectMeta>;
  spec?: T['spec'];
  status?: T['status'];
}

/** @public */
export const COMMIT = '3fa2c1e5d0a94c1b8f7e6d5c4b3a291807f6e5d4';

/** @public */
export const REVISION = `main@sha1:${COMMIT}`;

/** @public */
export function aRef(changes: Partial<ObjectRef> = {}): ObjectRef {
  return {
    cluster: 'staging',
    group: 'kustomize.toolkit.fluxcd.io',
    kind: 'Kustomization',
    namespace: 'flux-system',
    name: 'payments-api',
    ...changes,
  };
}

/** @public */
export function aCondition(changes: Partial<Condition> = {}): Condition {
  return {
    type: 'Ready',
    status: 'True',
    reason: 'ReconciliationSucceeded',
    message: `Applied revision: ${REVISION}`,
    lastTransitionTime: '2026-11-21T05:59:00Z',
    observedGeneration: 1,
    ...changes,
  };
}

/**
 * Any object, with slim metadata.
 *
 * @public
 */
export function anObject<T extends KubeObject = KubeObject>(
  apiVersion: string,
  kind: string,
  namespace: string,
  name: string,
  changes: Changes<T> & Record<string, unknown> = {},
): T {
  const { metadata, ...rest } = changes;
  return {
    apiVersion,
    kind,
    metadata: {
      name,
      ...(namespace && { namespace }),
      uid: `${kind}-${namespace}-${name}`.toLowerCase(),
      resourceVersion: '100',
      generation: 1,
      creationTimestamp: '2026-11-01T00:00:00Z',
      ...metadata,
    },
    ...rest,
  } as unknown as T;
}

/** @public */
export function aGitRepository(
  namespace: string,
  name: string,
  changes: Changes<Source> = {},
): Source {
  return anObject<Source>(
    'source.toolkit.fluxcd.io/v1',
    'GitRepository',
    namespace,
    name,
    {
      ...changes,
      spec: {
        url: `https://git.example.com/${name}.git`,
        interval: '1m',
        ref: { branch: 'main' },
        ...changes.spec,
      },
      status: {
        observedGeneration: 1,
        conditions: [
          aCondition({
            reason: 'Succeeded',
            message: `stored artifact for revision '${REVISION}'`,
          }),
        ],
        artifact: {
          revision: REVISION,
          lastUpdateTime: '2026-11-21T05:58:00Z',
        },
        ...changes.status,
      },
    },
  );
}

/**
 * A healthy Kustomization that delivers `owned`, given as inventory ids.
 *
 * @public
 */
export function aKustomization(
  namespace: string,
  name: string,
  changes: Changes<Kustomization> & { owned?: string[] } = {},
): Kustomization {
  const { owned = [], ...rest } = changes;
  return anObject<Kustomization>(
    'kustomize.toolkit.fluxcd.io/v1',
    'Kustomization',
    namespace,
    name,
    {
      ...rest,
      spec: {
        interval: '10m',
        path: './deploy',
        prune: true,
        sourceRef: { kind: 'GitRepository', name: 'apps' },
        ...changes.spec,
      },
      status: {
        observedGeneration: 1,
        conditions: [aCondition()],
        lastAppliedRevision: REVISION,
        lastAttemptedRevision: REVISION,
        inventory: { entries: owned.map(id => ({ id, v: 'v1' })) },
        ...changes.status,
      },
    },
  );
}

/** @public */
export function aHelmRelease(
  namespace: string,
  name: string,
  changes: Changes<HelmRelease> & { owned?: string[] } = {},
): HelmRelease {
  const { owned = [], ...rest } = changes;
  return anObject<HelmRelease>(
    'helm.toolkit.fluxcd.io/v2',
    'HelmRelease',
    namespace,
    name,
    {
      ...rest,
      spec: {
        interval: '10m',
        chart: {
          spec: {
            chart: name,
            version: '1.x',
            sourceRef: { kind: 'HelmRepository', name: 'charts' },
          },
        },
        ...changes.spec,
      },
      status: {
        observedGeneration: 1,
        conditions: [
          aCondition({
            reason: 'UpgradeSucceeded',
            message: 'Helm upgrade succeeded',
          }),
        ],
        helmChart: `${namespace}/${namespace}-${name}`,
        lastAttemptedRevision: '1.8.3',
        history: [
          {
            name,
            namespace,
            version: 2,
            status: 'deployed',
            chartVersion: '1.8.3',
          },
        ],
        inventory: { entries: owned.map(id => ({ id, v: 'v1' })) },
        ...changes.status,
      },
    },
  );
}

/**
 * A Deployment that has rolled out three replicas of `registry.example.com/<name>:1.8.3`.
 *
 * @public
 */
export function aDeployment(
  namespace: string,
  name: string,
  changes: Changes<Workload> = {},
): Workload {
  const labels = { app: name };
  return anObject<Workload>('apps/v1', 'Deployment', namespace, name, {
    ...changes,
    spec: {
      replicas: 3,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          containers: [
            { name: 'app', image: `registry.example.com/${name}:1.8.3` },
          ],
        },
      },
      ...changes.spec,
    },
    status: {
      observedGeneration: 1,
      replicas: 3,
      updatedReplicas: 3,
      readyReplicas: 3,
      availableReplicas: 3,
      conditions: [
        aCondition({
          type: 'Available',
          reason: 'MinimumReplicasAvailable',
          message: '',
        }),
        aCondition({
          type: 'Progressing',
          reason: 'NewReplicaSetAvailable',
          message: '',
        }),
      ],
      ...changes.status,
    },
  });
}

/** @public */
export function aService(
  namespace: string,
  name: string,
  changes: Changes<Service> = {},
): Service {
  return anObject<Service>('v1', 'Service', namespace, name, {
    ...changes,
    spec: {
      type: 'ClusterIP',
      selector: { app: name },
      ports: [{ port: 80, targetPort: 8080, protocol: 'TCP' }],
      ...changes.spec,
    },
  });
}

/**
 * The EndpointSlice of a Service, with one endpoint for each pod that is given.
 *
 * @public
 */
export function anEndpointSlice(
  namespace: string,
  service: string,
  pods: { name: string; ready?: boolean }[],
): EndpointSlice {
  return anObject<EndpointSlice>(
    'discovery.k8s.io/v1',
    'EndpointSlice',
    namespace,
    `${service}-x7k2p`,
    {
      metadata: { labels: { 'kubernetes.io/service-name': service } },
      addressType: 'IPv4',
      ports: [{ name: '', port: 8080, protocol: 'TCP' }],
      endpoints: pods.map(({ name, ready = true }, index) => ({
        addresses: [`10.0.0.${index + 1}`],
        conditions: { ready, serving: ready, terminating: false },
        targetRef: { kind: 'Pod', name, namespace },
      })),
    },
  );
}
