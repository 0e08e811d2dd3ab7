import type { Observed } from '../../kube/KubeObject';
import { displayRef, keyOf } from '../../kube/ObjectRef';
import type { ResolvedTarget } from '../../paths/DeliveryPath';
import { fact } from '../evidence';
import type { Judgement } from '../Judgement';
import type { Note } from '../SegmentVerdict';
import { backendsOf, type Backend } from '../../kube/backends';

/** What a rule of a route gives to the Services of a target, of all that it gives. */
interface Share {
  ours: number;
  all: number;
  /** The Services of others that get something. */
  others: string[];
}

/**
 * A route that knows the target's Services and sends everything past them: to others, or nowhere at all.
 */
export function misdirected(
  route: Observed,
  target: ResolvedTarget,
): Judgement | undefined {
  const shares = sharesOf(route, target);
  if (shares.length === 0 || shares.some(({ ours }) => ours > 0)) {
    return undefined;
  }
  const others = [...new Set(shares.flatMap(share => share.others))];
  const instead = others.length > 0 ? others.join(', ') : 'nobody';
  return {
    verdict: 'diverged',
    class: 'canary-weight',
    headline: `weight 0: all traffic to ${instead}`,
    summary: `${displayRef(
      route.ref,
    )} gives no weight to this target; it sends all traffic to ${instead}.`,
    evidence: fact(route, 'spec.rules[].backendRefs', weightsOf(route)),
  };
}

/** A split that leaves the target some of the traffic is as its route wants it, and worth telling. */
export function splitNotes(
  routes: readonly Observed[],
  target: ResolvedTarget,
): Note[] {
  return routes.flatMap(route =>
    sharesOf(route, target)
      .filter(({ ours, others }) => ours > 0 && others.length > 0)
      .slice(0, 1)
      .map(({ ours, all, others }) => ({
        class: 'canary-weight',
        summary: `${displayRef(route.ref)} gives ${Math.round(
          (100 * ours) / all,
        )} % of the traffic to this target, the rest to ${others.join(', ')}.`,
      })),
  );
}

/** For each rule that names a Service of the target. */
function sharesOf(route: Observed, { services }: ResolvedTarget): Share[] {
  const own = new Set(services.map(({ ref }) => keyOf(ref)));
  const rules = new Map<string, Backend[]>();
  for (const backend of backendsOf(route)) {
    rules.set(backend.rule, [...(rules.get(backend.rule) ?? []), backend]);
  }
  return [...rules.values()]
    .filter(backends => backends.some(({ service }) => own.has(keyOf(service))))
    .map(backends => {
      const others = backends.filter(
        ({ service, weight }) => weight > 0 && !own.has(keyOf(service)),
      );
      const all = sum(backends);
      return {
        all,
        ours: all - sum(others),
        others: others.map(({ service }) => `Service ${service.name}`),
      };
    });
}

function sum(backends: readonly Backend[]): number {
  return backends.reduce((total, { weight }) => total + weight, 0);
}

function weightsOf(route: Observed): string {
  return backendsOf(route)
    .map(({ service, weight }) => `${service.name}=${weight}`)
    .join(', ');
}
