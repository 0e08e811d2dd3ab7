import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { NotFoundError } from '@backstage/errors';
import type {
  Delivery,
  JudgedTarget,
  Promotion,
} from 'backstage-plugin-flux-delivery-common';
import { row, UNIT } from '../history/__testUtils__/rows';
import { draft } from '../history/__testUtils__/describeUnitStateStore';
import { MemoryDeliveryLedger } from '../history/MemoryDeliveryLedger';
import { MemoryUnitStateStore } from '../history/MemoryUnitStateStore';
import type { JudgedPath } from '../paths/DeliveryPathService';
import { MemoryPromotionStore } from '../promotions/MemoryPromotionStore';
import { seenHistoriesOf } from '../promotions/__testUtils__/seenHistoriesOf';
import { DefaultHistoryViewService } from './DefaultHistoryViewService';

const { entityRef } = UNIT;
const credentials = mockCredentials.user();
const call = { credentials };
const at = (minute: number) =>
  `2026-11-21T05:${String(minute).padStart(2, '0')}:00Z`;

/** Succeeded half a minute after it was taken up. */
const done = (minute: number, version: string): Partial<Delivery> => ({
  outcome: 'succeeded',
  attemptedAt: at(minute),
  appliedAt: at(minute),
  finishedAt: at(minute),
  images: [
    {
      workload: 'Deployment/api',
      container: 'api',
      declared: `registry.example.com/api:${version}`,
    },
  ],
});

const PROMOTION: Promotion = {
  id: 'release-2',
  entityRef,
  environment: 'prod',
  version: { commit: '2'.padStart(40, 'c') },
  actor: { name: 'd.khan', type: 'human', trust: 'verified' },
  occurredAt: at(1),
  recordedAt: at(30),
  feed: 'api',
};

async function setUp({
  denied = [] as string[],
  judged = [] as Partial<JudgedTarget>[],
  watchedUntil = '2026-11-21T06:00:00Z',
} = {}) {
  const history = new MemoryDeliveryLedger();
  const states = new MemoryUnitStateStore();
  const promotions = new MemoryPromotionStore();
  const rows = [
    row(1, done(1, '1.8.2')),
    row(2, done(2, '1.8.3')),
    row(3, {
      outcome: 'failed',
      segment: 'reconcile',
      class: 'apply-rbac',
      message: '=HYPERLINK("http://evil")',
      attemptedAt: at(3),
      finishedAt: at(4),
    }),
  ];
  await history.write(
    UNIT,
    rows.map(each => ({ type: 'append' as const, row: each })),
  );
  await promotions.record(PROMOTION, 'f');
  await states.noteWatched({
    cluster: 'prod-eu',
    watcher: 'w',
    from: at(0),
    until: watchedUntil,
  });
  await states.append(draft(1, 'ok'));
  await states.append(draft(4, 'diverged'));
  const judgePath = jest.fn(
    async () =>
      ({
        entity: { entityRef, annotations: {} },
        resolved: { targets: [] },
        judged,
      } as unknown as JudgedPath),
  );
  const logger = mockServices.logger.mock();
  const service = new DefaultHistoryViewService({
    seen: seenHistoriesOf(judgePath, { denied, history, promotions }),
    states,
    options: {
      environments: [
        { name: 'staging', match: [] },
        { name: 'prod', match: [], pinned: true },
      ],
      links: { git: [], dashboards: [] },
    },
    logger,
    now: () => new Date('2026-11-21T06:00:00Z'),
  });
  return { service, history, promotions, states, judgePath, logger };
}

