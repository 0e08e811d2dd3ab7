import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { TestDatabases } from '@backstage/backend-test-utils';
import type { KubeObject } from 'backstage-plugin-flux-delivery-common';
import { DatabaseIdentifierIndex } from '../../identifiers/DatabaseIdentifierIndex';
import { RecordingBench } from '../__testUtils__/RecordingBench';
import { DatabaseDeliveryLedger } from '../DatabaseDeliveryLedger';

// PostgreSQL takes part where BACKSTAGE_TEST_DATABASE_POSTGRES15_CONNECTION_STRING names a server.
const databases = TestDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_15'],
  disableDocker: true,
});
const directory = resolvePackagePath(
  'backstage-plugin-flux-delivery-backend',
  'migrations',
);
const ENTITY = {
  entityRef: 'component:default/orders',
  owner: 'group:default/shop',
  annotations: {},
};
const RELEASES = 30;

jest.setTimeout(300_000);

let version = 1000;
const meta = (namespace: string, generation: number) => {
  version += 1;
  return {
    namespace,
    name: 'orders',
    uid: `${namespace}-orders`,
    resourceVersion: String(version),
    generation,
    creationTimestamp: '2026-11-21T04:00:00Z',
  };
};
const revision = (release: number) =>
  `main@sha1:${release.toString(16).padStart(40, '0')}`;

function kustomization(
  release: number,
  step: 'attempted' | 'checking' | 'settled',
  at: string,
) {
  const isSettled = step === 'settled';
  const ready = isSettled
    ? { status: 'True', reason: 'ReconciliationSucceeded' }
    : { status: 'Unknown', reason: 'Progressing' };
  const common = { lastTransitionTime: at, observedGeneration: 1 };
  return {
    apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
    kind: 'Kustomization',
    metadata: {
      ...meta('flux-system', 1),
      annotations: { 'flux-delivery/entity': ENTITY.entityRef },
    },
    spec: { interval: '10m', retryInterval: '1m', prune: true, wait: true },
    status: {
      observedGeneration: 1,
      lastAttemptedRevision: revision(release),
      lastAppliedRevision: revision(isSettled ? release : release - 1),
      inventory: { entries: [{ id: 'shop_orders_apps_Deployment', v: 'v1' }] },
      history: isSettled
        ? [
            {
              digest: `sha256:${release}`,
              firstReconciled: at,
              lastReconciled: at,
              lastReconciledStatus: 'ReconciliationSucceeded',
              metadata: { revision: revision(release) },
            },
          ]
        : [],
      conditions: [
        { type: 'Ready', ...ready, ...common },
        ...(isSettled
          ? []
          : [
              {
                type: 'Reconciling',
                status: 'True',
                reason: 'Progressing',
                message:
                  step === 'checking'
                    ? 'Running health checks'
                    : 'Building manifests',
                ...common,
              },
            ]),
      ],
    },
  };
}

function deployment(release: number, at: string) {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: meta('shop', release + 1),
    spec: {
      replicas: 1,
      selector: { matchLabels: { app: 'orders' } },
      template: {
        metadata: { labels: { app: 'orders' } },
        spec: { containers: [{ name: 'web', image: `orders:1.${release}` }] },
      },
    },
    status: {
      observedGeneration: release + 1,
      replicas: 1,
      updatedReplicas: 1,
      readyReplicas: 1,
      availableReplicas: 1,
      conditions: [
        {
          type: 'Progressing',
          status: 'True',
          reason: 'NewReplicaSetAvailable',
          lastUpdateTime: at,
          lastTransitionTime: at,
        },
        {
          type: 'Available',
          status: 'True',
          reason: 'MinimumReplicasAvailable',
        },
      ],
    },
  };
}

describe.each(databases.eachSupportedId())('on %s', databaseId => {
  it('two replicas write an hour of releases once, each of them in its own time', async () => {
    const knex = await databases.init(databaseId);
    await knex.migrate.latest({ directory });
    const replicas = [0, 1].map(
      () =>
        new RecordingBench(
          new DatabaseDeliveryLedger(knex, new DatabaseIdentifierIndex(knex)),
          { entities: [ENTITY] },
        ),
    );
    const at = () => new Date(replicas[0].time).toISOString();
    const tellAll = (object: object) =>
      replicas.forEach(each => each.tell('prod', object as KubeObject));
    const first = [kustomization(0, 'settled', at()), deployment(0, at())];
    replicas.forEach(each => each.list('prod', first as KubeObject[]));
    await Promise.all(replicas.map(each => each.wait(5)));

    for (let release = 1; release <= RELEASES; release += 1) {
      tellAll(kustomization(release, 'attempted', at()));
      tellAll(deployment(release, at()));
      tellAll(kustomization(release, 'checking', at()));
      await Promise.all(
        replicas.map((each, index) => each.wait(1 + ((release + index) % 3))),
      );
      tellAll(kustomization(release, 'settled', at()));
      await Promise.all(replicas.map(each => each.wait(110)));
    }
    replicas.forEach(each => each.stop());

    const rows = await replicas[0].rows(ENTITY.entityRef);
    expect(
      rows.map(
        ({ sequence, kind, outcome, revisions }) =>
          `${sequence} ${kind} ${outcome} ${revisions.raw}`,
      ),
    ).toEqual([
      `1 baseline unknown ${revision(0)}`,
      ...Array.from(
        { length: RELEASES },
        (_, index) => `${index + 2} forward succeeded ${revision(index + 1)}`,
      ),
    ]);
    const identifiers = await knex('identifiers').where('kind', 'commit');
    expect(identifiers).toHaveLength(RELEASES + 1);
  });
});
