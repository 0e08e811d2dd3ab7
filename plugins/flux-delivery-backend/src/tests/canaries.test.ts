import { metricsServiceFactory } from '@backstage/backend-defaults/alpha';
import {
  createServiceFactory,
  coreServices,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  TestDatabases,
} from '@backstage/backend-test-utils';
import type { KubeObject } from 'backstage-plugin-flux-delivery-common';
import {
  canariesIn,
  dockerConfig,
  loadFixture,
  withCanaries,
} from 'backstage-plugin-flux-delivery-common/testUtils';
import { type Portal, judged, startPortal } from '../__testUtils__/startPortal';
import { recordMetrics } from '../__testUtils__/recordMetrics';
import { until } from '../__testUtils__/until';

jest.setTimeout(180_000);

const CATALOG = '/entities/component/default/catalog';
const ANN = mockCredentials.user.header('user:default/ann');

const databases = TestDatabases.create({
  ids: ['SQLITE_3'],
  disableDocker: true,
});

const MORE = [
  {
    apiVersion: 'helm.toolkit.fluxcd.io/v2',
    kind: 'HelmRelease',
    metadata: {
      name: 'catalog-cache',
      namespace: 'shop',
      uid: 'hr-1',
      generation: 1,
      annotations: { 'flux-delivery/entity': 'component:default/catalog' },
    },
    spec: {
      interval: '5m',
      values: { auth: { password: 'canary-values' } },
      chart: {
        spec: {
          chart: 'redis',
          sourceRef: { kind: 'HelmRepository', name: 'charts' },
        },
      },
    },
    status: {
      lastAttemptedRevision: '18.1.6',
      history: [
        {
          name: 'catalog-cache',
          namespace: 'shop',
          version: 1,
          chartName: 'redis',
          chartVersion: '18.1.6',
          configDigest: `sha256:${'a'.repeat(64)}`,
          digest: `sha256:${'b'.repeat(64)}`,
          status: 'deployed',
          firstDeployed: '2026-11-20T05:00:00Z',
          lastDeployed: '2026-11-20T05:00:00Z',
        },
      ],
      conditions: [
        {
          type: 'Ready',
          status: 'False',
          reason: 'UpgradeFailed',
          message:
            'Helm upgrade failed: Get "https://admin:canary-helm@charts.example.com/index.yaml": 401',
          lastTransitionTime: '2026-11-21T05:00:00Z',
        },
      ],
    },
  },
  {
    apiVersion: 'notification.toolkit.fluxcd.io/v1',
    kind: 'Receiver',
    metadata: { name: 'hook', namespace: 'shop', uid: 'rc-1', generation: 1 },
    spec: {
      type: 'github',
      resources: [{ kind: 'GitRepository', name: '*' }],
      secretRef: { name: 'canary-secretname' },
    },
    status: { webhookPath: '/hook/canary-webhook', conditions: [] },
  },
  {
    apiVersion: 'notification.toolkit.fluxcd.io/v1beta3',
    kind: 'Provider',
    metadata: {
      name: 'chat',
      namespace: 'shop',
      uid: 'pr-1',
      generation: 1,
      annotations: { 'flux-delivery/entity': 'component:default/catalog' },
    },
    spec: {
      type: 'generic',
      address: 'https://hooks.example.com/services/canary-address',
      channel: 'canary-channel',
    },
    status: { conditions: [] },
  },
  {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: {
      name: 'catalog-git',
      namespace: 'shop',
      uid: 'se-1',
      labels: { 'backstage.io/kubernetes-id': 'catalog' },
    },
    type: 'kubernetes.io/dockerconfigjson',
    data: { '.dockerconfigjson': dockerConfig('canary-secretdata') },
  },
  {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      name: 'catalog-settings',
      namespace: 'shop',
      uid: 'cm-1',
      labels: { 'backstage.io/kubernetes-id': 'catalog' },
    },
    data: { config: 'password: canary-configmap' },
  },
  {
    apiVersion: 'v1',
    kind: 'Event',
    metadata: { name: 'catalog.1', namespace: 'shop', uid: 'ev-1' },
    type: 'Warning',
    reason: 'Failed',
    message: 'pull https://puller:canary-event@registry.example.com/x: denied',
    involvedObject: {
      kind: 'Kustomization',
      name: 'catalog',
      namespace: 'shop',
    },
    lastTimestamp: '2026-11-21T05:00:00Z',
  },
];

