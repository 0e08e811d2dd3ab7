import { describeVersion } from '../divergence/describeVersion';
import type { JudgedTarget } from '../divergence/JudgedTarget';
import type { SegmentVerdict, Verdict } from '../divergence/SegmentVerdict';
import { VERDICTS_WORST_FIRST, worstVerdict } from '../divergence/verdictOrder';
import { mendFirst, toldTarget } from '../api/handoff';
import type { ToldTarget } from '../narrative/Narrative';
import { namespacesOf } from '../paths/namespacesOf';
import type { OwnershipOptions } from '../ownership/OwnershipRule';
import type {
  FleetBar,
  FleetDivergence,
  FleetState,
  FleetTarget,
} from './FleetPath';
import { suspensionsOf } from './suspensionsOf';

const LONGEST = 200;

/** A judged target as lists show it: no evidence and no messages, which are for its page. @public */
export function fleetTargetOf(
  target: JudgedTarget,
  ownership: OwnershipOptions,
): FleetTarget {
  const told = toldTarget(target, { ownership });
  const state = stateOfTarget(told);
  const version = describeVersion(target);
  const expectedBy = latestExpected(target.segments);
  const first = saidFirst(target.segments, told);
  return {
    id: target.id,
    environment: target.environment,
    cluster: target.cluster,
    applier: applierOf(target),
    namespaces: namespacesOf(target),
    binding: target.binding,
    state,
    bars: target.segments.map(barOf),
    headline: cut(first?.headline ?? ''),
    ...(first && { headlineOf: first.segment }),
    ...(version !== undefined && { version: cut(version) }),
    ...(told.divergence && { divergence: divergenceOf(told) }),
    suspensions: suspensionsOf(target),
    ...(state === 'inProgress' && expectedBy && { expectedBy }),
  };
}

function stateOfTarget({ divergence, target }: ToldTarget): FleetState {
  if (divergence) {
    return divergence.verdict === 'suspended' ? 'suspended' : 'diverged';
  }
  const worst = worstVerdict(target.segments.map(({ verdict }) => verdict));
  // Where nothing can be observed nobody can say that it is well.
  return worst === 'notObserved' ? 'unknown' : worst;
}

function barOf({ segment, verdict, consequenceOf }: SegmentVerdict): FleetBar {
  return { segment, verdict, ...(consequenceOf && { consequence: true }) };
}

function saidFirst(
  segments: readonly SegmentVerdict[],
  { divergence }: Pick<ToldTarget, 'divergence'>,
): SegmentVerdict | undefined {
  const worst = (verdict: Verdict) => VERDICTS_WORST_FIRST.indexOf(verdict);
  return (
    segments.find(({ segment }) => segment === divergence?.segment) ??
    [...segments].sort((a, b) => worst(a.verdict) - worst(b.verdict)).at(0)
  );
}

function divergenceOf({
  target,
  divergence,
  responder,
}: ToldTarget): FleetDivergence {
  const { segment, class: failure, since, rootCause } = divergence!;
  const cause = rootCause ?? mendFirst(divergence!, target);
  return {
    segment,
    ...(failure !== undefined && { class: failure }),
    ...(since !== undefined && { since }),
    headline: cut(saidFirst(target.segments, { divergence })?.headline ?? ''),
    ...(cause && {
      cause: {
        cluster: cause.cluster,
        group: cause.group,
        kind: cause.kind,
        namespace: cause.namespace,
        name: cause.name,
        ...(cause.class !== undefined && { class: cause.class }),
      },
    }),
    ...(responder?.owner !== undefined && { firstResponder: responder.owner }),
    ...(responder?.claimed && { responderClaimed: true as const }),
    ...(responder?.unowned && { unowned: true as const }),
    ...(responder && { because: cut(responder.because) }),
  };
}

function applierOf({ applierRef }: JudgedTarget): FleetTarget['applier'] {
  if (!applierRef) {
    return null;
  }
  const { group, kind, namespace, name } = applierRef;
  return { group, kind, namespace, name };
}

/** Also where it is to deliver to and has nothing yet: it decides who may see the target. */
function latestExpected(
  segments: readonly SegmentVerdict[],
): string | undefined {
  return segments
    .flatMap(({ expectedBy }) => expectedBy ?? [])
    .sort()
    .at(-1);
}

function cut(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}
