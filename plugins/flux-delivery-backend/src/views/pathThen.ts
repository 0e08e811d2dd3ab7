import {
  compareEnvironments,
  type Delivery,
  type DeliveryDto,
  type EnvironmentAtDto,
  type EnvironmentRule,
  type Promotion,
  type TargetAtDto,
  type TellsSegment,
  toMillis,
  unitAt,
  type UnitState,
  type Unseen,
  worstVerdict,
} from 'backstage-plugin-flux-delivery-common';

/** What is held of an entity around an instant. */
export interface HeldThen {
  at: string;
  rows: readonly Delivery[];
  states: readonly UnitState[];
  rules: readonly EnvironmentRule[];
  /** By cluster that nobody watched at the instant: from when to when. */
  unseen: ReadonlyMap<string, Unseen>;
  /** A row, told; with its promotion where that had been told by then. */
  tell: (row: Delivery) => DeliveryDto;
}

/** The environments of an entity as they stood, in promotion order. */
export function environmentsThen(held: HeldThen): EnvironmentAtDto[] {
  const { rows, states, rules } = held;
  const targetIds = [
    ...new Set([
      ...rows.map(({ targetId }) => targetId),
      ...states.map(({ targetId }) => targetId),
    ]),
  ].sort();
  const members = new Map<string, TargetAtDto[]>();
  for (const targetId of targetIds) {
    const found = targetThen(targetId, held);
    if (found) {
      members.set(found.environment, [
        ...(members.get(found.environment) ?? []),
        found.target,
      ]);
    }
  }
  return [...members.keys()].sort(compareEnvironments(rules)).map(name => {
    const targets = members.get(name)!;
    return {
      name,
      pinned: rules.find(rule => rule.name === name)?.pinned ?? false,
      verdict: worstVerdict(targets.map(({ verdict }) => verdict)),
      targets,
    };
  });
}

function targetThen(
  targetId: string,
  { at, rows, states, unseen, tell }: HeldThen,
): { environment: string; target: TargetAtDto } | undefined {
  const deliveries = rows
    .filter(row => row.targetId === targetId)
    .sort((a, b) => a.sequence - b.sequence);
  const state = states.find(each => each.targetId === targetId);
  const where = state ?? deliveries.at(-1);
  const blind = where && unseen.get(where.cluster);
  const unit = unitAt(
    { targetId, deliveries, state },
    { at, unseen: blind ? [blind] : [] },
  );
  if (!unit || !where) {
    return undefined;
  }
  const { applied, attempted, segments, judgedAt, notKnown } = unit;
  const told = [applied, attempted].map(row => row && tell(row));
  return {
    environment: where.environment,
    target: {
      targetId,
      cluster: where.cluster,
      applier: where.applier,
      segments,
      verdict: worstVerdict(segments.map(({ verdict }) => verdict)),
      ...(judgedAt && { judgedAt }),
      ...(told[0] && { applied: told[0] }),
      ...(told[1] && { attempted: told[1] }),
      notKnown,
    },
  };
}

/** What is said at the end of a summary of how it hangs on another segment. */
const OF_ANOTHER =
  / (?:Whether this follows from \w+ cannot be told|This is broken by itself as well, and does not follow from \w+)\.$/;

/** Segments that may not be seen are unknown: a state of which a part is hidden is not told to have been well. */
export function toldState(state: UnitState, tells: TellsSegment): UnitState {
  if (state.segments.every(({ segment }) => tells(segment))) {
    return state;
  }
  return {
    ...state,
    segments: state.segments.map(({ consequenceOf, ...each }) =>
      tells(each.segment)
        ? {
            ...each,
            summary: each.summary.replace(OF_ANOTHER, ''),
            ...(consequenceOf && tells(consequenceOf) && { consequenceOf }),
          }
        : {
            segment: each.segment,
            verdict: 'unknown',
            unknownReason: 'notPermitted',
            headline: 'not permitted',
            summary: `You may not see the segment ${each.segment} here.`,
          },
    ),
  };
}

/** Records that had been told by the instant, and in words what was only told later. */
export function toldBy(
  promotions: readonly Promotion[],
  at: string,
): { known: Promotion[]; toldLater: string[] } {
  const instant = toMillis(at) ?? 0;
  const isKnown = ({ recordedAt }: Promotion) =>
    (toMillis(recordedAt) ?? Infinity) <= instant;
  return {
    known: promotions.filter(isKnown),
    toldLater: promotions
      .filter(
        promotion =>
          !isKnown(promotion) &&
          (toMillis(promotion.occurredAt) ?? Infinity) <= instant,
      )
      .map(
        ({ id, environment, recordedAt }) =>
          `That ${id} had been promoted to ${environment} was only told at ${recordedAt}.`,
      ),
  };
}
