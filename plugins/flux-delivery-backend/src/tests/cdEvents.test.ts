import { createServiceFactory } from '@backstage/backend-plugin-api';
import { mockCredentials } from '@backstage/backend-test-utils';
import {
  DefaultEventsService,
  eventsServiceRef,
} from '@backstage/plugin-events-node';
import { mockServices } from '@backstage/backend-test-utils';
import { type Portal, startPortal } from '../__testUtils__/startPortal';

const CI = mockCredentials.service.header({
  onBehalfOf: mockCredentials.service('external:ci'),
  targetPluginId: 'flux-delivery',
});
const LIST = '/entities/component/default/api/promotions';
const EVENT = {
  context: {
    version: '0.4.0',
    id: 'event-1',
    source: '/ci',
    type: 'dev.cdevents.service.deployed.0.2.0',
    timestamp: '2026-11-21T11:00:00Z',
  },
  subject: {
    id: 'component:default/api',
    type: 'service',
    content: {
      environment: { id: 'prod' },
      artifactId: 'pkg:docker/acme/api@1.8.3',
    },
  },
  customData: { actor: { name: 'd.khan', type: 'human' } },
};
const withId = (id: string, change: object = {}) => ({
  ...EVENT,
  ...change,
  context: { ...EVENT.context, id },
});

jest.setTimeout(180_000);

describe('CDEvents', () => {
  let portal: Portal;
  const bus = DefaultEventsService.create({
    logger: mockServices.logger.mock(),
    useEventBus: 'never',
  });

  beforeAll(async () => {
    portal = await startPortal({
      clusters: {},
      entities: [
        {
          apiVersion: 'backstage.io/v1alpha1',
          kind: 'Component',
          metadata: { name: 'api', namespace: 'default' },
          spec: { type: 'service', lifecycle: 'production', owner: 'shop' },
        },
      ],
      fluxDelivery: { environments: [{ name: 'prod' }] },
      features: [
        createServiceFactory({
          service: eventsServiceRef,
          deps: {},
          factory: () => bus.forPlugin('flux-delivery'),
        }),
      ],
    });
  });
  afterAll(() => portal.stop());

  const send = (body: object, headers: Record<string, string> = {}) =>
    portal
      .post('/events/cdevents')
      .set({ Authorization: CI, ...headers })
      .send(body);
  const listed = async () =>
    (await portal.get(LIST).set('Authorization', CI)).body.items as {
      id: string;
    }[];

  it('are recorded once, by source and id of the event', async () => {
    const first = await send(EVENT);
    expect(first.status).toBe(201);
    expect(first.body).toMatchObject({
      id: expect.stringMatching(/^cdevents:\/ci#event-1~/),
      entityRef: 'component:default/api',
      environment: 'prod',
      feed: 'cdevents',
      actor: { name: 'd.khan', trust: 'verified' },
      recordedBy: 'external:ci',
    });
    const again = await send(EVENT);
    expect(again.status).toBe(200);
    expect(again.body).toEqual(first.body);
    expect(await listed()).toHaveLength(1);
  });

  it('are taken in structured and in binary mode', async () => {
    const structured = await send(
      {
        specversion: '1.0',
        id: 'event-2',
        source: '/ci',
        type: EVENT.context.type,
        datacontenttype: 'application/json',
        data: withId('event-2'),
      },
      { 'Content-Type': 'application/cloudevents+json; charset=utf-8' },
    );
    expect(structured.status).toBe(201);
    const binary = await send(withId('event-3'), {
      'ce-specversion': '1.0',
      'ce-id': 'event-3',
      'ce-source': '/ci',
      'ce-type': EVENT.context.type,
    });
    expect(binary.status).toBe(201);
  });

  it('of other kinds are left, and so say', async () => {
    const { status, body } = await send({
      ...EVENT,
      context: { ...EVENT.context, type: 'dev.cdevents.build.started.0.2.0' },
    });
    expect(status).toBe(202);
    expect(body).toEqual({
      recorded: false,
      because: 'type is none that tells of a promotion',
    });
  });

  it('that differ under one id are refused', async () => {
    const { status, body } = await send(
      withId('event-1', { customData: { notes: 'another' } }),
    );
    expect(status).toBe(409);
    expect(body.error.name).toBe('ConflictError');
  });

  it.each([
    ['an unknown environment', { environment: { id: 'mars' } }, 'environment'],
    ['no artifact', { artifactId: undefined }, 'version'],
  ])('are refused with %s, by name', async (_what, content, field) => {
    const { status, body } = await send(
      withId('event-9', {
        subject: {
          ...EVENT.subject,
          content: { ...EVENT.subject.content, ...content },
        },
      }),
    );
    expect(status).toBe(400);
    expect(body.error).toMatchObject({
      name: 'InputError',
      message: expect.stringMatching(new RegExp(`^${field} `)),
    });
  });

  it('need a token, although clusters send beside them without one', async () => {
    const { status } = await portal
      .post('/events/cdevents')
      .set('Authorization', mockCredentials.none.header())
      .send(EVENT);
    expect(status).toBe(401);
  });

  it('come through the events service as well, as a claim', async () => {
    const events = bus.forPlugin('elsewhere');
    const event = {
      topic: 'cdevents',
      eventPayload: withId('event-4'),
    };
    await events.publish(event);
    await events.publish(event);
    let found: object[] = [];
    for (let tries = 0; tries < 50 && found.length === 0; tries += 1) {
      found = (await listed()).filter(({ id }) => id.includes('#event-4~'));
      await new Promise(resolve => setTimeout(resolve, 20));
    }
    expect(found).toEqual([
      expect.objectContaining({
        actor: { name: 'd.khan', type: 'human', trust: 'claimed' },
      }),
    ]);
    expect(found[0]).not.toHaveProperty('recordedBy');
  });
});
