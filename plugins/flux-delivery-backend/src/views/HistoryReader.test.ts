import type {
  ApplierHint,
  Delivery,
  Promotion,
} from 'backstage-plugin-flux-delivery-common';
import { row, UNIT } from '../history/__testUtils__/rows';
import { MemoryDeliveryLedger } from '../history/MemoryDeliveryLedger';
import { aPromotion } from '../promotions/__testUtils__/aPromotion';
import { MemoryPromotionStore } from '../promotions/MemoryPromotionStore';
import { HistoryReader } from './HistoryReader';

const { entityRef } = UNIT;
const subject = { entityRef, images: [], sources: [] };
const commit = (letter: string) => letter.repeat(40);
const brings = (letter: string, change: Partial<Delivery> = {}) => ({
  contentId: letter,
  outcome: 'succeeded' as const,
  revisions: {
    raw: `main@sha1:${commit(letter)}`,
    commit: commit(letter),
  },
  ...change,
});
const at = (minute: number) =>
  `2026-11-21T05:${String(minute).padStart(2, '0')}:00Z`;

async function setUp({
  rows = [] as Partial<Delivery>[],
  records = [] as Partial<Promotion>[],
  hints = [] as ApplierHint[],
}) {
  const history = new MemoryDeliveryLedger();
  const promotions = new MemoryPromotionStore();
  await history.write(
    UNIT,
    rows.map((each, place) => ({
      type: 'append' as const,
      row: row(place + 1, each),
    })),
  );
  for (const record of records) {
    await promotions.record(aPromotion({ entityRef, ...record }), 'f');
  }
  const reader = new HistoryReader({
    history,
    promotions,
    links: { git: [] },
    hints: { of: async () => hints },
  });
  const told = async (query: { all?: boolean; outcome?: any }, limit = 100) =>
    reader.told(
      subject,
      (await history.page({ entityRef, ...query }, { limit })).items,
    );
  return { history, told };
}

describe('who promoted a row', () => {
  const story = {
    rows: [
      brings('a'),
      brings('b', { outcome: 'failed' }),
      brings('c', { kind: 'noChange', contentId: 'b' }),
      brings('a', { kind: 'rollback' }),
    ],
    records: [
      {
        id: 'release-a',
        version: { commit: commit('a') },
        occurredAt: at(0),
        actor: { name: 'ann', type: 'human', trust: 'verified' } as const,
      },
    ],
  };
  const byWhom = (items: Awaited<ReturnType<HistoryReader['told']>>) =>
    items.map(({ sequence, actor }) => `${sequence} ${actor.name}`);

  it('is the same on every page and with every filter', async () => {
    const { told } = await setUp(story);
    const whole = byWhom(await told({ all: true }));
    expect(whole).toEqual(['4 unknown', '3 unknown', '2 unknown', '1 ann']);
    for (const limit of [1, 2, 3]) {
      expect(byWhom(await told({ all: true }, limit))).toEqual(
        whole.slice(0, limit),
      );
    }
    expect(byWhom(await told({}, 2))).toEqual(['4 unknown', '2 unknown']);
    expect(byWhom(await told({ outcome: 'failed' }))).toEqual(['2 unknown']);
  });

  it('is not who Flux named when the revision came the first time', async () => {
    const hint: ApplierHint = {
      cluster: 'prod-eu',
      applier: { kind: 'Kustomization', namespace: 'payments', name: 'api' },
      at: at(1),
      toldOf: 'Kustomization payments/api',
      revision: `main@sha1:${commit('a')}`,
      identifiers: [],
      actor: { name: 'ann', type: 'human', trust: 'claimed' },
      metadata: {},
    };
    const { told } = await setUp({ rows: story.rows, hints: [hint] });
    expect(byWhom(await told({}, 1))).toEqual(['4 unknown']);
    expect(byWhom(await told({}))).toEqual(['4 unknown', '2 unknown', '1 ann']);
  });

  it('reads no other rows where nobody promoted anything', async () => {
    const { told, history } = await setUp({ rows: [brings('a')] });
    const page = jest.spyOn(history, 'page');
    await told({});
    expect(page).toHaveBeenCalledTimes(1);
  });
});

describe('what a row is compared with', () => {
  it('is asked for once per target, however many rows brought nothing', async () => {
    const { told, history } = await setUp({
      rows: [
        brings('a'),
        ...Array.from({ length: 20 }, () =>
          brings('b', { kind: 'noChange', contentId: 'a' }),
        ),
        brings('c'),
        brings('d', { kind: 'noChange', contentId: 'c' }),
        brings('e'),
      ],
    });
    const page = jest.spyOn(history, 'page');
    const behind = jest.spyOn(history, 'behind');
    const items = await told({});
    expect(
      items.map(({ sequence, previousId }) => [sequence, previousId]),
    ).toEqual([
      [24, row(22).delivery.id],
      [22, row(1).delivery.id],
      [1, undefined],
    ]);
    expect(page).toHaveBeenCalledTimes(1);
    // The rows between, and those far behind.
    expect(behind).toHaveBeenCalledTimes(2);
  });
});
