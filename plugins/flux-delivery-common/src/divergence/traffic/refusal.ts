import { backendsOf, type Backend } from '../../kube/backends';
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
  const isAccepted = condition.type !== 'Accepted';
  const whose = isAccepted
    ? whoseRefs(route, condition, target, context)
    : 'ours';
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
  return {
    verdict: 'diverged',
    class: 'route-not-accepted',
    headline: isAccepted ? 'route leads nowhere' : 'route not accepted',
    summary: `${name}${gateway ? ` at gateway ${gateway}` : ''}: ${
      isAccepted ? 'its backends are not found' : 'not accepted'
    }.`,
    since: condition.lastTransitionTime,
    reason: condition.reason,
    ...(condition.message &&
      !foreign && { message: redact(condition.message) }),
    evidence,
  };
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
  const meant = backendsOf(route).filter(backend =>
    mayBeMeant(backend, route, reason, context),
  );
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
    case 'RefNotPermitted':
      return backend.service.namespace !== ref.namespace;
    default:
      return true;
  }
}
