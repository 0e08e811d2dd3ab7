import { createServer } from 'node:net';
import { resolve } from 'node:path';
import { conditionOf } from './flux/conditions';
import { readScenario } from './scenario/readScenario';
import {
  DEMO_TOKEN,
  simulate,
  startSimulator,
  type Simulation,
} from './Simulator';

const scenario = readScenario(
  resolve(__dirname, '../scenarios/one-service.yaml'),
);
const estate = readScenario(resolve(__dirname, '../scenarios/estate.yaml'));
const startAt = Date.parse('2026-01-10T09:00:00Z');

function objectsOf({ clusters }: Simulation): string {
  return JSON.stringify(
    [...clusters.values()].flatMap(({ store, kinds }) =>
      kinds.flatMap(kind => store.list(kind.group, kind.kind)),
    ),
  );
}

describe('simulate', () => {
  it('gives the same objects for the same scenario, down to uids, digests and pod names', () => {
    expect(objectsOf(simulate({ scenario: estate, startAt }))).toBe(
      objectsOf(simulate({ scenario: estate, startAt })),
    );
  });

  it('gives other objects for another seed', () => {
    const other = { ...scenario, seed: 'another' };
    expect(objectsOf(simulate({ scenario, startAt }))).not.toBe(
      objectsOf(simulate({ scenario: other, startAt })),
    );
  });

  it('has lived through the history when it begins', () => {
    const { clusters } = simulate({ scenario, startAt });
    const image = (cluster: string) =>
      clusters.get(cluster)!.store.get({
        group: 'apps',
        kind: 'Deployment',
        namespace: 'payments',
        name: 'payments-api',
      })?.spec?.template.spec.containers[0].image;
    expect(image('staging')).toBe(
      'registry.example.com/payments/payments-api:1.8.2',
    );
    expect(image('prod-eu')).toBe(
      'registry.example.com/payments/payments-api:1.8.1',
    );
  });

  it('uses ReplicaSets again where a template comes back, and keeps the revisions that they had', () => {
    const { clock, clusters } = simulate({ scenario: estate, startAt });
    clock.advance(30 * 60_000);
    const again = [...clusters.values()]
      .flatMap(({ store }) => store.list('apps', 'ReplicaSet'))
      .map(({ metadata: { annotations = {} } }) => [
        annotations['deployment.kubernetes.io/revision-history'],
        annotations['deployment.kubernetes.io/revision'],
      ])
      .filter(([before]) => before !== undefined);
    expect(again.length).toBeGreaterThan(0);
    again.forEach(([before, revision]) =>
      expect(Number(before.split(',').at(-1))).toBeLessThan(Number(revision)),
    );
  });

  it('promotes one cluster after the other while time goes on', () => {
    const { clock, clusters } = simulate({ scenario: estate, startAt });
    const version = (cluster: string) =>
      clusters.get(cluster)!.store.get({
        group: 'apps',
        kind: 'Deployment',
        namespace: 'payments',
        name: 'payments-api',
      })?.metadata.labels?.['app.kubernetes.io/version'];
    const seen = new Set<string>();
    for (let second = 0; second < 300; second += 5) {
      clock.advance(5000);
      seen.add(
        [version('staging'), version('prod-eu'), version('prod-us')].join(' '),
      );
    }
    expect([...seen].slice(0, 4)).toEqual([
      '1.8.2 1.8.2 1.8.2',
      '1.8.3 1.8.2 1.8.2',
      '1.8.3 1.8.3 1.8.2',
      '1.8.3 1.8.3 1.8.3',
    ]);
  });

  it('keeps no more changes than its window, however long it runs', () => {
    const { clock, clusters } = simulate({
      scenario: estate,
      startAt,
      window: 400,
    });
    clock.advance(1_800_000);
    for (const { store } of clusters.values()) {
      expect(store.windowSize).toBeLessThanOrEqual(500);
    }
  });
});

