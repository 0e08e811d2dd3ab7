import type { JudgedTarget } from '../../divergence/JudgedTarget';
import type { Note, Segment } from '../../divergence/SegmentVerdict';
import type { InventoryView } from '../../paths/InventoryView';
import { handoffsOf, type Handoff } from '../handoffs';
import { ownerOfSegment } from '../ownerOfSegment';
import type { OwnershipAnswer, OwnershipOptions } from '../OwnershipRule';
import { responderForUnknown } from '../responderForUnknown';
import { isBound } from '../subjects';
import { blindSpots, type BlindSpot } from './blindSpots';
import type { BlindPart, PartialObservability } from './ObservedSides';
import { inOneSentence, toDoOf } from './observabilityWords';
import { whoIsTold, type Documented } from './whoIsTold';

/**
 * Where two owners see each only a part of a target, one answer for each pair. Empty where all is seen, whatever the verdicts are; where
 * one owner has the whole path; and where the caller may not see every segment: then nobody can say here what others see.
 */
export function partialObservability(
  target: JudgedTarget,
  options: OwnershipOptions,
  view: Pick<InventoryView, 'freshness'>,
  documented?: Documented,
): PartialObservability[] {
  const isWhole = target.segments.every(
    ({ unknownReason }) => unknownReason !== 'notPermitted',
  );
  const spots = isWhole && isBound(target) ? blindSpots(target, view) : [];
  if (spots.length === 0) {
    return [];
  }
  const handoffs = handoffsOf(target, options);
  const untold = whoIsTold(target, view, documented);
  return pairsOf(handoffs).flatMap(({ owners, interfaces }) => {
    const reach = segmentsAt(interfaces, handoffs);
    const sides = owners.map(owner => {
      const segments = reach.filter(
        segment => ownerIn(handoffs, segment) === owner,
      );
      return {
        owner,
        segments,
        unseen: partsOf(
          spots.filter(({ segment }) => segments.includes(segment)),
          target,
          options,
        ),
      };
    }) as PartialObservability['sides'];
    return sides.some(({ unseen }) => unseen.length > 0)
      ? [{ interfaces, sides, untold, summary: inOneSentence(sides) }]
      : [];
  });
}

/** The same as notes of the target. */
export function observabilityNotes(
  ...args: Parameters<typeof partialObservability>
): Note[] {
  return partialObservability(...args).map(({ summary }) => ({
    class: 'partial-observability',
    summary,
  }));
}

interface Pair {
  owners: [string, string];
  interfaces: { from: Segment; to: Segment }[];
}

function pairsOf(handoffs: readonly Handoff[]): Pair[] {
  const pairs = new Map<string, Pair>();
  for (const { from, to, giver, taker, betweenTeams } of handoffs) {
    if (betweenTeams) {
      const key = [giver.owner, taker.owner].sort().join(' ');
      const pair = pairs.get(key) ?? {
        owners: [giver.owner!, taker.owner!],
        interfaces: [],
      };
      pair.interfaces.push({ from, to });
      pairs.set(key, pair);
    }
  }
  return [...pairs.values()];
}

/** The segments on both sides of interfaces, with those beside them of the same owner. */
function segmentsAt(
  interfaces: Pair['interfaces'],
  handoffs: readonly Handoff[],
): Segment[] {
  const order = [handoffs[0].from, ...handoffs.map(({ to }) => to)];
  const found = new Set(interfaces.flatMap(({ from, to }) => [from, to]));
  const spread = (steps: readonly (readonly [Segment, Segment])[]) =>
    steps.forEach(([known, next]) => {
      if (
        found.has(known) &&
        ownerIn(handoffs, known) === ownerIn(handoffs, next)
      ) {
        found.add(next);
      }
    });
  spread(handoffs.map(({ from, to }) => [from, to]));
  spread([...handoffs].reverse().map(({ from, to }) => [to, from]));
  return order.filter(segment => found.has(segment));
}

function ownerIn(
  handoffs: readonly Handoff[],
  segment: Segment,
): string | undefined {
  const giving = handoffs.find(({ from }) => from === segment);
  return (giving?.giver ?? handoffs.at(-1)?.taker)?.owner;
}

/** What is hidden for the same reason is told once. */
function partsOf(
  spots: readonly BlindSpot[],
  target: JudgedTarget,
  options: OwnershipOptions,
): BlindPart[] {
  const parts = new Map<string, BlindPart>();
  for (const spot of spots) {
    const { segment, reason, because } = spot;
    const part = parts.get(because) ?? {
      segments: [],
      reason,
      because,
      toDo: toDoOf(spot, target.cluster),
      by: whoMends(spot, target, options),
    };
    if (!part.segments.includes(segment)) {
      part.segments.push(segment);
    }
    parts.set(because, part);
  }
  return [...parts.values()];
}

function whoMends(
  { segment, reason }: BlindSpot,
  target: JudgedTarget,
  options: OwnershipOptions,
): OwnershipAnswer {
  const verdict = target.segments.find(each => each.segment === segment)!;
  return (
    responderForUnknown(
      {
        ...verdict,
        verdict: 'unknown',
        // Pods are listed with the same credentials.
        unknownReason: reason === 'podsNotSeen' ? 'forbidden' : reason,
      },
      target,
      options,
    ) ?? ownerOfSegment(target, segment, options)
  );
}
