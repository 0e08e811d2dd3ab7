import {
  type FleetPath,
  type FleetState,
  type FleetSuspension,
  type FleetTarget,
  type JudgedTarget,
  keyOf,
  type ObjectRef,
  type TellsObject,
} from 'backstage-plugin-flux-delivery-common';

/** What in the summary of a path objects say that are not its entity's own. */
export interface ForeignParts {
  /** By target id, the object that the headline quotes. */
  headlines: ReadonlyMap<string, ObjectRef>;
  /** Keys of suspended objects. */
  suspended: ReadonlySet<string>;
}

const WORDS: Record<FleetState, string> = {
  diverged: 'has diverged',
  suspended: 'is suspended',
  unknown: 'cannot be told',
  inProgress: 'is at work',
  ok: 'is fine',
};

/** Undefined where everything in it is the entity's own. */
export function foreignPartsOf(
  judged: readonly Pick<JudgedTarget, 'id' | 'segments'>[],
  { targets }: Pick<FleetPath, 'targets'>,
  isOwn: (ref: ObjectRef) => boolean,
): ForeignParts | undefined {
  const headlines = new Map<string, ObjectRef>();
  targets.forEach((target, at) => {
    const quoted = quotedIn(target, judged[at]).find(ref => !isOwn(ref));
    if (quoted) {
      headlines.set(target.id, quoted);
    }
  });
  const suspended = new Set(
    targets
      .flatMap(({ suspensions }) => suspensions.map(({ object }) => object))
      .filter(ref => !isOwn(ref))
      .map(keyOf),
  );
  return headlines.size > 0 || suspended.size > 0
    ? { headlines, suspended }
    : undefined;
}

/** Of what is well a headline quotes nothing but a version. */
function quotedIn(
  { state, headline, divergence }: FleetTarget,
  { segments }: Pick<JudgedTarget, 'segments'>,
): ObjectRef[] {
  return state === 'ok'
    ? []
    : segments
        .filter(each =>
          divergence
            ? each.segment === divergence.segment
            : each.headline === headline,
        )
        .flatMap(({ evidence: [first] }) => first?.object ?? []);
}

/** A path in which objects of others are told by name and verdict only, as on its page. */
export function withoutForeign(
  path: FleetPath,
  { headlines, suspended }: ForeignParts,
  tells: TellsObject,
): FleetPath {
  const isTold = (ref: ObjectRef) => !suspended.has(keyOf(ref)) || tells(ref);
  return {
    ...path,
    targets: path.targets.map(target => {
      const quoted = headlines.get(target.id);
      return {
        ...(quoted && !tells(quoted) ? inOtherWords(target, quoted) : target),
        suspensions: target.suspensions.map(each =>
          isTold(each.object) ? each : bare(each),
        ),
      };
    }),
  };
}

function inOtherWords(target: FleetTarget, { kind }: ObjectRef): FleetTarget {
  const { state, divergence } = target;
  const headline = divergence?.class ?? `${kind} ${WORDS[state]}`;
  if (!divergence) {
    return { ...target, headline };
  }
  const { firstResponder, responderClaimed, because, ...rest } = divergence;
  return {
    ...target,
    headline,
    divergence: {
      ...rest,
      headline,
      // Whom an object names is what it says.
      ...(!responderClaimed && {
        ...(firstResponder !== undefined && { firstResponder }),
        ...(because !== undefined && { because }),
      }),
    },
  };
}

/** Who says that they stopped it, why and until when is what the object says. */
function bare({
  object,
  segment,
  since,
  withholds,
}: FleetSuspension): FleetSuspension {
  return {
    object,
    segment,
    ...(since !== undefined && { since }),
    ...(withholds !== undefined && { withholds }),
  };
}
