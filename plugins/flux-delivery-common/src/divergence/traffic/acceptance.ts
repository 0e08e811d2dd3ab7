import { GATEWAY_API } from '../../kube/backends';
import type { KubeObject, Observed } from '../../kube/KubeObject';
import { displayRef } from '../../kube/ObjectRef';
import { later } from '../../kube/time';
import type { ResolvedTarget } from '../../paths/DeliveryPath';
import { after, isBefore, MINUTE } from '../deadline';
import { fact } from '../evidence';
import { isOutdated } from '../generation';
import type { Judgement } from '../Judgement';
import type { JudgeContext } from '../JudgeContext';
import { list } from '../rollout/shape';
import { refused } from './refusal';
import {
  conditionFact,
  type Answer,
  type ParentRef,
  type Route,
} from './routeAnswers';
import { isForeign } from './routeScope';
import { lastWriteOf, settled } from './settling';

/** Gateways answer within seconds where a controller runs. */
const NEW_TAKEN_UP_WITHIN = MINUTE;
/** A controller that answered before may be restarting. */
const CHANGED_TAKEN_UP_WITHIN = 2 * MINUTE;

/**
 * What gateways say of a route, where it is not that they took it up as it is now: a word about an earlier generation is neither an
 * acceptance nor a refusal of this one.
 */
export function judgeAcceptance(
  observed: Observed,
  target: ResolvedTarget,
  context: JudgeContext,
): Judgement | undefined {
  if (observed.ref.group !== GATEWAY_API) {
    return undefined;
  }
  const route = observed as Observed<Route>;
  const byGateway = answersOf(route);
  return (
    refused(route, byGateway.flat(), target, context) ??
    outdated(route, byGateway, target, context) ??
    unanswered(route, context)
  );
}

/**
 * The answers for each gateway that the route names. What stands there of a gateway that it does not name any more is left over, and
 * so is what another controller said of the same gateway about an earlier generation.
 */
function answersOf({ ref, object }: Observed<Route>): Answer[][] {
  const answers = list(object.status?.parents).map((parent, index) => ({
    ...parent,
    index,
  }));
  const parents = list(object.spec?.parentRefs);
  if (parents.length === 0) {
    return answers.map(answer => [answer]);
  }
  return parents
    .map(parent =>
      answers.filter(answer => isOf(parent, answer, ref.namespace)),
    )
    .filter(group => group.length > 0)
    .map(group => {
      const current = group.filter(answer => !isOld(object, answer));
      return current.length > 0 ? current : group;
    });
}

/** Controllers do not all repeat the section and the port. */
function isOf(
  parent: ParentRef,
  { parentRef }: Pick<Answer, 'parentRef'>,
  namespace: string,
): boolean {
  const agree = <T>(a: T | undefined, b: T | undefined) =>
    a === undefined || b === undefined || a === b;
  return (
    parent.name === parentRef?.name &&
    (parent.namespace ?? namespace) === (parentRef?.namespace ?? namespace) &&
    agree(parent.sectionName, parentRef?.sectionName) &&
    agree(parent.port, parentRef?.port)
  );
}

function isOld(object: KubeObject, { conditions }: Answer): boolean {
  const told = list(conditions).filter(({ type }) =>
    ['Accepted', 'ResolvedRefs'].includes(type),
  );
  return (
    told.length > 0 && told.every(condition => isOutdated(object, condition))
  );
}

/** A gateway has taken up an earlier generation, and not this one. */
function outdated(
  route: Observed<Route>,
  byGateway: Answer[][],
  target: ResolvedTarget,
  context: JudgeContext,
): Judgement | undefined {
  const old = byGateway
    .filter(answers => answers.every(answer => isOld(route.object, answer)))
    .flat()[0];
  if (!old) {
    return undefined;
  }
  const { generation, writtenAt } = route.object.metadata;
  const name = displayRef(route.ref);
  const gateway = old.parentRef?.name ?? 'its gateway';
  const [condition] = list(old.conditions);
  const evidence = [
    ...fact(route, 'metadata.generation', generation),
    ...(condition
      ? conditionFact(
          route,
          old.index,
          condition,
          isForeign(route, target, context),
        )
      : []),
  ];
  const judged = settled(
    {
      class: 'route-not-accepted',
      headline: 'changed route not taken up',
      summary: `${name} was changed, and no controller has taken up generation ${generation}: ${gateway} goes by generation ${condition?.observedGeneration}.`,
      ...(writtenAt && { since: writtenAt }),
      evidence,
    },
    lastWriteOf(route),
    context.now,
    CHANGED_TAKEN_UP_WITHIN,
  );
  return judged.verdict === 'diverged'
    ? judged
    : {
        ...judged,
        headline: 'changed route not taken up yet',
        summary: `${name} was changed, and ${gateway} has not taken it up yet.`,
      };
}

/** A route that names gateways and bears no word of some or of all of them: nobody may be there to read it. */
function unanswered(
  route: Observed<Route>,
  { now }: JudgeContext,
): Judgement | undefined {
  const { ref, object } = route;
  const { spec, status, metadata } = object;
  const answers = list(status?.parents);
  const parents = list(spec?.parentRefs);
  const silent = parents.filter(
    parent => !answers.some(answer => isOf(parent, answer, ref.namespace)),
  );
  if (silent.length === 0) {
    return undefined;
  }
  const gateways = [...new Set(silent.map(({ name }) => name))].join(', ');
  const names = `${displayRef(ref)} names ${gateways}`;
  const expectedBy = after(
    later(metadata.creationTimestamp, metadata.writtenAt),
    NEW_TAKEN_UP_WITHIN,
  );
  const others = answers.map(({ parentRef }) => parentRef?.name);
  const evidence = fact(
    route,
    'status.parents',
    others.length > 0 ? `only of ${others.join(', ')}` : 'absent',
  );
  if (!isBefore(expectedBy, now)) {
    return {
      verdict: 'inProgress',
      headline: 'route not taken up yet',
      summary: `${names}, which has not taken it up yet.`,
      expectedBy,
      evidence,
    };
  }
  const isAll = silent.length === parents.length;
  return {
    verdict: 'unknown',
    unknownReason: 'noEvidence',
    headline: isAll
      ? 'no gateway took up the route'
      : `gateway ${gateways} did not take up the route`,
    summary: isAll
      ? `${names}, and no gateway says whether it accepts it.`
      : `${names}, which does not say whether it accepts it.`,
    evidence,
  };
}
