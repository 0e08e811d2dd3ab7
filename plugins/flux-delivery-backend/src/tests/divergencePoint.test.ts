import { createServiceFactory } from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import { loadFixture } from 'backstage-plugin-flux-delivery-common/testUtils';
import { permissionsWithout } from '../__testUtils__/permissionsThat';
import {
  type Portal,
  type PortalOptions,
  settled,
  startPortal,
} from '../__testUtils__/startPortal';

const ANN = mockCredentials.user.header('user:default/ann');
const ENTITY = '/entities/component/default/orders';
const HEALTHY = '/entities/component/default/catalog';

const audited = jest.fn(async () => {});

const databases = TestDatabases.create({
  ids: ['SQLITE_3'],
  disableDocker: true,
});

jest.setTimeout(180_000);

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

async function start(features: PortalOptions['features'] = []) {
  const portal = await startPortal({
    clusters: {
      staging: loadFixture('healthy-git-kustomization.yaml'),
      'prod-eu': [
        ...loadFixture('dependency-chain.yaml'),
        ...loadFixture('healthy-git-kustomization.yaml').filter(
          ({ kind }) => kind === 'GitRepository',
        ),
      ],
    },
    entities: [component('orders'), component('catalog')],
    features,
  });
  await settled(portal);
  return portal;
}

async function targetOf(portal: Portal, entity = ENTITY) {
  const { body, headers } = await portal
    .get(`${entity}/path`)
    .set('Authorization', ANN);
  return { path: body, etag: headers.etag, ...body.environments[0].targets[0] };
}

async function until(holds: () => boolean): Promise<void> {
  for (let tries = 0; tries < 100 && !holds(); tries += 1) {
    await new Promise(resolve => setTimeout(resolve, 20));
  }
}

const pointOf = ({ id }: { id: string }, entity = ENTITY) =>
  `${entity}/targets/${id}/divergence-point`;