describe('the matrix', () => {
  it('tells what runs, though the newest row never got there', async () => {
    const { service } = await setUp();
    const { versions, cells, environments, store } = await service.matrix(
      entityRef,
      call,
    );
    expect(store).toBe('ledger');
    expect(environments.map(({ name }) => name)).toEqual(['staging', 'prod']);
    expect(
      cells.map(({ version, targets }) => [
        versions.find(({ key }) => key === version)?.title,
        targets[0].current,
        targets[0].outcome,
      ]),
    ).toEqual([
      [expect.stringContaining('cccc'), false, 'failed'],
      ['1.8.3', true, 'succeeded'],
      ['1.8.2', false, 'succeeded'],
    ]);
  });

  const suspended = [
    {
      cluster: 'prod-eu',
      environment: 'prod',
      sources: [],
      segments: [
        {
          segment: 'reconcile',
          verdict: 'suspended',
          headline: 'suspended',
          summary: 'suspended',
          newer: { raw: '1.9.0', short: '1.9.0' },
          since: at(5),
          evidence: [],
        },
      ],
      notes: [],
    },
  ] as Partial<JudgedTarget>[];

  it('says what a suspension of now holds back, and that a pinned environment floats', async () => {
    const { service } = await setUp({ judged: suspended });
    const { notes } = await service.matrix(entityRef, call);
    expect(notes).toContainEqual({
      class: 'held-back',
      environment: 'prod',
      summary: `prod-eu is suspended since ${at(5)}, and 1.9.0 is held back.`,
    });
  });

  it('says what waits at the source and what image automation chose, beside what is applied and runs', async () => {
    const { targetId } = UNIT;
    const judged = [
      {
        ...suspended[0],
        id: targetId,
        notes: [
          {
            class: 'published-not-deployed',
            summary: 'ImagePolicy chose 1.9.0, which no workload declares.',
          },
        ],
      },
    ];
    const { service } = await setUp({ judged });
    const { tracks, notes } = await service.matrix(entityRef, call);
    expect(tracks).toMatchObject([
      {
        environment: 'prod',
        groups: [
          {
            targets: [{ targetId, cluster: 'prod-eu' }],
            waiting: '1.9.0',
            images: [{ declared: 'registry.example.com/api:1.8.3' }],
          },
        ],
        behind: { environment: 'staging', artifacts: null, images: null },
      },
    ]);
    expect(notes).toContainEqual({
      class: 'published-not-deployed',
      environment: 'prod',
      summary: 'prod-eu: ImagePolicy chose 1.9.0, which no workload declares.',
    });
    expect(notes.map(note => note.class)).toContain('known-by-report');
  });

  it('names who did it as the list does: by the record, and who told of it', async () => {
    const { service, promotions } = await setUp();
    await promotions.record(
      {
        ...PROMOTION,
        id: 'release-1',
        version: { image: 'registry.example.com/api:1.8.2' },
        occurredAt: at(0),
        recordedBy: 'external:ci',
      },
      'g',
    );
    const { cells, versions } = await service.matrix(entityRef, call);
    const byTitle = (title: string) => {
      const key = versions.find(each => each.title === title)?.key;
      return cells.find(({ version }) => version === key)!.targets[0];
    };
    expect(byTitle('1.8.2')).toMatchObject({
      actor: { name: 'd.khan', trust: 'verified' },
      promotion: { id: 'release-1', recordedBy: 'external:ci' },
    });
    expect(byTitle('1.8.3')).toMatchObject({
      actor: { name: 'd.khan', trust: 'verified' },
      promotion: { id: 'release-2' },
    });
  });

  it('tells nothing of the present path to who may not read it, and says so', async () => {
    const { service } = await setUp({
      judged: suspended,
      denied: ['flux-delivery.path.read'],
    });
    const { notes, versions } = await service.matrix(entityRef, call);
    expect(versions).not.toEqual([]);
    expect(notes.map(note => note.class)).not.toContain('held-back');
    expect(notes).toContainEqual({
      class: 'present-not-told',
      summary: expect.stringContaining('is not told'),
    });
  });

  it('says that the database does not answer rather than that nothing runs', async () => {
    const { service, history, logger } = await setUp();
    jest.spyOn(history, 'page').mockRejectedValue(new Error('down'));
    const { store, versions, behind } = await service.matrix(entityRef, call);
    expect(store).toBe('liveOnly');
    expect(versions).toEqual([]);
    expect(behind[0].releases).toBeNull();
    expect(logger.warn).toHaveBeenCalled();
  });
});