describe('the estate', () => {
  const { clusters } = simulate({ scenario: estate, startAt });
  const ready = (
    cluster: string,
    group: string,
    kind: string,
    namespace: string,
    name: string,
  ) => {
    const object = clusters
      .get(cluster)!
      .store.get({ group, kind, namespace, name });
    const condition = conditionOf(object, 'Ready');
    return `${condition?.status}/${condition?.reason}`;
  };
  const kustomization = (cluster: string, namespace: string, name: string) =>
    ready(
      cluster,
      'kustomize.toolkit.fluxcd.io',
      'Kustomization',
      namespace,
      name,
    );
  const progressing = (cluster: string, namespace: string, name: string) =>
    conditionOf(
      clusters
        .get(cluster)!
        .store.get({ group: 'apps', kind: 'Deployment', namespace, name }),
      'Progressing',
    )?.reason;
  const waiting = (cluster: string, namespace: string, name: string) =>
    clusters
      .get(cluster)!
      .store.list('', 'Pod', namespace)
      .filter(pod => pod.metadata.labels?.app === name)
      .map(pod => pod.status?.containerStatuses?.[0].state.waiting?.reason)
      .filter(Boolean);

  it('has a promotion that the automation may not push', () => {
    expect(
      ready(
        'staging',
        'image.toolkit.fluxcd.io',
        'ImageUpdateAutomation',
        'risk',
        'kyc',
      ),
    ).toBe('False/GitOperationFailed');
  });

  it('has a source with a rotated password, in production only, above a Kustomization that is content', () => {
    const git = 'source.toolkit.fluxcd.io';
    expect(ready('prod-eu', git, 'GitRepository', 'payments', 'ledger')).toBe(
      'False/GitOperationFailed',
    );
    expect(ready('staging', git, 'GitRepository', 'payments', 'ledger')).toBe(
      'True/Succeeded',
    );
    expect(kustomization('prod-eu', 'payments', 'ledger')).toBe(
      'True/ReconciliationSucceeded',
    );
  });

  it('has reconciliations that fail to build, to apply, for a dependency and in Helm', () => {
    expect(kustomization('prod-us', 'payments', 'card-vault')).toBe(
      'False/BuildFailed',
    );
    expect(kustomization('prod-us', 'payments', 'onboarding')).toBe(
      'False/DependencyNotReady',
    );
    expect(kustomization('prod-eu', 'risk', 'fx-rates')).toBe(
      'False/ReconciliationFailed',
    );
    expect(
      ready(
        'prod-eu',
        'helm.toolkit.fluxcd.io',
        'HelmRelease',
        'risk',
        'risk-engine',
      ),
    ).toBe('False/RollbackSucceeded');
  });

  it('has a suspended applier that withholds a newer version', () => {
    const { store } = clusters.get('prod-us')!;
    const applier = store.get({
      group: 'kustomize.toolkit.fluxcd.io',
      kind: 'Kustomization',
      namespace: 'risk',
      name: 'reporting',
    })!;
    const source = store.get({
      group: 'source.toolkit.fluxcd.io',
      kind: 'GitRepository',
      namespace: 'risk',
      name: 'apps',
    })!;
    expect(applier.spec?.suspend).toBe(true);
    expect(applier.status?.lastAppliedRevision).not.toBe(
      source.status?.artifact.revision,
    );
  });

  it('has rollouts that end in each of three ways', () => {
    expect(waiting('prod-us', 'payments', 'statements')).toEqual([
      'ImagePullBackOff',
    ]);
    expect(kustomization('prod-us', 'payments', 'statements')).toBe(
      'False/HealthCheckFailed',
    );
    expect(waiting('prod-eu', 'payments', 'notifications')).toEqual([
      'CrashLoopBackOff',
    ]);
    expect(kustomization('prod-eu', 'payments', 'notifications')).toBe(
      'True/ReconciliationSucceeded',
    );
    expect(progressing('prod-us', 'payments', 'disputes')).toBe(
      'ProgressDeadlineExceeded',
    );
  });

  it('has a Service that selects nothing', () => {
    const [slice] = clusters
      .get('prod-eu')!
      .store.list('discovery.k8s.io', 'EndpointSlice', 'payments')
      .filter(
        ({ metadata }) =>
          metadata.labels?.['kubernetes.io/service-name'] === 'merchant-portal',
      );
    expect(slice.endpoints).toEqual([]);
  });

  it('has a canary at a fifth and a rollout that is paused', () => {
    const { store } = clusters.get('prod-eu')!;
    expect(
      store.get({
        group: 'flagger.app',
        kind: 'Canary',
        namespace: 'risk',
        name: 'fraud-scoring',
      })?.status,
    ).toMatchObject({
      phase: 'Progressing',
      canaryWeight: 20,
    });
    expect(
      store.get({
        group: 'argoproj.io',
        kind: 'Rollout',
        namespace: 'payments',
        name: 'settlement',
      })?.status,
    ).toMatchObject({
      phase: 'Paused',
      pauseConditions: [{ reason: 'CanaryPauseStep' }],
    });
  });
});

describe('startSimulator', () => {
  it('answers on a port for each cluster, and on none after stop', async () => {
    const simulator = await startSimulator({
      scenario,
      startAt,
      realNow: () => startAt,
    });
    const ask = (url: string) =>
      fetch(`${url}/version`, {
        headers: { Authorization: `Bearer ${DEMO_TOKEN}` },
      });
    for (const { url } of simulator.clusters) {
      expect((await ask(url)).status).toBe(200);
    }
    const urls = simulator.clusters.map(({ url }) => url);
    await simulator.stop();
    for (const url of urls) {
      await expect(ask(url)).rejects.toThrow();
    }
    expect(simulator.clock.nextDue()).toBeUndefined();
  });

  it('takes a cluster off the network and back on', async () => {
    const simulator = await startSimulator({ scenario, startAt });
    const { url } = simulator.cluster('staging');
    const ask = () =>
      fetch(`${url}/version`, {
        headers: { Authorization: `Bearer ${DEMO_TOKEN}` },
      });
    await simulator.setReachable('staging', false);
    await expect(ask()).rejects.toThrow();
    await simulator.setReachable('staging', true);
    expect((await ask()).status).toBe(200);
    await simulator.stop();
  });

  it('says in one sentence that a port is taken, and leaves nothing open', async () => {
    const other = createServer();
    await new Promise<void>(done => other.listen(0, '127.0.0.1', done));
    const { port } = other.address() as { port: number };
    await expect(
      startSimulator({ scenario, startAt, portBase: port }),
    ).rejects.toThrow(
      `Port ${port} for the simulated cluster staging is taken: free it, or set SIMULATOR_PORT_BASE to another start.`,
    );
    await new Promise(done => other.close(done));
  });
});
