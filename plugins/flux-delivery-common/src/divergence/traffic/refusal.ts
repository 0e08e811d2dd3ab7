import { backendsOf, otherBackendsOf, type Backend } from '../../kube/backends';
import type { Condition, Observed } from '../../kube/KubeObject';
import { displayRef } from '../../kube/ObjectRef';
import { redact } from '../../kube/redact';
import type { ResolvedTarget } from '../../paths/DeliveryPath';
import { isOutdated } from '../generation';
import type { Judgement } from '../Judgement';
import type { JudgeContext } from '../JudgeContext';
import { list } from '../rollout/shape';
import { missingIn } from './missingBackend';
import { conditionFact, type Answer, type Route } from './routeAnswers';
import { isDelivered, isForeign, ownBackends } from './routeScope';

/**
 * A gateway that does not accept the route, or that finds not all of what it leads to. The latter is said of the route as a whole: of
 * one that is shared it counts only where a rule to the target may be meant.
 */
export function refused(
  route: Observed<Route>,
  answers: readonly Answer[],
  target: ResolvedTarget,
  context: JudgeContext,
): Judgement | undefined {
  const judged = answers.flatMap(answer =>
    list(answer.conditions)
      .filter(
        one =>
          (one.type === 'Accepted' || one.type === 'ResolvedRefs') &&
          one.status === 'False' &&
          !isOutdated(route.object, one),
      )
      .flatMap(condition => judge(route, answer, condition, target, context)),
  );
  return judged.find(({ verdict }) => verdict === 'diverged') ?? judged[0];
}

function judge(
  route: Observed<Route>,
  { parentRef, index }: Answer,
  condition: Condition,
  target: ResolvedTarget,
  context: JudgeContext,
): Judgement | [] {
  const foreign = isForeign(route, target, context);
  const evidence = conditionFact(route, index, condition, foreign);
  const name = displayRef(route.ref);
  const whose =
    condition.type === 'Accepted'
      ? 'ours'
      : whoseRefs(route, condition, target, context);
  if (whose === 'others') {
    return [];
  }
  if (whose === 'unclear') {
    return {
      verdict: 'unknown',
      unknownReason: 'noEvidence',
      headline: 'a rule of the route leads nowhere',
      summary: `${name} has a rule that leads nowhere. Whether it is one to this target, its gateway does not tell.`,
      evidence,
    };
  }
  const gateway = parentRef?.name;
  const { headline, what } = wordsOn(condition, route);
  return {
    verdict: 'diverged',
    class: 'route-not-accepted',
    headline,
    summary: `${name}${gateway ? ` at gateway ${gateway}` : ''}: ${what}.`,
    since: condition.lastTransitionTime,
    reason: condition.reason,
    ...(condition.message &&
      !foreign && { message: redact(condition.message) }),
    evidence,
  };
}

function wordsOn(
  { type, reason }: Condition,
  { ref }: Observed,
): { headline: string; what: string } {
  if (type === 'Accepted') {
    return { headline: 'route not accepted', what: 'not accepted' };
  }
  switch (reason) {
    case 'RefNotPermitted':
      return {
        headline: 'route may not lead to its backend',
        what: `it may not lead to another namespace. A ReferenceGrant there has to allow ${ref.kind}s of ${ref.namespace}`,
      };
    case 'InvalidKind':
      return {
        headline: 'route leads nowhere',
        what: 'its gateway does not know the kind of a backend',
      };
    case 'UnsupportedProtocol':
      return {
        headline: 'route leads nowhere',
        what: 'its gateway does not speak the protocol of a backend',
      };
    default:
      return {
        headline: 'route leads nowhere',
        what: 'its backends are not found',
      };
  }
}

/** Whom it hits that backends of a route are not resolved. */
function whoseRefs(
  route: Observed<Route>,
  { reason }: Condition,
  target: ResolvedTarget,
  context: JudgeContext,
): 'ours' | 'others' | 'unclear' {
  const backends = ownBackends(route, target, context);
  const ourRules = new Set(backends.map(({ rule }) => rule));
  if (
    isDelivered(route, target, context) ||
    ourRules.size === list(route.object.spec?.rules).length
  ) {
    return 'ours';
  }
  const meant = [
    ...backendsOf(route).filter(backend =>
      mayBeMeant(backend, route, reason, context),
    ),
    // Whether these exist is not watched.
    ...(reason === 'RefNotPermitted' ? [] : otherBackendsOf(route)),
  ];
  const ours = meant.filter(({ rule }) => ourRules.has(rule));
  if (ours.length === 0) {
    return 'others';
  }
  return ours.length === meant.length ? 'ours' : 'unclear';
}

function mayBeMeant(
  backend: Backend,
  { ref }: Observed,
  reason: string | undefined,
  context: JudgeContext,
): boolean {
  switch (reason) {
    case 'BackendNotFound':
      return missingIn(backend, context) !== undefined;
    case 'InvalidKind':
      return false;
    case 'RefNotPermitted':
      return backend.service.namespace !== ref.namespace;
    default:
      return true;
  }
}
