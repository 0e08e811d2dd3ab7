import type { Condition, KubeObject, Observed } from '../../kube/KubeObject';
import { redact } from '../../kube/redact';
import { displayRef } from '../../kube/ObjectRef';
import type { ResolvedService } from '../../paths/DeliveryPath';
import { fact } from '../evidence';
import type { Judgement } from '../Judgement';
import type { JudgeContext } from '../JudgeContext';
import { blindTo } from '../freshness';
import { list } from '../rollout/shape';

/** HTTPRoute and GRPCRoute. */
type Route = KubeObject<
  {
    hostnames?: string[];
    rules?: {
      backendRefs?: { name?: string; namespace?: string; weight?: number }[];
    }[];
  },
  {
    parents?: {
      parentRef?: { name?: string; namespace?: string };
      conditions?: Condition[];
    }[];
  }
>;

const ROUTES = ['HTTPRoute', 'GRPCRoute'];

/**
 * The routes that lead to a Service and are not accepted by a gateway. A route that is accepted adds nothing: whether its
 * Service answers is told by the endpoints.
 */
export function judgeRoutes(
  { routes }: ResolvedService,
  context: JudgeContext,
): Judgement[] {
  return list(routes)
    .filter(({ ref }) => ROUTES.includes(ref.kind))
    .flatMap(
      route =>
        blindTo(route.ref, context) ?? refused(route as Observed<Route>) ?? [],
    );
}

function refused(route: Observed<Route>): Judgement | undefined {
  const name = displayRef(route.ref);
  for (const [index, parent] of list(route.object.status?.parents).entries()) {
    const condition = list(parent.conditions).find(
      ({ type, status }) =>
        (type === 'Accepted' || type === 'ResolvedRefs') && status === 'False',
    );
    if (condition) {
      return judged(route, name, index, parent.parentRef?.name, condition);
    }
  }
  return undefined;
}

function judged(
  route: Observed<Route>,
  name: string,
  index: number,
  gateway: string | undefined,
  condition: Condition,
): Judgement {
  const generation = route.object.metadata.generation ?? 0;
  const isOld =
    condition.observedGeneration !== undefined &&
    condition.observedGeneration < generation;
  const what =
    condition.type === 'Accepted'
      ? 'not accepted'
      : 'its backends are not found';
  const evidence = fact(
    route,
    `status.parents[${index}].conditions[${condition.type}]`,
    `${condition.status} (${condition.reason}): ${condition.message ?? ''}`,
  );
  if (isOld) {
    return {
      verdict: 'inProgress',
      headline: 'changed route not taken up yet',
      summary: `${name} was changed, and its gateway has not taken it up yet.`,
      evidence,
    };
  }
  return {
    verdict: 'diverged',
    class: 'route-not-accepted',
    headline:
      condition.type === 'Accepted'
        ? 'route not accepted'
        : 'route leads nowhere',
    summary: `${name}${gateway ? ` at gateway ${gateway}` : ''}: ${what}.`,
    since: condition.lastTransitionTime,
    reason: condition.reason,
    message: condition.message && redact(condition.message),
    evidence,
  };
}
