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
import { loadFixture } from 'backstage-plugin-flux-delivery-common/testUtils';
import { type Portal, judged, startPortal } from '../__testUtils__/startPortal';
import { recordMetrics } from '../__testUtils__/recordMetrics';
import { until } from '../__testUtils__/until';

jest.setTimeout(180_000);

const CATALOG = '/entities/component/default/catalog';
const ANN = mockCredentials.user.header('user:default/ann');
const CANARY = /canary-[a-z]+/g;

const databases = TestDatabases.create({
  ids: ['SQLITE_3'],
  disableDocker: true,
});

/** Every object bears, wherever secrets were ever seen in one, a word that may come out nowhere. */
function withCanaries(object: any): KubeObject {
  const { metadata, kind } = object;
  const url =
    'https://bot:canary-userinfo@git.example.com/acme/catalog?token=canary-query';
  metadata.annotations = {
    ...metadata.annotations,
    'kubectl.kubernetes.io/last-applied-configuration': JSON.stringify({
      spec: { password: 'canary-lastapplied' },
    }),
  };
  metadata.annotations['example.com/pull-secret'] = JSON.stringify({
    auths: { 'registry.example.com': { auth: 'canary-dockerconfig' } },
  });
  metadata.managedFields = [
    {
      manager: 'kubectl',
      operation: 'Update',
      apiVersion: object.apiVersion,
      time: '2026-11-21T05:00:00Z',
      fieldsV1: { 'f:canary-managed': {} },
    },
  ];
  if (kind === 'GitRepository') {
    object.spec.url = url;
    object.status.conditions = [
      {
        type: 'Ready',
        status: 'False',
        reason: 'GitOperationFailed',
        message: `failed to checkout: unable to clone '${url.replace(
          'canary-userinfo',
          'canary-message',
        )}': authentication required; token=canary-assigned`,
        lastTransitionTime: '2026-11-21T05:00:00Z',
        observedGeneration: metadata.generation,
      },
    ];
  }
  if (kind === 'Kustomization') {
    object.spec.postBuild = {
      substitute: { DB_PASSWORD: 'canary-substitute' },
    };
  }
  if (kind === 'Deployment') {
    object.spec.template.spec.containers[0].env = [
      { name: 'DB_PASSWORD', value: 'canary-env' },
    ];
    object.spec.template.spec.containers[0].args = [
      '--password=canary-argument',
      `--docker-config=${dockerConfig('canary-dockerargument')}`,
    ];
  }
  return object;
}

/** Credentials of a registry, as a Secret holds them and people paste them elsewhere. */
function dockerConfig(canary: string): string {
  return Buffer.from(
    JSON.stringify({
      auths: { 'registry.example.com': { auth: canary, password: canary } },
    }),
  ).toString('base64');
}

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
            withCanaries(structuredClone(each)),
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

  const found = (text: string) => [
    ...new Set([
      ...(text.match(CANARY) ?? []),
      // What stands in base64 is no better hidden.
      ...(text.match(/[A-Za-z0-9+/]{40,}={0,2}/g) ?? []).flatMap(
        each => Buffer.from(each, 'base64').toString().match(CANARY) ?? [],
      ),
    ]),
  ];

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
    expect(found(text)).toEqual([]);
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
    expect(found(explained.text + summed.text)).toEqual([]);
    for (const route of ['/fleet/targets', '/releases']) {
      const { status, text } = await portal
        .get(route)
        .set('Authorization', mockCredentials.service.header());
      expect(status).toBe(200);
      expect(found(text)).toEqual([]);
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
    expect(found(JSON.stringify([events, outcomes]))).toEqual([]);
  });

  it('is in no name and no label of what is measured', async () => {
    // One is put there by the test, so that it is known to be seen.
    expect(found((await measured.all()).join('\n'))).toEqual([
      'canary-control',
    ]);
  });

  it('is in no line of the log', () => {
    expect(logged.length).toBeGreaterThan(0);
    expect(found(logged.join('\n'))).toEqual([]);
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
    expect(found(JSON.stringify(rows))).toEqual([]);
  });
});
