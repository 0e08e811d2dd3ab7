import {
  mockCredentials,
  mockServices,
  TestDatabases,
} from '@backstage/backend-test-utils';
import type {
  DeliveryDto,
  KubeObject,
} from 'backstage-plugin-flux-delivery-common';
import { loadFixture } from 'backstage-plugin-flux-delivery-common/testUtils';
import {
  type Portal,
  settled,
  startPortal,
} from '../__testUtils__/startPortal';

const ANN = mockCredentials.user.header('user:default/ann');
const component = (name: string) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name,
    namespace: 'default',
    annotations: { 'backstage.io/kubernetes-id': name },
  },
  spec: { type: 'service', lifecycle: 'production', owner: 'shop' },
});
const databases = TestDatabases.create({
  ids: ['SQLITE_3'],
  disableDocker: true,
});

jest.setTimeout(180_000);

/** As captured, but delivered by nobody: of another name, and without what Flux writes. */
function withoutFlux(objects: readonly KubeObject[]): KubeObject[] {
  return objects
    .filter(({ kind }) => kind === 'Deployment' || kind === 'ReplicaSet')
    .map(
      object =>
        JSON.parse(
          JSON.stringify({
            ...object,
            metadata: {
              ...object.metadata,
              managedFields: undefined,
              namespace: 'legacy',
              ...(object.kind === 'Deployment' && {
                labels: { 'backstage.io/kubernetes-id': 'legacy' },
              }),
            },
          }).replaceAll('catalog', 'legacy'),
        ) as KubeObject,
    );
}

describe('what ReplicaSets tell of the time before first sight, over HTTP', () => {
  let knex: Awaited<ReturnType<typeof databases.init>>;
  let portal: Portal;

  const start = async () => {
    const objects = loadFixture('healthy-git-kustomization.yaml');
    portal = await startPortal({
      clusters: { staging: [...objects, ...withoutFlux(objects)] },
      entities: [component('catalog'), component('legacy')],
      fluxDelivery: {
        environments: [{ name: 'staging', match: [{ cluster: 'staging' }] }],
      },
      features: [mockServices.database.factory({ knex })],
    });
    await settled(portal);
  };
  const rowsOf = async (name: string) => {
    const end = Date.now() + 60_000;
    let items: DeliveryDto[] = [];
    while (items.length === 0 && Date.now() < end) {
      await new Promise(resolve => setTimeout(resolve, 250));
      const { body } = await portal
        .get(`/entities/component/default/${name}/deliveries?include=all`)
        .set('Authorization', ANN);
      ({ items } = body);
    }
    return items.reverse().map(({ kind, startedAt, images, backfilled }) => ({
      kind,
      startedAt,
      images: images.map(({ declared }) => declared),
      backfilled,
    }));
  };

  beforeAll(async () => {
    knex = await databases.init('SQLITE_3');
    await start();
  });
  afterAll(() => portal.stop());

  it('names the images of what Flux keeps without them', async () => {
    expect(await rowsOf('catalog')).toEqual([
      {
        kind: 'forward',
        startedAt: '2026-11-21T05:13:48Z',
        images: ['registry.example.com/shop/catalog:1.0.0'],
        backfilled: true,
      },
      {
        kind: 'baseline',
        startedAt: '2026-11-21T05:38:48Z',
        images: ['registry.example.com/shop/catalog:1.1.0'],
        backfilled: true,
      },
    ]);
  });

  it('tells the templates of a Deployment that nobody delivers', async () => {
    expect(await rowsOf('legacy')).toEqual([
      {
        kind: 'forward',
        startedAt: '2026-11-21T05:13:43Z',
        images: ['registry.example.com/shop/legacy:1.0.0'],
        backfilled: true,
      },
      {
        kind: 'baseline',
        startedAt: '2026-11-21T05:38:43Z',
        images: ['registry.example.com/shop/legacy:1.1.0'],
        backfilled: true,
      },
    ]);
  });

  it('adds nothing when the portal starts anew', async () => {
    const before = await knex('deliveries').select('id', 'sequence');
    await portal.stop();
    await start();
    await new Promise(resolve => setTimeout(resolve, 3_000));
    expect(await knex('deliveries').select('id', 'sequence')).toEqual(before);
  });
});
