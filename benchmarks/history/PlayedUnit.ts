import type {
  EntityFacts,
  KubeObject,
} from 'backstage-plugin-flux-delivery-common';

let resourceVersion = 1_000;
const next = () => {
  resourceVersion += 1;
  return String(resourceVersion);
};

/** A service that a Kustomization delivers, as its objects tell of one release after the other. */
export class PlayedUnit {
  private readonly name: string;
  private history: object[] = [];

  constructor(private readonly at: number) {
    this.name = `service-${at}`;
  }

  get entity(): EntityFacts {
    return {
      entityRef: `component:default/${this.name}`,
      owner: 'group:default/shop',
      annotations: {},
    };
  }

  first(): KubeObject[] {
    return [this.kustomization(0, 'settled'), this.deployment(0, 'complete')];
  }

  /** Seven versions: attempted, applied, three of the rollout, health check, settled. Each bears the time at which it is asked for. */
  *release(round: number): Generator<KubeObject> {
    yield this.kustomization(round, 'attempted');
    yield this.deployment(round, 'changed');
    yield this.kustomization(round, 'checking');
    yield this.deployment(round, 'half');
    yield this.deployment(round, 'complete');
    yield this.kustomization(round, 'healthy');
    yield this.kustomization(round, 'settled');
  }

  private kustomization(
    release: number,
    step: 'attempted' | 'checking' | 'healthy' | 'settled',
  ): KubeObject {
    const now = seconds();
    const settled = step === 'settled';
    const condition = (
      type: string,
      status: string,
      reason: string,
      message: string,
    ) => ({
      type,
      status,
      reason,
      message,
      lastTransitionTime: now,
      observedGeneration: 1,
    });
    return {
      apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
      kind: 'Kustomization',
      metadata: {
        ...this.meta('flux-system'),
        annotations: {
          'flux-delivery/entity': `component:default/${this.name}`,
        },
      },
      spec: { interval: '10m', retryInterval: '1m', prune: true, wait: true },
      status: {
        observedGeneration: 1,
        lastAttemptedRevision: revision(this.at, release),
        lastAppliedRevision: revision(this.at, settled ? release : release - 1),
        inventory: {
          entries: [{ id: `shop_${this.name}_apps_Deployment`, v: 'v1' }],
        },
        history: settled ? this.remember(release, now) : this.history,
        conditions: settled
          ? [
              condition(
                'Ready',
                'True',
                'ReconciliationSucceeded',
                `Applied revision: ${revision(this.at, release)}`,
              ),
            ]
          : [
              condition('Ready', 'Unknown', 'Progressing', 'Reconciling'),
              condition(
                'Reconciling',
                'True',
                'Progressing',
                step === 'attempted'
                  ? 'Building manifests'
                  : 'Running health checks',
              ),
            ],
      },
    };
  }

  /** As Flux keeps it: five entries, the newest first. */
  private remember(release: number, now: string) {
    this.history = [
      {
        digest: `sha256:${hex(this.at * 1000 + release, 64)}`,
        firstReconciled: now,
        lastReconciled: now,
        lastReconciledDuration: '1s',
        lastReconciledStatus: 'ReconciliationSucceeded',
        totalReconciliations: 1,
        metadata: { revision: revision(this.at, release) },
      },
      ...this.history,
    ].slice(0, 5);
    return this.history;
  }

  private deployment(
    release: number,
    step: 'changed' | 'half' | 'complete',
  ): KubeObject {
    const complete = step === 'complete';
    const generation = release + 1;
    return {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: {
        ...this.meta('shop'),
        generation,
        labels: {
          'kustomize.toolkit.fluxcd.io/name': this.name,
          'kustomize.toolkit.fluxcd.io/namespace': 'flux-system',
        },
      },
      spec: {
        replicas: 2,
        selector: { matchLabels: { app: this.name } },
        template: {
          metadata: { labels: { app: this.name } },
          spec: {
            containers: ['web', 'proxy', 'metrics'].map(name => ({
              name,
              image: `registry.example.com/shop/${name}:1.${release}.0`,
              env: Array.from({ length: 20 }, (_, at) => ({
                name: `SETTING_${at}`,
                value: `value ${at} of ${this.name}`,
              })),
              resources: { limits: { cpu: '1', memory: '512Mi' } },
            })),
          },
        },
      },
      status: {
        observedGeneration: step === 'changed' ? generation - 1 : generation,
        replicas: complete ? 2 : 3,
        updatedReplicas: complete ? 2 : 1,
        readyReplicas: 2,
        availableReplicas: 2,
        conditions: [
          {
            type: 'Progressing',
            status: 'True',
            reason: complete ? 'NewReplicaSetAvailable' : 'ReplicaSetUpdated',
            lastUpdateTime: seconds(),
            lastTransitionTime: seconds(),
          },
          {
            type: 'Available',
            status: 'True',
            reason: 'MinimumReplicasAvailable',
          },
        ],
      },
    } as KubeObject;
  }

  private meta(namespace: string) {
    return {
      namespace,
      name: this.name,
      uid: `${namespace}-${this.name}`,
      resourceVersion: next(),
      generation: 1,
      creationTimestamp: '2026-11-21T05:00:00Z',
    };
  }
}

function seconds(): string {
  return new Date().toISOString().replace(/\.\d+Z/, 'Z');
}

/** The revision of a release; its hash is the commit. */
export function revision(at: number, release: number): string {
  return `main@sha1:${hex(at * 1_000 + release + 1, 40)}`;
}

function hex(value: number, length: number): string {
  return value.toString(16).padStart(length, '0');
}
