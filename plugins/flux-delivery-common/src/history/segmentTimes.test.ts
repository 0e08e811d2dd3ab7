import fc from 'fast-check';
import { SEGMENTS } from '../divergence/SegmentVerdict';
import { aDelivery } from './__testUtils__/aDelivery';
import { segmentTimes } from './segmentTimes';

const at = (time: string) => `2026-03-10T${time}Z`;

const WHOLE = aDelivery({
  startedAt: at('09:14:00'),
  fetchedAt: at('09:14:40'),
  attemptedAt: at('09:14:45'),
  appliedAt: at('09:15:20'),
  rolledOutAt: at('09:18:10'),
  servingAt: at('09:18:12'),
  finishedAt: at('09:18:12'),
});

const told = (...args: Parameters<typeof segmentTimes>) =>
  segmentTimes(...args).spans.map(
    ({ segments, seconds }) => `${segments.join('+')} ${seconds}`,
  );

describe('segmentTimes', () => {
  it('gives each segment its own time', () => {
    expect(told(WHOLE)).toEqual([
      'promotion 40',
      'source 5',
      'reconcile 35',
      'rollout 170',
      'traffic 2',
    ]);
    expect(segmentTimes(WHOLE).totalSeconds).toBe(252);
  });

  it('counts from the promotion where it came before', () => {
    expect(told(WHOLE, at('09:04:00'))[0]).toBe('promotion 640');
    expect(told(WHOLE, at('09:16:00'))[0]).toBe('promotion 40');
  });

  it('joins the segments between which nothing is known', () => {
    expect(
      told({ ...WHOLE, attemptedAt: undefined, appliedAt: undefined }),
    ).toEqual(['promotion 40', 'source+reconcile+rollout 210', 'traffic 2']);
  });

  it('gives the rest of a failure to the segment that failed', () => {
    const failed = aDelivery({
      startedAt: at('09:14:00'),
      attemptedAt: at('09:14:00'),
      outcome: 'failed',
      segment: 'reconcile',
      finishedAt: at('09:16:00'),
    });
    expect(told(failed)).toEqual(['reconcile 120']);
    const rollout = { ...failed, segment: 'rollout' as const };
    expect(told({ ...rollout, appliedAt: at('09:15:00') })).toEqual([
      'reconcile 60',
      'rollout 60',
    ]);
  });

  it('leaves the span of a delivery in flight open', () => {
    expect(
      segmentTimes(
        aDelivery({
          startedAt: at('09:14:00'),
          attemptedAt: at('09:14:00'),
          appliedAt: at('09:14:30'),
          outcome: 'inProgress',
        }),
      ),
    ).toMatchObject({
      totalSeconds: 30,
      open: { segments: ['rollout'], from: at('09:14:30') },
    });
  });

  it('joins what a controller that waits for the rollout does not tell apart', () => {
    expect(told({ ...WHOLE, rolledOutAt: at('09:15:00') })).toEqual([
      'promotion 40',
      'source 5',
      'reconcile+rollout 35',
      'traffic 172',
    ]);
  });

  it('sums to the whole, leaves no hole and no segment out of order, whatever is known', () => {
    const time = fc.option(
      fc
        .integer({ min: 0, max: 10_000_000 })
        .map(ms => new Date(1_773_100_000_000 + ms).toISOString()),
      { nil: undefined },
    );
    fc.assert(
      fc.property(
        fc.record({
          startedAt: time.map(each => each ?? '2026-03-09T00:00:00Z'),
          fetchedAt: time,
          attemptedAt: time,
          appliedAt: time,
          rolledOutAt: time,
          servingAt: time,
          finishedAt: time,
          segment: fc.option(fc.constantFrom(...SEGMENTS), { nil: undefined }),
          outcome: fc.constantFrom('inProgress', 'failed', 'succeeded'),
        }),
        time,
        (times, promotedAt) => {
          const { spans, totalSeconds } = segmentTimes(
            aDelivery(times as object),
            promotedAt,
          );
          expect(spans.reduce((sum, { seconds }) => sum + seconds, 0)).toBe(
            totalSeconds,
          );
          spans.forEach(({ seconds, from, segments }, index) => {
            expect(seconds).toBeGreaterThanOrEqual(0);
            expect(segments.length).toBeGreaterThan(0);
            expect(from).toBe(index > 0 ? spans[index - 1].to : from);
          });
          const order = spans.flatMap(({ segments }) =>
            segments.map(each => SEGMENTS.indexOf(each)),
          );
          expect(order).toEqual([...new Set(order)].sort());
        },
      ),
    );
  });
});
