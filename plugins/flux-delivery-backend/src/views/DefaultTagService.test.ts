import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { row, UNIT } from '../history/__testUtils__/rows';
import { MemoryDeliveryLedger } from '../history/MemoryDeliveryLedger';
import type { JudgedPath } from '../paths/DeliveryPathService';
import { aPromotion } from '../promotions/__testUtils__/aPromotion';
import { MemoryPromotionStore } from '../promotions/MemoryPromotionStore';
import { DefaultTagService } from './DefaultTagService';

const { entityRef } = UNIT;
const credentials = mockCredentials.user();
const digest = (letter: string) => `sha256:${letter.repeat(64)}`;
const stable = (letter: string) => ({
  contentId: letter,
  revisions: {
    raw: `stable@${digest(letter)}`,
    tag: 'stable',
    digest: digest(letter),
  },
});

async function setUp(result = AuthorizeResult.ALLOW as AuthorizeResult) {
  const history = new MemoryDeliveryLedger();
  const promotions = new MemoryPromotionStore();
  await history.write(UNIT, [
    { type: 'append', row: row(1, stable('a')) },
    { type: 'append', row: row(2, stable('b')) },
    { type: 'append', row: row(3, stable('c')) },
  ]);
  await promotions.record(
    aPromotion({
      entityRef,
      version: { tag: 'stable', digest: digest('c') },
      occurredAt: '2026-11-21T05:02:30Z',
    }),
    'f',
  );
  const service = new DefaultTagService({
    paths: {
      judgePath: async () =>
        ({
          entity: { entityRef, annotations: {} },
          resolved: { targets: [] },
          judged: [],
        } as unknown as JudgedPath),
    },
    permissions: mockServices.permissions.mock({
      authorize: async () => [{ result }] as never,
    }),
    history,
    promotions,
    options: {
      environments: [{ name: 'prod', match: [], pinned: true }],
      links: { git: [], dashboards: [] },
    },
    now: () => new Date('2026-11-21T12:00:00Z'),
  });
  return { service, history };
}

describe('DefaultTagService', () => {
  it('tells moves of tags with who moved them, or that nobody is known', async () => {
    const { service } = await setUp();
    const tags = await service.tags(entityRef, { credentials });
    expect(tags.moves.map(({ summary }) => summary)).toEqual([
      'stable moved from bbbbbbb to ccccccc, by d.khan',
      'stable moved from aaaaaaa to bbbbbbb, actor unknown',
    ]);
    expect(tags.environments).toEqual([{ name: 'prod', pinned: true }]);
    expect(tags.complete).toBe(true);
  });

  it('knows nothing for who may not read', async () => {
    const { service } = await setUp(AuthorizeResult.DENY);
    await expect(
      service.tags(entityRef, { credentials }),
    ).rejects.toMatchObject({ name: 'NotFoundError' });
  });

  it('says so where the database does not answer', async () => {
    const { service, history } = await setUp();
    jest.spyOn(history, 'page').mockRejectedValue(new Error('gone'));
    await expect(
      service.tags(entityRef, { credentials }),
    ).rejects.toMatchObject({ name: 'ServiceUnavailableError' });
  });
});
