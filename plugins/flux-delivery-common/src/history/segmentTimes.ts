import { SEGMENTS, type Segment } from '../divergence/SegmentVerdict';
import { toMillis } from '../kube/time';
import type { Delivery } from './Delivery';

/** What took how long. @public */
export interface SegmentTimes {
  /** In order, without gaps: each begins where the one before it ended. Several segments in one where a time between them is not known. */
  spans: { segments: Segment[]; from: string; to: string; seconds: number }[];
  /** The sum of all spans: from the first time that is known to the last. */
  totalSeconds: number;
  /** What goes on still, and since when. */
  open?: { segments: Segment[]; from: string };
}

/** Ends the segment of its place in {@link SEGMENTS}. */
const ENDS = [
  'fetchedAt',
  'attemptedAt',
  'appliedAt',
  'rolledOutAt',
  'servingAt',
] as const;

/**
 * How long each segment of a delivery took. Where a step bears an earlier time than the one before it (clocks of several machines, or
 * a controller that waits for the rollout before it calls its pass applied), nobody knows when the one ended and the other began:
 * their segments share a span. Spans are never negative, and they sum to the whole exactly.
 *
 * @param promotedAt - when it was promoted; left out where the delivery had begun before
 * @public
 */
export function segmentTimes(
  delivery: Delivery,
  promotedAt?: string,
): SegmentTimes {
  const steps = stepsOf(delivery, promotedAt);
  if (steps.length === 0) {
    return { spans: [], totalSeconds: 0 };
  }
  const start = steps[0].millis;
  // Rounded from the start on, so that the rounded parts have the rounded whole for their sum.
  const second = (millis: number) => Math.round((millis - start) / 1000);
  const spans = steps.slice(1).map((end, index) => {
    const before = steps[index];
    return {
      segments: SEGMENTS.slice(before.ends + 1, end.ends + 1),
      from: before.at,
      to: end.at,
      seconds: second(end.millis) - second(before.millis),
    };
  });
  const last = steps[steps.length - 1];
  const next = SEGMENTS.slice(last.ends + 1, last.ends + 2);
  return {
    spans,
    totalSeconds: second(last.millis),
    ...(delivery.outcome === 'inProgress' &&
      next.length > 0 && { open: { segments: next, from: last.at } }),
  };
}

interface Step {
  /** Index of the segment that it ends; -1 for what only begins. */
  ends: number;
  at: string;
  millis: number;
}

function stepsOf(delivery: Delivery, promotedAt?: string): Step[] {
  const known = ENDS.flatMap((field, ends): Step[] =>
    step(ends, delivery[field]),
  );
  const [first] = known;
  const promoted = step(-1, promotedAt).filter(
    ({ millis }) => !first || millis <= first.millis,
  );
  const started = step(-1, delivery.startedAt).filter(
    ({ millis }) => promoted.length === 0 && (!first || millis < first.millis),
  );
  const steps = [...promoted, ...started, ...known];
  const last = steps[steps.length - 1];
  const finished = last
    ? step(endOfFailure(delivery, last), delivery.finishedAt).filter(
        ({ millis, ends }) => millis > last.millis && ends > last.ends,
      )
    : [];
  return inOrder([...steps, ...finished]);
}

/** The time after the last step belongs to the segment that failed, else to the next one. */
function endOfFailure({ segment }: Delivery, last: Step): number {
  const failed = segment ? SEGMENTS.indexOf(segment) : -1;
  return Math.max(failed, Math.min(last.ends + 1, SEGMENTS.length - 1));
}

function step(ends: number, at: string | undefined): Step[] {
  const millis = toMillis(at);
  return millis === undefined ? [] : [{ ends, at: at!, millis }];
}

/** What comes before the step before it shows that the border between the two is not known: they become one. */
function inOrder(steps: Step[]): Step[] {
  return steps.reduce<Step[]>((done, next) => {
    const before = done[done.length - 1];
    return before && next.millis < before.millis
      ? [...done.slice(0, -1), { ...before, ends: next.ends }]
      : [...done, next];
  }, []);
}
