import { mockServices } from '@backstage/backend-test-utils';
import { ConflictError, InputError } from '@backstage/errors';
import type { EventParams, EventsService } from '@backstage/plugin-events-node';
import type { ToldPromotion } from '../promotions/PromotionService';
import { CdEventSubscriber } from './CdEventSubscriber';

const EVENT = {
  context: {
    id: '1',
    source: '/ci',
    type: 'dev.cdevents.service.deployed.0.2.0',
    timestamp: '2026-11-21T11:00:00Z',
  },
  subject: {
    id: 'component:default/api',
    content: {
      environment: { id: 'prod' },
      artifactId: 'pkg:docker/acme/api@1.8.3',
    },
  },
};

async function setUp(recordUnproven = jest.fn()) {
  let handler: (event: EventParams) => Promise<void> = async () => {};
  const subscribe = jest.fn(
    async ({ onEvent }: { onEvent: typeof handler }) => {
      handler = onEvent;
    },
  );
  const logger = mockServices.logger.mock();
  await new CdEventSubscriber({
    events: { subscribe } as unknown as EventsService,
    promotions: { recordUnproven },
    logger,
  }).start();
  const publish = (eventPayload: unknown, metadata?: EventParams['metadata']) =>
    handler({ topic: 'cdevents', eventPayload, metadata });
  return { subscribe, logger, recordUnproven, publish };
}

describe('CdEventSubscriber', () => {
  it('listens to the topic of CDEvents, as one subscriber over all replicas', async () => {
    const { subscribe } = await setUp();
    expect(subscribe).toHaveBeenCalledWith(
      expect.objectContaining({ id: 'promotions', topics: ['cdevents'] }),
    );
  });

  it.each<[string, unknown, EventParams['metadata']]>([
    ['without an envelope', EVENT, undefined],
    ['in structured mode', { specversion: '1.0', data: EVENT }, {}],
    [
      'in binary mode, as an HTTP ingress passes it on',
      EVENT,
      { 'ce-type': 'dev.cdevents.service.deployed.0.2.0', host: 'x' },
    ],
  ])('records an event %s', async (_what, payload, metadata) => {
    const { publish, recordUnproven } = await setUp();
    await publish(payload, metadata);
    const [[told]] = recordUnproven.mock.calls as [[ToldPromotion]];
    expect(told.feed).toBe('cdevents');
    expect(
      told.read({
        environments: ['prod'],
        now: Date.parse('2026-11-21T12:00:00Z'),
      }),
    ).toMatchObject({
      id: expect.stringMatching(/^cdevents:\/ci#1~/),
      entityRef: 'component:default/api',
      version: { tag: '1.8.3' },
    });
  });

  it('leaves events of other kinds, and says nothing', async () => {
    const { publish, recordUnproven, logger } = await setUp();
    await publish({ context: { type: 'dev.cdevents.build.started.0.2.0' } });
    expect(recordUnproven).not.toHaveBeenCalled();
    expect(logger.warn).not.toHaveBeenCalled();
  });

  it.each([
    [new InputError('environment names no\nenvironment')],
    [new ConflictError('id x was used before')],
  ])('tells in one line what cannot be taken, and goes on', async error => {
    const { publish, logger } = await setUp(jest.fn().mockRejectedValue(error));
    await publish(EVENT);
    expect(logger.warn).toHaveBeenCalledTimes(1);
    expect(logger.warn.mock.calls[0][0]).not.toContain('\n');
  });

  it('tells what is no event at all', async () => {
    const { publish, logger } = await setUp();
    await publish('text');
    expect(logger.warn).toHaveBeenCalledTimes(1);
  });

  it('leaves what the database did not take to the events service', async () => {
    const { publish } = await setUp(
      jest.fn().mockRejectedValue(new Error('no connection')),
    );
    await expect(publish(EVENT)).rejects.toThrow('no connection');
  });
});
