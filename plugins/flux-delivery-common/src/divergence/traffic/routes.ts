import type { Condition, KubeObject, Observed } from '../../kube/KubeObject';
import { displayRef, keyOf, type ObjectRef } from '../../kube/ObjectRef';
import { redact } from '../../kube/redact';
import type { Service } from '../../kube/workloads';
import type { ResolvedTarget } from '../../paths/DeliveryPath';
import { after, isBefore, MINUTE } from '../deadline';
import { fact } from '../evidence';
import { blindTo } from '../freshness';
import type { Judgement } from '../Judgement';
import type { JudgeContext } from '../JudgeContext';
import { list } from '../rollout/shape';
import { backendsOf, type Backend } from '../../kube/backends';
import { misdirected } from './routeWeights';

/** HTTPRoute and GRPCRoute. */
type Route = KubeObject<
  { parentRefs?: { name?: string }[] },
  {
    parents?: {
      parentRef?: { name?: string; namespace?: string };
      conditions?: Condition[];
    }[];
  }
>;

const GATEWAY_ROUTES = ['HTTPRoute', 'GRPCRoute'];
const ROUTES = [...GATEWAY_ROUTES, 'Ingress'];
/** The AWS load balancer controller reads what such a backend is from an annotation: no Service of the name need exist. */
const BY_ANNOTATION = 'use-annotation';
/** Gateways answer within seconds. */
const TAKEN_UP_WITHIN = MINUTE;

/**
 * What is wrong with the routes of a target: those that lead to its Services, and those that its applier delivers. A route that is
 * as it ought to be adds nothing: whether its Service answers is told by the endpoints.
 */
export function judgeRoutes(
  target: ResolvedTarget,
  context: JudgeContext,
): Judgement[] {
  return routesOf(target, context).flatMap(
    route =>
      blindTo(route.ref, context) ??
      refused(route as Observed<Route>) ??
      leadsNowhere(route, context) ??
      misdirected(route, target) ??
      notTakenUp(route as Observed<Route>, context) ??
      [],
  );
}

function routesOf(
  { services, owned }: ResolvedTarget,
  { view }: JudgeContext,
): Observed[] {
  const found = new Map<string, Observed>();
  const delivered = owned
    .filter(({ kind }) => ROUTES.includes(kind))
    .flatMap(ref => view.get(ref) ?? []);
  for (const route of [
    ...services.flatMap(({ routes }) => list(routes)),
    ...delivered,
  ]) {
    if (ROUTES.includes(route.ref.kind)) {
      found.set(keyOf(route.ref), route);
    }
  }
  return [...found.values()];
}

function refused(route: Observed<Route>): Judgement | undefined {
  if (!GATEWAY_ROUTES.includes(route.ref.kind)) {
    return undefined;
  }
  for (const [index, parent] of list(route.object.status?.parents).entries()) {
    const condition = list(parent.conditions).find(
      ({ type, status }) =>
        (type === 'Accepted' || type === 'ResolvedRefs') && status === 'False',
    );
    if (condition) {
      return judged(route, index, parent.parentRef?.name, condition);
    }
  }
  return undefined;
}

function judged(
  route: Observed<Route>,
  index: number,
  gateway: string | undefined,
  condition: Condition,
): Judgement {
  const name = displayRef(route.ref);
  const generation = route.object.metadata.generation ?? 0;
  const isOld =
    condition.observedGeneration !== undefined &&
    condition.observedGeneration < generation;
  const accepted = condition.type !== 'Accepted';
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
    headline: accepted ? 'route leads nowhere' : 'route not accepted',
    summary: `${name}${gateway ? ` at gateway ${gateway}` : ''}: ${
      accepted ? 'its backends are not found' : 'not accepted'
    }.`,
    since: condition.lastTransitionTime,
    reason: condition.reason,
    message: condition.message && redact(condition.message),
    evidence,
  };
}

/** A Service or a port that is not there: an Ingress tells it nowhere, a gateway only where one runs. */
function leadsNowhere(
  route: Observed,
  context: JudgeContext,
): Judgement | undefined {
  const own = backendsOf(route).filter(
    // Of other namespaces a route's author may know nothing: there the gateway's own word counts.
    ({ service, port }) =>
      service.namespace === route.ref.namespace && port !== BY_ANNOTATION,
  );
  for (const backend of own) {
    const missing = missingIn(backend, context);
    if (missing) {
      return {
        verdict: 'diverged',
        class: 'route-not-accepted',
        headline: `${route.ref.kind} leads nowhere: ${missing}`,
        summary: `${displayRef(route.ref)} leads to ${displayRef(
          backend.service,
        )}: ${missing}.`,
        evidence: fact(
          route,
          backend.field,
          `${backend.service.name}${
            backend.port === undefined ? '' : `:${backend.port}`
          }, ${missing}`,
        ),
      };
    }
  }
  return undefined;
}

function missingIn(
  { service, port }: Backend,
  { view }: JudgeContext,
): string | undefined {
  const seen = view.get<Service>(service);
  if (!seen) {
    return isSynced(service, view) ? `no Service ${service.name}` : undefined;
  }
  const ports = list(seen.object.spec?.ports);
  const isThere =
    port === undefined ||
    seen.object.spec?.type === 'ExternalName' ||
    ports.some(one => one.port === port || one.name === port);
  return isThere ? undefined : `Service ${service.name} has no port ${port}`;
}

function isSynced(
  { cluster, group, kind }: ObjectRef,
  view: JudgeContext['view'],
): boolean {
  return view.freshness(cluster, group, kind).state === 'synced';
}

/** A route that names a gateway and bears no word of any: nobody may be there to read it. */
function notTakenUp(
  route: Observed<Route>,
  { now }: JudgeContext,
): Judgement | undefined {
  const { spec, status, metadata } = route.object;
  const waitsFor = list(spec?.parentRefs);
  if (
    !GATEWAY_ROUTES.includes(route.ref.kind) ||
    waitsFor.length === 0 ||
    list(status?.parents).length > 0
  ) {
    return undefined;
  }
  const gateways = waitsFor.map(({ name }) => name).join(', ');
  const expectedBy = after(metadata.creationTimestamp, TAKEN_UP_WITHIN);
  const evidence = fact(route, 'status.parents', 'absent');
  return isBefore(expectedBy, now)
    ? {
        verdict: 'unknown',
        unknownReason: 'noEvidence',
        headline: 'no gateway took up the route',
        summary: `${displayRef(
          route.ref,
        )} names ${gateways}, and no gateway says whether it accepts it.`,
        evidence,
      }
    : {
        verdict: 'inProgress',
        headline: 'route not taken up yet',
        summary: `${displayRef(
          route.ref,
        )} is new, and ${gateways} has not taken it up yet.`,
        expectedBy,
        evidence,
      };
}