describe('a divergence point over HTTP', () => {
  let portal: Portal;
  const publish = jest.fn(async (_payload: object) => {});
  const auditor = mockServices.auditor.mock({
    createEvent: async () => ({ success: audited, fail: audited }),
  });

  beforeAll(async () => {
    portal = await start([
      createServiceFactory({
        service: signalsServiceRef,
        deps: {},
        factory: () => ({ publish }),
      }),
      auditor.factory,
    ]);
  });

  afterAll(() => portal.stop());
  beforeEach(() => jest.clearAllMocks());

  it('comes with seven steps of triage, and nothing said yet', async () => {
    const { path, triage, recordedDivergence } = await targetOf(portal);

    expect(triage.steps).toHaveLength(7);
    expect(triage.attribution.cause).toBe('wrongSource');
    expect(recordedDivergence).toBeNull();
    expect(path.mayRecordDivergence).toBe(true);
  });

  it('is recorded, shown with the path, signalled, and withdrawn', async () => {
    const before = await targetOf(portal);
    const { status, body } = await portal
      .put(pointOf(before))
      .set('Authorization', ANN)
      .send({ segment: 'source', note: 'the branch was renamed' });

    expect(status).toBe(200);
    expect(body).toMatchObject({
      by: 'user:default/ann',
      segment: 'source',
      note: 'the branch was renamed',
      confirms: false,
      about: { segment: 'reconcile', class: 'dependency-not-ready' },
    });

    expect(auditor.createEvent).toHaveBeenCalledWith(
      expect.objectContaining({
        eventId: 'divergence-point',
        severityLevel: 'medium',
        meta: {
          actionType: 'record',
          entityRef: 'component:default/orders',
          targetId: before.id,
          segment: 'source',
        },
      }),
    );
    expect(audited).toHaveBeenCalledWith();

    const during = await targetOf(portal);
    expect(during.recordedDivergence).toEqual(body);
    expect(during.triage.steps[6].said).toContain(
      'user:default/ann said that it diverges at source, not at reconcile',
    );
    await until(() => publish.mock.calls.length > 0);
    expect(publish).toHaveBeenLastCalledWith(
      expect.objectContaining({
        message: expect.objectContaining({
          entityRefs: ['component:default/orders'],
        }),
      }),
    );

    const withdrawn = await portal
      .del(pointOf(before))
      .set('Authorization', ANN);
    expect(withdrawn.status).toBe(204);
    const after = await targetOf(portal);
    expect(after.recordedDivergence).toBeNull();
  });

  it('changes the ETag of a path that is otherwise the same, and gives it back', async () => {
    const healthy = await targetOf(portal, HEALTHY);
    const again = await targetOf(portal, HEALTHY);
    await portal
      .put(pointOf(healthy, HEALTHY))
      .set('Authorization', ANN)
      .send({ segment: 'none' });
    const confirmed = await targetOf(portal, HEALTHY);
    await portal.del(pointOf(healthy, HEALTHY)).set('Authorization', ANN);
    const withdrawn = await targetOf(portal, HEALTHY);

    expect(again.etag).toBe(healthy.etag);
    expect(confirmed.etag).not.toBe(healthy.etag);
    expect(confirmed.recordedDivergence).toMatchObject({ confirms: true });
    expect(withdrawn.etag).toBe(healthy.etag);
  });

  it.each([
    ['no segment', { note: 'x' }, 'segment'],
    ['a segment that is none', { segment: 'teleport' }, 'segment'],
    ['a segment that is no text', { segment: ['source'] }, 'segment'],
    [
      'a note that is too long',
      { segment: 'source', note: 'x'.repeat(1001) },
      'note',
    ],
    ['a note with NUL', { segment: 'source', note: 'a\0b' }, 'note'],
    ['a note that is no text', { segment: 'source', note: 7 }, 'note'],
    ['an unknown field', { segment: 'source', sgement: 1 }, '"sgement"'],
    [
      'an unknown field in about',
      { segment: 'source', about: { segment: 'source', x: 1 } },
      'about has the unknown field "x"',
    ],
    ['a list', [], 'body'],
  ])('refuses %s, and names the field', async (_what, input, field) => {
    const target = await targetOf(portal);
    const { status, body } = await portal
      .put(pointOf(target))
      .set('Authorization', ANN)
      .send(input);

    expect(status).toBe(400);
    expect(body.error).toMatchObject({
      name: 'InputError',
      message: expect.stringContaining(field),
    });
    expect((await targetOf(portal)).recordedDivergence).toBeNull();
  });

  it.each([
    ['a key of the prototype', '{"segment":"source","__proto__":{"a":1}}'],
    ['the constructor', '{"segment":"source","constructor":1}'],
    ['half an object', '{"segment":'],
    ['nothing', ''],
  ])('refuses %s', async (_what, text) => {
    const { status, body } = await portal
      .put(pointOf(await targetOf(portal)))
      .set({ Authorization: ANN, 'Content-Type': 'application/json' })
      .send(text);

    expect(status).toBe(400);
    expect(body.error.name).toBe('InputError');
  });

  it('refuses much too much', async () => {
    const { status, body } = await portal
      .put(pointOf(await targetOf(portal)))
      .set('Authorization', ANN)
      .send({ segment: 'source', note: 'x'.repeat(200_000) });

    expect(status).toBe(413);
    expect(body.error.name).toBe('PayloadTooLargeError');
  });

  it.each([
    ['an unknown target', `${ENTITY}/targets/constructor/divergence-point`],
    [
      'an entity that is not there',
      '/entities/component/default/none/targets/x/divergence-point',
    ],
  ])('answers 404 for %s', async (_what, path) => {
    for (const answer of [
      await portal.put(path).set('Authorization', ANN).send({
        segment: 'source',
      }),
      await portal.del(path).set('Authorization', ANN),
    ]) {
      expect(answer.status).toBe(404);
      expect(answer.body.error.name).toBe('NotFoundError');
    }
  });

  it('answers 409 where the page showed another divergence', async () => {
    const { status, body } = await portal
      .put(pointOf(await targetOf(portal)))
      .set('Authorization', ANN)
      .send({ segment: 'rollout', about: { segment: 'rollout' } });

    expect(status).toBe(409);
    expect(body.error.message).toMatch(/^about: .*dependency-not-ready/);
    expect(audited).toHaveBeenCalledWith({
      error: expect.objectContaining({ name: 'ConflictError' }),
    });
  });

  it('takes the word of people only', async () => {
    const target = await targetOf(portal);
    const service = await portal
      .put(pointOf(target))
      .set('Authorization', mockCredentials.service.header())
      .send({ segment: 'source' });
    const nobody = await portal
      .put(pointOf(target))
      .set('Authorization', mockCredentials.none.header())
      .send({ segment: 'source' });

    expect(service.status).toBe(403);
    expect(service.body.error.message).toContain('service');
    expect(nobody.status).toBe(401);
    const { body } = await portal
      .get(`${ENTITY}/path`)
      .set('Authorization', mockCredentials.service.header());
    expect(body.mayRecordDivergence).toBe(false);
  });
});

it('may be read by who may not record', async () => {
  const portal = await start([
    permissionsWithout('flux-delivery.divergence.record'),
  ]);
  try {
    const target = await targetOf(portal);
    expect(target.path.mayRecordDivergence).toBe(false);

    const { status, body } = await portal
      .put(pointOf(target))
      .set('Authorization', ANN)
      .send({ segment: 'source' });
    expect(status).toBe(403);
    expect(body.error.message).toContain('flux-delivery.divergence.record');
  } finally {
    await portal.stop();
  }
});

it('does not keep the path from being answered while the database is down', async () => {
  const knex = await databases.init('SQLITE_3');
  const portal = await start([mockServices.database.factory({ knex })]);
  try {
    expect((await targetOf(portal)).recordedDivergence).toBeNull();
    await knex.destroy();

    const { segments, triage, ...target } = await targetOf(portal);
    expect(segments).toHaveLength(5);
    expect(target).not.toHaveProperty('recordedDivergence');
    expect(triage.steps[6].notChecked).toContainEqual(
      expect.objectContaining({ reason: 'unavailable' }),
    );

    const { status, body } = await portal
      .put(pointOf(target))
      .set('Authorization', ANN)
      .send({ segment: 'source' });
    expect(status).toBe(503);
    expect(body.error.message).toContain('nothing was recorded');
  } finally {
    await portal.stop();
  }
});
