import { GATEWAY_API, GATEWAY_ROUTES } from '../../kube/backends';
import type { Observed } from '../../kube/KubeObject';
import { displayRef, keyOf, type ObjectRef } from '../../kube/ObjectRef';
import type { ResolvedTarget } from '../../paths/DeliveryPath';
import { fact } from '../evidence';
import { blindTo } from '../freshness';
import type { Judgement } from '../Judgement';
import type { JudgeContext } from '../JudgeContext';
import { list } from '../rollout/shape';
import { later } from '../../kube/time';
import { judgeAcceptance } from './acceptance';
import { missingIn } from './missingBackend';
import { ownBackends } from './routeScope';
import { misdirected } from './routeWeights';
import { lastWriteOf, settled } from './settling';

/** The AWS load balancer controller reads what such a backend is from an annotation: no Service of the name need exist. */
const BY_ANNOTATION = 'use-annotation';

/**
 * What is wrong with the routes of a target: those that lead to its Services, and those that its applier delivers. A route that is
 * as it ought to be adds nothing: whether its Service answers is told by the endpoints.
 */
export function judgeRoutes(
  target: ResolvedTarget,
  context: JudgeContext,
): Judgement[] {
  return routesOf(target, context).flatMap(route => {
    const answered = judgeAcceptance(route, target, context);
    const worst =
      blindTo(route.ref, context) ??
      (answered?.verdict === 'diverged' ? answered : undefined) ??
      leadsNowhere(route, target, context) ??
      misdirected(route, target, context) ??
      answered;
    return worst ?? [];
  });
}

/** Routes that the applier delivers, and that cannot be seen: what they do is not known, and may be wrong. */
export function unreadRoutes(
  { owned }: ResolvedTarget,
  context: JudgeContext,
): Judgement[] {
  return owned
    .filter(ref => isRoute(ref) && !context.view.get(ref))
    .flatMap(ref => blindTo(ref, context) ?? []);
}

/** Whether an object leads traffic from outside to Services. */
export function isRoute({ group, kind }: ObjectRef): boolean {
  return group === GATEWAY_API
    ? GATEWAY_ROUTES.includes(kind)
    : kind === 'Ingress' && group !== '';
}

function routesOf(
  { services, owned }: ResolvedTarget,
  { view }: JudgeContext,
): Observed[] {
  const found = new Map<string, Observed>();
  const delivered = owned.filter(isRoute).flatMap(ref => view.get(ref) ?? []);
  for (const route of [
    ...services.flatMap(({ routes }) => list(routes)),
    ...delivered,
  ]) {
    if (isRoute(route.ref)) {
      found.set(keyOf(route.ref), route);
    }
  }
  return [...found.values()];
}

/** A Service or a port that is not there: an Ingress tells it nowhere, a gateway only where one runs. */
function leadsNowhere(
  route: Observed,
  target: ResolvedTarget,
  context: JudgeContext,
): Judgement | undefined {
  const own = ownBackends(route, target, context).filter(
    // Of other namespaces a route's author may know nothing: there the gateway's own word counts.
    ({ service, port }) =>
      service.namespace === route.ref.namespace && port !== BY_ANNOTATION,
  );
  for (const backend of own) {
    const missing = missingIn(backend, context);
    if (missing) {
      const since = missing.service && sinceBothWere(route, missing.service);
      return settled(
        {
          class: 'route-not-accepted',
          headline: `${route.ref.kind} leads nowhere: ${missing.what}`,
          summary: `${displayRef(route.ref)} leads to ${displayRef(
            backend.service,
          )}: ${missing.what}.`,
          ...(since && { since }),
          evidence: fact(
            route,
            backend.field,
            `${backend.service.name}${
              backend.port === undefined ? '' : `:${backend.port}`
            }, ${missing.what}`,
          ),
        },
        lastWriteOf(route),
        context.now,
      );
    }
  }
  return undefined;
}

/** What two objects say has been so since the later of both was written. When a Service went that is gone nobody tells. */
function sinceBothWere(a: Observed, b: Observed): string | undefined {
  const [first, second] = [a, b].map(one => one.object.metadata.writtenAt);
  return first && second && later(first, second);
}
