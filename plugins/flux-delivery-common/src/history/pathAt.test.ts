import { aDelivery } from './__testUtils__/aDelivery';
import { unitAt } from './pathAt';
import type { UnitState } from './UnitState';

const day = (time: string) => `2026-03-10T${time}:00Z`;

const OLD = aDelivery({
  id: 'old',
  sequence: 1,
  startedAt: day('08:00'),
  appliedAt: day('08:01'),
  finishedAt: day('08:02'),
});
const NEW = aDelivery({
  id: 'new',
  sequence: 2,
  startedAt: day('09:00'),
  attemptedAt: day('09:00'),
  appliedAt: day('09:10'),
  rolledOutAt: day('09:20'),
  finishedAt: day('09:20'),
  outcome: 'failed',
  segment: 'rollout',
  class: 'crash-loop',
});

const STATE: UnitState = {
  entityRef: OLD.entityRef,
  targetId: OLD.targetId,
  environment: 'prod',
  cluster: 'prod-eu',
  applier: OLD.applier,
  sequence: 4,
  at: day('08:02'),
  segments: [
    { segment: 'rollout', verdict: 'ok', headline: '3/3 ready', summary: 'ok' },
  ],
};

const stood = (time: string, of: Partial<Parameters<typeof unitAt>[0]> = {}) =>
  unitAt(
    {
      targetId: OLD.targetId,
      deliveries: [NEW, OLD],
      state: STATE,
      ...of,
    },
    { at: day(time) },
  );

describe('unitAt', () => {
  it('tells what ran, and what was tried beside it', () => {
    expect(stood('08:30')).toMatchObject({
      applied: { id: 'old', outcome: 'succeeded' },
      segments: STATE.segments,
      judgedAt: STATE.at,
      notKnown: [],
    });
    expect(stood('08:30')).not.toHaveProperty('attempted');
    expect(stood('09:05')).toMatchObject({
      applied: { id: 'old' },
      attempted: { id: 'new', outcome: 'inProgress' },
    });
  });

  it('knows nothing of what came later, and says so', () => {
    const answer = stood('09:15')!;
    expect(answer.applied).toMatchObject({
      id: 'new',
      outcome: 'inProgress',
      rolledOutAt: undefined,
      finishedAt: undefined,
    });
    expect(answer.applied).not.toHaveProperty('class');
    expect(answer.notKnown).toEqual([
      'How the delivery ended was not known: failed at 2026-03-10T09:20:00Z.',
    ]);
    expect(stood('09:20')?.applied).toMatchObject({
      outcome: 'failed',
      class: 'crash-loop',
    });
  });

  it('is unknown where no state was recorded, never what came after', () => {
    const answer = stood('08:30', { state: undefined })!;
    expect(answer.segments.map(({ verdict }) => verdict)).toEqual(
      Array(5).fill('unknown'),
    );
    expect(answer.notKnown).toEqual([
      'How it stood was not recorded; only what was delivered is known.',
    ]);
  });

  it('is unknown in a gap, and known again after it', () => {
    const gap = aDelivery({
      kind: 'gap',
      sequence: 3,
      startedAt: day('10:00'),
      finishedAt: day('11:00'),
      detail: 'prod-eu could not be reached.',
    });
    const deliveries = [OLD, NEW, gap];
    const answer = stood('10:30', { deliveries })!;
    expect(answer.segments[0]).toMatchObject({ verdict: 'unknown' });
    expect(answer).not.toHaveProperty('judgedAt');
    expect(answer.notKnown).toEqual([
      'Nothing was seen from 2026-03-10T10:00:00Z to 2026-03-10T11:00:00Z: prod-eu could not be reached.',
    ]);
    expect(stood('11:00', { deliveries })?.segments).toBe(STATE.segments);
  });

  it.each([
    [
      { from: day('11:30'), to: day('13:00') },
      'Nobody watched from 2026-03-10T11:30:00Z to 2026-03-10T13:00:00Z.',
    ],
    [{ from: day('11:30') }, 'Nobody has watched since 2026-03-10T11:30:00Z.'],
    [
      { to: day('13:00') },
      'Nobody is known to have watched before 2026-03-10T13:00:00Z.',
    ],
    [{}, 'When anybody watched is not recorded.'],
  ])('is unknown while the portal did not run: %j', (unseen, words) => {
    const answer = unitAt(
      { targetId: OLD.targetId, deliveries: [OLD], state: STATE },
      { at: day('12:00'), unseen: [unseen] },
    );
    expect(answer?.notKnown).toEqual([words]);
    expect(answer).not.toHaveProperty('judgedAt');
    expect(answer?.segments[4]).toMatchObject({
      verdict: 'unknown',
      headline: 'not seen',
    });
    expect(answer?.applied?.id).toBe('old');
  });

  it('is not there before it was first seen, nor after it was gone', () => {
    expect(stood('07:00', { state: undefined })).toBeUndefined();
    expect(
      stood('12:00', { state: { ...STATE, segments: [] } }),
    ).toBeUndefined();
  });

  it('says of what was only read later that nobody saw it', () => {
    const answer = stood('08:30', {
      deliveries: [{ ...OLD, backfilled: true }],
    });
    expect(answer?.notKnown).toEqual([
      expect.stringMatching(/^This was read later/),
    ]);
  });

  it('says that nothing is known of what ran, where nothing had arrived', () => {
    const answer = stood('09:05', { deliveries: [NEW] });
    expect(answer?.attempted?.id).toBe('new');
    expect(answer?.notKnown).toContain('What was running was not known.');
  });
});
