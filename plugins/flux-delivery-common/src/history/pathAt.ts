import { SEGMENTS } from '../divergence/SegmentVerdict';
import { toMillis } from '../kube/time';
import { reachedCluster } from './matrix/current';
import type { Delivery } from './Delivery';
import type { SegmentState, UnitState } from './UnitState';

/** What is held of one target around an instant. @public */
export interface UnitAround {
  targetId: string;
  /** The rows that began at or before the instant, in any order; those of kind `gap` also where they ended later. */
  deliveries: readonly Delivery[];
  /** The newest state at or before the instant. */
  state?: UnitState;
}

/**
 * A time in which nobody watched. RFC 3339; a side is absent where nobody is known to have watched before it, or since.
 *
 * @public
 */
export interface Unseen {
  from?: string;
  to?: string;
}

/** A target as it stood. @public */
export interface UnitAt {
  segments: SegmentState[];
  judgedAt?: string;
  applied?: Delivery;
  attempted?: Delivery;
  notKnown: string[];
}

/**
 * A target as it stood at an instant, told as it was known then: steps and outcomes that came later are left out. What was not
 * recorded is unknown, never what came before or after it. Undefined where the target was gone, or nothing of it was known yet.
 *
 * @public
 */
export function unitAt(
  { deliveries, state }: UnitAround,
  { at, unseen = [] }: { at: string; unseen?: readonly Unseen[] },
): UnitAt | undefined {
  const instant = toMillis(at) ?? 0;
  const rows = deliveries
    .filter(({ startedAt }) => (toMillis(startedAt) ?? Infinity) <= instant)
    .sort((a, b) => a.sequence - b.sequence);
  if (state?.segments.length === 0 || (rows.length === 0 && !state)) {
    return undefined;
  }
  const seen = rows
    .filter(({ kind }) => kind !== 'gap')
    .map(row => asOf(row, instant));
  const attempted = last(seen);
  const applied = last(seen.filter(reachedCluster));
  const gap = last(rows.filter(({ kind }) => kind === 'gap'));
  const blind = [
    ...(gap && covers(gap.startedAt, gap.finishedAt, instant)
      ? [blindness(gap.startedAt, gap.finishedAt, gap.detail)]
      : []),
    ...unseen
      .filter(({ from, to }) => covers(from, to, instant))
      .map(nobodyWatched),
  ];
  const isKnown = state && blind.length === 0;
  return {
    segments: isKnown ? state.segments : unknownSegments(blind[0]),
    ...(isKnown && { judgedAt: state.at }),
    ...(applied && { applied }),
    ...(attempted && attempted.id !== applied?.id && { attempted }),
    notKnown: [
      ...blind,
      ...(!state && blind.length === 0
        ? ['How it stood was not recorded; only what was delivered is known.']
        : []),
      ...(!applied ? ['What was running was not known.'] : []),
      ...laterKnown(rows, instant),
    ],
  };
}

/** A row with nothing in it that happened later. */
function asOf(delivery: Delivery, instant: number): Delivery {
  const happened = (time: string | undefined) =>
    (toMillis(time) ?? -Infinity) <= instant ? time : undefined;
  const isSettled =
    delivery.finishedAt === undefined ||
    (toMillis(delivery.finishedAt) ?? Infinity) <= instant;
  const { segment, class: failure, message, ...row } = delivery;
  return {
    ...row,
    fetchedAt: happened(delivery.fetchedAt),
    attemptedAt: happened(delivery.attemptedAt),
    appliedAt: happened(delivery.appliedAt),
    rolledOutAt: happened(delivery.rolledOutAt),
    servingAt: happened(delivery.servingAt),
    finishedAt: happened(delivery.finishedAt),
    outcome: isSettled ? delivery.outcome : 'inProgress',
    ...(isSettled && { segment, class: failure, message }),
  };
}

function laterKnown(rows: readonly Delivery[], instant: number): string[] {
  const newest = last(rows.filter(({ kind }) => kind !== 'gap'));
  if (!newest) {
    return [];
  }
  const finished = toMillis(newest.finishedAt);
  return [
    ...(newest.backfilled
      ? [
          'This was read later from what Flux still knew of the past; nobody saw it happen.',
        ]
      : []),
    ...(finished !== undefined && finished > instant
      ? [
          `How the delivery ended was not known: ${newest.outcome} at ${newest.finishedAt}.`,
        ]
      : []),
  ];
}

function unknownSegments(because?: string): SegmentState[] {
  return SEGMENTS.map(segment => ({
    segment,
    verdict: 'unknown',
    headline: because ? 'not seen' : 'not recorded',
    summary: because ?? 'No state was recorded for this time.',
    unknownReason: 'noEvidence',
  }));
}

function blindness(from: string, to: string | undefined, detail?: string) {
  return `Nothing was seen from ${from} ${to ? `to ${to}` : 'on'}${
    detail ? `: ${detail}` : ''
  }.`.replace(/\.\.$/, '.');
}

function nobodyWatched({ from, to }: Unseen): string {
  if (!from && !to) {
    return 'When anybody watched is not recorded.';
  }
  if (!from) {
    return `Nobody is known to have watched before ${to}.`;
  }
  return to
    ? `Nobody watched from ${from} to ${to}.`
    : `Nobody has watched since ${from}.`;
}

/** An end that is absent lies beyond all times. */
function covers(
  from: string | undefined,
  to: string | undefined,
  instant: number,
) {
  return (
    (toMillis(from) ?? -Infinity) <= instant &&
    instant < (toMillis(to) ?? Infinity)
  );
}

function last<T>(list: readonly T[]): T | undefined {
  return list[list.length - 1];
}
