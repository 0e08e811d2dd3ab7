import { row, UNIT } from '../history/__testUtils__/rows';
import { MemoryDeliveryLedger } from '../history/MemoryDeliveryLedger';
import { aPromotion } from './__testUtils__/aPromotion';
import { DeliveriesOf } from './DeliveriesOf';
import { MemoryPromotionStore } from './MemoryPromotionStore';

const { entityRef } = UNIT;
const day = (count: number) => `2026-11-${String(count).padStart(2, '0')}`;
const brings = (letter: string, on: number) => ({
  contentId: letter,
  revisions: { commit: letter.repeat(40) },
  startedAt: `${day(on)}T12:00:00Z`,
});

it('finds what carries out a record, whichever other records are asked for', async () => {
  const history = new MemoryDeliveryLedger();
  const store = new MemoryPromotionStore();
  await history.write(
    UNIT,
    [brings('a', 2), brings('b', 4), brings('a', 6)].map((each, place) => ({
      type: 'append' as const,
      row: row(place + 1, each),
    })),
  );
  const records = [2, 5].map(on =>
    aPromotion({
      id: `on-${on}`,
      entityRef,
      version: { commit: (on === 2 ? 'a' : 'b').repeat(40) },
      occurredAt: `${day(on)}T11:55:00Z`,
    }),
  );
  for (const record of records) {
    await store.record(record, record.id);
  }
  const deliveries = new DeliveriesOf({ history, store });
  const found = async (asked: typeof records) =>
    [
      ...(await deliveries.carryingOut(
        { entityRef, images: [], sources: [] },
        asked,
      )),
    ].map(([id, rows]) => [id, rows.map(each => each.id)]);

  expect(await found(records)).toEqual([['on-2', [row(1).delivery.id]]]);
  // The second time of the content is nobody's, though the first one lies before the time of what is asked.
  expect(await found(records.slice(1))).toEqual([]);
});