describe('B1: what is secret in a cluster', () => {
  const logged: string[] = [];
  const measured = recordMetrics();
  let portal: Portal;
  let knex: Awaited<ReturnType<typeof databases.init>>;
  const outcome = jest.fn(async (_options?: object) => {});
  const auditor = mockServices.auditor.mock({
    createEvent: async () => ({ success: outcome, fail: outcome }),
  });

  beforeAll(async () => {
    knex = await databases.init('SQLITE_3');
    const write =
      (level: string) =>
      (...words: unknown[]) =>
        void logged.push(
          `${level} ${words
            .map(word =>
              word instanceof Error
                ? `${word.stack}`
                : JSON.stringify(word) ?? '',
            )
            .join(' ')}`,
        );
    const logger = {
      error: write('error'),
      warn: write('warn'),
      info: write('info'),
      debug: write('debug'),
      child: () => logger,
    };
    portal = await startPortal({
      clusters: {
        staging: [
          ...loadFixture('healthy-git-kustomization.yaml').map(each =>
            withCanaries(each),
          ),
          ...(MORE as unknown as KubeObject[]),
        ],
      },
      entities: [
        {
          apiVersion: 'backstage.io/v1alpha1',
          kind: 'Component',
          metadata: {
            name: 'catalog',
            namespace: 'default',
            annotations: { 'backstage.io/kubernetes-id': 'catalog' },
          },
          spec: { type: 'service', lifecycle: 'production', owner: 'shop' },
        },
      ],
      features: [
        mockServices.database.factory({ knex }),
        auditor.factory,
        metricsServiceFactory,
        measured.control('canary-control'),
        createServiceFactory({
          service: coreServices.rootLogger,
          deps: {},
          factory: () => logger as any,
        }),
      ],
    });
    await judged(portal);
    // Each target once at least, and what events say of it.
    await until(
      async () => {
        const rows = await knex('deliveries').distinct('target_id');
        return rows.map(({ target_id: id }: { target_id: string }) => id);
      },
      ids => ids.length === 2,
    );
  });
  afterAll(() => portal.stop());

  it('was seeded, and is what the page is about', async () => {
    const { body } = await portal
      .get(`${CATALOG}/path`)
      .set('Authorization', ANN);
    const text = JSON.stringify(body);
    expect(text).toContain('source-auth');
    expect(text).toContain('authentication required');
  });

  it.each([
    `${CATALOG}/path`,
    `${CATALOG}/targets/staging~kustomization~shop~catalog/owned`,
    `${CATALOG}/objects/staging/kustomize.toolkit.fluxcd.io/Kustomization/shop/catalog`,
    `${CATALOG}/objects/staging/apps/Deployment/shop/catalog`,
    `${CATALOG}/objects/staging/source.toolkit.fluxcd.io/GitRepository/shop/catalog`,
    `${CATALOG}/objects/staging/helm.toolkit.fluxcd.io/HelmRelease/shop/catalog-cache`,
    `${CATALOG}/deliveries?include=all`,
    `${CATALOG}/deliveries/export?format=csv&include=all`,
    `${CATALOG}/matrix`,
    `${CATALOG}/promotions`,
    `${CATALOG}/tags`,
    `${CATALOG}/path?at=${new Date().toISOString()}`,
    '/fleet',
    '/fleet/suspensions',
    '/fleet/questions',
    `${CATALOG}/ownership`,
    `${CATALOG}/contract`,
    '/ownership?q=shop/catalog',
    '/ownership/gaps',
    '/find?q=catalog',
    `${CATALOG}/objects/staging/notification.toolkit.fluxcd.io/Provider/shop/chat`,
    `${CATALOG}/objects/staging/notification.toolkit.fluxcd.io/Receiver/shop/hook`,
    `${CATALOG}/objects/staging/core/ConfigMap/shop/catalog-settings`,
    '/clusters',
    `${CATALOG}/objects/staging/core/Secret/shop/catalog-git`,
    '/entities/component/default/absent/path',
  ])('comes out nowhere: %s', async route => {
    const { text } = await portal.get(route).set('Authorization', ANN);
    expect(canariesIn(text)).toEqual([]);
  });

  it('comes out of no answer to a question, nor of one that only services get', async () => {
    const explained = await portal
      .post('/explain')
      .set('Authorization', ANN)
      .send({
        message: 'authentication required',
        entityRef: 'component:default/catalog',
      });
    const summed = await portal
      .post('/summaries')
      .set('Authorization', ANN)
      .send({ entityRefs: ['component:default/catalog'] });
    expect([explained.status, summed.status]).toEqual([200, 200]);
    expect(canariesIn(explained.text + summed.text)).toEqual([]);
    for (const route of ['/fleet/targets', '/releases']) {
      const { status, text } = await portal
        .get(route)
        .set('Authorization', mockCredentials.service.header());
      expect(status).toBe(200);
      expect(canariesIn(text)).toEqual([]);
    }
  });

  it('is in no event of the audit log', () => {
    const events = auditor.createEvent.mock.calls.map(
      ([{ request: _, ...event }]) => event,
    );
    expect(events.map(({ eventId }) => eventId)).toEqual(
      expect.arrayContaining(['sensitive-read', 'read-refused']),
    );
    const outcomes = outcome.mock.calls.map(([options]) =>
      JSON.stringify(options, (_key, value) =>
        value instanceof Error ? String(value.stack) : value,
      ),
    );
    expect(outcomes.length).toBeGreaterThan(0);
    expect(canariesIn(JSON.stringify([events, outcomes]))).toEqual([]);
  });

  it('is in no name and no label of what is measured', async () => {
    // One is put there by the test, so that it is known to be seen.
    expect(canariesIn((await measured.all()).join('\n'))).toEqual([
      'canary-control',
    ]);
  });

  it('is in no line of the log', () => {
    expect(logged.length).toBeGreaterThan(0);
    expect(canariesIn(logged.join('\n'))).toEqual([]);
  });

  it('is in no row of the database', async () => {
    const tables: { name: string }[] = await knex
      .select('name')
      .from('sqlite_master')
      .where('type', 'table');
    const rows = await Promise.all(
      tables.map(({ name }) => knex.select('*').from(name)),
    );
    expect(rows.flat().length).toBeGreaterThan(0);
    expect(canariesIn(JSON.stringify(rows))).toEqual([]);
  });
});
