import { mockCredentials } from '@backstage/backend-test-utils';
import type {
  Delivery,
  JudgedTarget,
} from 'backstage-plugin-flux-delivery-common';
import { row, UNIT } from '../history/__testUtils__/rows';
import { MemoryDeliveryLedger } from '../history/MemoryDeliveryLedger';
import { aPromotion } from '../promotions/__testUtils__/aPromotion';
import { MemoryPromotionStore } from '../promotions/MemoryPromotionStore';
import { seenHistoriesOf } from '../promotions/__testUtils__/seenHistoriesOf';
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

async function setUp({
  denied = [] as string[],
  first = {} as Partial<Delivery>,
  judged = [] as Partial<JudgedTarget>[],
} = {}) {
  const history = new MemoryDeliveryLedger();
  const promotions = new MemoryPromotionStore();
  await history.write(UNIT, [
    { type: 'append', row: row(1, { ...stable('a'), ...first }) },
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
    seen: seenHistoriesOf(
      {
        entity: { entityRef, annotations: {} },
        judged: judged as JudgedTarget[],
      },
      { denied, history, promotions },
    ),
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

  it.each(['baseline', 'noChange'] as const)(
    'knows what a tag named before its first move by a row that is %s',
    async kind => {
      const { service } = await setUp({ first: { kind } });
      const { moves } = await service.tags(entityRef, { credentials });
      expect(moves.at(-1)?.summary).toBe(
        'stable moved from aaaaaaa to bbbbbbb, actor unknown',
      );
    },
  );

  describe('what environments follow now', () => {
    const following = (ref: object) => ({
      judged: [
        {
          environment: 'prod',
          segments: [],
          notes: [],
          applier: { ref: { kind: 'Kustomization' }, object: {} },
          sources: [
            {
              source: {
                ref: { kind: 'GitRepository' },
                object: { kind: 'GitRepository', spec: { ref } },
              },
            },
          ],
        } as unknown as JudgedTarget,
      ],
    });
    const prodOf = async (of: Parameters<typeof setUp>[0]) => {
      const { service } = await setUp(of);
      const { environments, notKnown } = await service.tags(entityRef, {
        credentials,
      });
      return { ...environments[0], notKnown };
    };

    it('is flagged as in the matrix: a range is, a branch is not', async () => {
      expect(await prodOf(following({ semver: '1.x' }))).toMatchObject({
        consumes: { how: 'range', flagged: true },
      });
      expect(await prodOf(following({ branch: 'main' }))).toMatchObject({
        consumes: { how: 'branch', flagged: false },
      });
    });

    it('takes the permission to read the path, and says so', async () => {
      const told = await prodOf({
        ...following({ semver: '1.x' }),
        denied: ['flux-delivery.path.read'],
      });
      expect(told).not.toHaveProperty('consumes');
      expect(told.notKnown?.join()).toContain('is not told');
    });
  });

  it('knows nothing for who may not read', async () => {
    const { service } = await setUp({ denied: ['flux-delivery.history.read'] });
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