describe('the path as it stood', () => {
  const targetAt = async (minute: number) => {
    const { service } = await setUp();
    const { environments, notKnown } = await service.pathAt(entityRef, {
      ...call,
      at: at(minute),
    });
    return { target: environments[0]?.targets[0], environments, notKnown };
  };

  it('tells what was applied and how it was judged', async () => {
    const { target, environments } = await targetAt(2);
    expect(environments).toMatchObject([
      { name: 'prod', pinned: true, verdict: 'ok' },
    ]);
    expect(target).toMatchObject({
      cluster: 'prod-eu',
      applied: { sequence: 2, outcome: 'succeeded' },
      segments: [{ segment: 'rollout', verdict: 'ok' }],
    });
    expect(target).not.toHaveProperty('attempted');
  });

  it('keeps what ran apart from what was tried, and knows nothing of later', async () => {
    const { target } = await targetAt(3);
    expect(target).toMatchObject({
      applied: { sequence: 2 },
      attempted: { sequence: 3, outcome: 'inProgress' },
    });
    expect(target.notKnown.join()).toContain(
      'How the delivery ended was not known: failed',
    );
    expect((await targetAt(4)).target).toMatchObject({
      attempted: { outcome: 'failed', class: 'apply-rbac' },
      segments: [{ verdict: 'diverged' }],
    });
  });

  it('names a promotion only once it had been told', async () => {
    const early = await targetAt(10);
    expect(early.target.applied).not.toHaveProperty('promotionId');
    expect(early.notKnown).toEqual([
      `That release-2 had been promoted to prod was only told at ${at(30)}.`,
    ]);
    const late = await targetAt(31);
    expect(late.target.applied).toMatchObject({
      promotionId: 'release-2',
      actor: { name: 'd.khan' },
    });
    expect(late.notKnown).toEqual([]);
  });

  it('is unknown, with words, where nobody watched, though it was the same before and after', async () => {
    const { service, states } = await setUp({ watchedUntil: at(10) });
    const stood = async (minute: number) => {
      const { environments } = await service.pathAt(entityRef, {
        ...call,
        at: at(minute),
      });
      const { verdict, notKnown } = environments[0].targets[0];
      return { verdict, notKnown };
    };
    expect(await stood(10)).toMatchObject({ verdict: 'diverged' });
    expect(await stood(20)).toMatchObject({
      verdict: 'unknown',
      notKnown: [`Nobody has watched since ${at(10)}.`],
    });
    await states.noteWatched({
      cluster: 'prod-eu',
      watcher: 'after',
      from: at(50),
      until: at(58),
    });
    expect(await stood(20)).toMatchObject({
      verdict: 'unknown',
      notKnown: [`Nobody watched from ${at(10)} to ${at(50)}.`],
    });
    // The last minutes are not noted yet.
    expect(await stood(59)).toMatchObject({ verdict: 'diverged' });
  });

  it('is empty before anything was seen', async () => {
    expect((await targetAt(0)).environments).toEqual([]);
  });

  it('refuses the future', async () => {
    const { service } = await setUp();
    await expect(
      service.pathAt(entityRef, { ...call, at: '2026-11-21T06:00:01Z' }),
    ).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringMatching(/^at: /),
    });
  });

  it('tells nothing rather than something wrong while the database does not answer', async () => {
    const { service, states } = await setUp();
    jest.spyOn(states, 'at').mockRejectedValue(new Error('down'));
    await expect(
      service.pathAt(entityRef, { ...call, at: at(2) }),
    ).rejects.toMatchObject({ name: 'ServiceUnavailableError' });
  });
});

describe('an export', () => {
  it('holds each row with its promotion and the row before it, newest first', async () => {
    const { service } = await setUp();
    const { items, truncated } = await service.exportDeliveries(entityRef, {
      ...call,
      filter: {},
    });
    expect(truncated).toBe(false);
    expect(items.map(({ sequence }) => sequence)).toEqual([3, 2, 1]);
    expect(items[1]).toMatchObject({
      promotionId: 'release-2',
      previousId: items[2].id,
    });
  });

  it('compares with what brought content, over rows that brought none', async () => {
    const { service, history } = await setUp();
    await history.write(UNIT, [
      { type: 'append', row: row(4, { kind: 'noChange' }) },
      { type: 'append', row: row(5, done(5, '1.8.4')) },
    ]);
    const { items } = await service.exportDeliveries(entityRef, {
      ...call,
      filter: {},
    });
    expect(items.map(({ sequence }) => sequence)).toEqual([5, 3, 2, 1]);
    expect(items[0].previousId).toBe(items[1].id);
  });

  it('filters, and asks the ledger for what is before', async () => {
    const { service } = await setUp();
    const { items } = await service.exportDeliveries(entityRef, {
      ...call,
      filter: { outcome: 'failed' },
    });
    expect(items).toHaveLength(1);
    expect(items[0].previousId).toBeDefined();
  });
});

describe('who may', () => {
  const asked = async (denied: string[]) => {
    const { service } = await setUp({ denied });
    return Promise.allSettled([
      service.matrix(entityRef, call),
      service.exportDeliveries(entityRef, { ...call, filter: {} }),
      service.pathAt(entityRef, { ...call, at: at(2) }),
    ]);
  };

  it('hides everything without flux-delivery.history.read', async () => {
    for (const answer of await asked(['flux-delivery.history.read'])) {
      expect(answer).toMatchObject({ reason: { name: 'NotFoundError' } });
    }
  });

  it('hides verdicts of then as those of now', async () => {
    const answers = await asked(['flux-delivery.path.read']);
    expect(answers.map(({ status }) => status)).toEqual([
      'fulfilled',
      'fulfilled',
      'rejected',
    ]);
  });

  it('answers alike for what does not exist', async () => {
    const { service, judgePath } = await setUp();
    judgePath.mockRejectedValue(new NotFoundError(`No entity ${entityRef}`));
    await expect(service.matrix(entityRef, call)).rejects.toMatchObject({
      name: 'NotFoundError',
      message: `No entity ${entityRef}`,
    });
  });
});
