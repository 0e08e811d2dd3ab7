import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import type { Delivery } from 'backstage-plugin-flux-delivery-common';
import { row, UNIT } from '../history/__testUtils__/rows';
import { MemoryDeliveryLedger } from '../history/MemoryDeliveryLedger';
import { MemoryPromotionStore } from '../promotions/MemoryPromotionStore';
import { seenHistoriesOf } from '../promotions/__testUtils__/seenHistoriesOf';
import { DefaultDeliveryListService } from './DefaultDeliveryListService';
import type { DeliveryFilter } from './DeliveryListService';

const { entityRef } = UNIT;
const credentials = mockCredentials.user();
const at = (minute: number) =>
  `2026-11-21T05:${String(minute).padStart(2, '0')}:00Z`;
const gap = (until: number): Partial<Delivery> => ({
  kind: 'gap',
  outcome: 'unknown',
  finishedAt: at(until),
});

async function setUp(
  rows: Partial<Delivery>[],
  { mayRead = true, held = [] as Delivery[] } = {},
) {
  const history = new MemoryDeliveryLedger();
  await history.write(
    UNIT,
    rows.map((each, place) => ({
      type: 'append' as const,
      row: row(place + 1, each),
    })),
  );
  const service = new DefaultDeliveryListService({
    seen: seenHistoriesOf(
      { entity: { entityRef, annotations: {} } },
      {
        denied: mayRead ? [] : ['flux-delivery.history.read'],
        history,
        promotions: new MemoryPromotionStore(),
      },
    ),
    heldRows: () => held,
    options: { links: { git: [], dashboards: [] } },
    logger: mockServices.logger.mock(),
    now: () => new Date('2026-11-21T12:00:00Z'),
  });
  const list = (filter: DeliveryFilter = {}, limit = 20, cursor?: string) =>
    service.list(entityRef, { credentials, filter, limit, cursor });
  const one = (id: string) => service.one(entityRef, { credentials, id });
  return { history, list, one };
}

describe('whether a page is complete', () => {
  const noChanges = (count: number) =>
    Array.from({ length: count }, () => ({ kind: 'noChange' as const }));

  it('is told however many other rows lie around a gap', async () => {
    const many = Array.from({ length: 800 }, (_, place) => ({
      kind: 'noChange' as const,
      startedAt: new Date(Date.UTC(2026, 10, 21, 6, 0, place)).toISOString(),
    }));
    const { list } = await setUp([{}, gap(3), ...many]);
    expect(await list()).toMatchObject({
      items: [{ sequence: 1 }],
      complete: false,
    });
  });

  it('is told of the times that it shows, not of others', async () => {
    const { list } = await setUp([{}, gap(3), {}, {}, {}]);
    const first = await list({}, 2);
    expect(first).toMatchObject({
      items: [{ sequence: 5 }, { sequence: 4 }],
      complete: true,
    });
    expect(await list({}, 20, first.nextCursor)).toMatchObject({
      items: [{ sequence: 3 }, { sequence: 1 }],
      complete: false,
    });
    expect(await list({ from: at(4) })).toMatchObject({ complete: true });
    expect(await list({ until: at(2) })).toMatchObject({ complete: true });
  });

  it('knows a gap that began before, and one that all rows are asked with', async () => {
    const { list } = await setUp([{}, gap(30), { startedAt: at(31) }]);
    expect(await list({ from: at(20) })).toMatchObject({ complete: false });
    expect(await list({ all: true })).toMatchObject({ complete: false });
  });

  it('is false for an empty page in a gap, or of times before anything was seen', async () => {
    const { list } = await setUp([{}, gap(30), ...noChanges(1)]);
    expect(await list({ from: at(10), until: at(20) })).toMatchObject({
      items: [],
      complete: false,
    });
    expect(await list({ until: at(0) })).toMatchObject({ complete: false });
    expect(await (await setUp([])).list()).toMatchObject({ complete: false });
    expect(await (await setUp([{}])).list({ from: at(10) })).toMatchObject({
      items: [],
      complete: true,
    });
  });
});

describe('one delivery', () => {
  const { delivery } = row(1);

  it('is told with what is before it, though the list leaves its kind out', async () => {
    const { history, one } = await setUp([{}, { kind: 'noChange' }]);
    const { items } = await history.page(
      { entityRef, all: true },
      { limit: 2 },
    );
    expect(items[0].kind).toBe('noChange');
    expect(await one(items[0].id)).toMatchObject({
      sequence: 2,
      kind: 'noChange',
      previous: { sequence: 1 },
    });
  });

  it('is hidden where the entity is, and where it is none of this entity', async () => {
    const hidden = await setUp([{}], { mayRead: false });
    const others = await setUp([{ entityRef: 'component:default/other' }]);
    const { delivery: other } = row(1, {
      entityRef: 'component:default/other',
    });
    for (const [{ one, history }, { id }] of [
      [hidden, delivery],
      [others, other],
    ] as const) {
      expect(await history.byIds([id])).toHaveLength(1);
      await expect(one(id)).rejects.toMatchObject({
        name: 'NotFoundError',
      });
    }
  });

  it('comes from memory while the database does not answer', async () => {
    const { history, one } = await setUp([], { held: [delivery] });
    jest.spyOn(history, 'byIds').mockRejectedValue(new Error('down'));
    expect(await one(delivery.id)).toMatchObject({ id: delivery.id });
    await expect(one('ab')).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
    });
  });
});
