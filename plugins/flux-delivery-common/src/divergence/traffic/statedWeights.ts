import { backendsOf, serviceRef, type Backend } from '../../kube/backends';
import type { Observed } from '../../kube/KubeObject';
import { displayRef } from '../../kube/ObjectRef';
import { later } from '../../kube/time';
import type { Workload } from '../../kube/workloads';
import type { ResolvedTarget } from '../../paths/DeliveryPath';
import { fact } from '../evidence';
import type { Judgement } from '../Judgement';
import type { JudgeContext } from '../JudgeContext';
import type { Canary } from '../rollout/canary';
import { count, list } from '../rollout/shape';
import { weightFacts } from './routeWeights';
import { lastWriteOf, settled } from './settling';
import { weightsOf } from './sideRole';

/** How much of the traffic a controller says that it gives to the new version, and through which Services. */
interface Stated {
  by: Observed;
  /** In percent. */
  wanted: number;
  field: string;
  stable: string;
  canary: string;
  /** RFC 3339: when it was stated, where the controller tells. */
  at?: string;
}

/**
 * The share of a new version as routes really give it, against the one that Flagger or Argo Rollouts says that it gave. Both write the
 * route first and their status a moment later.
 */
export function routedOtherwise(
  { workloads, services }: ResolvedTarget,
  { now }: JudgeContext,
): Judgement | undefined {
  const all = workloads.flatMap(({ workload, related }) => [
    ...(workload ? [workload] : []),
    ...list(related),
  ]);
  const routes = services.flatMap(service => list(service.routes));
  for (const stated of all.flatMap(one => statedBy(one) ?? [])) {
    for (const route of routes) {
      const given = sharesOfCanary(route, stated);
      const isAsStated = (share: number) => Math.abs(share - stated.wanted) < 1;
      if (given.length > 0 && !given.some(isAsStated)) {
        const split = given.find(share => share > 0 && share < 100);
        return crossed(route, split ?? given[0], stated, now);
      }
    }
  }
  return undefined;
}

function statedBy(observed: Observed): Stated | undefined {
  const { group, kind } = observed.ref;
  if (group === 'flagger.app' && kind === 'Canary') {
    return statedByFlagger(observed as Observed<Canary>);
  }
  return group === 'argoproj.io' && kind === 'Rollout'
    ? statedByArgo(observed as Observed<Workload>)
    : undefined;
}

function statedByFlagger(by: Observed<Canary>): Stated | undefined {
  const { spec, status } = by.object;
  const name = spec?.service?.name ?? spec?.targetRef?.name;
  // Where it tests by headers or mirrors, it counts rounds and states no weight.
  return status?.canaryWeight === undefined ||
    !name ||
    count(status.iterations) > 0
    ? undefined
    : {
        by,
        wanted: status.canaryWeight,
        field: 'status.canaryWeight',
        stable: `${name}-primary`,
        canary: `${name}-canary`,
        at: status.lastTransitionTime,
      };
}

function statedByArgo(by: Observed<Workload>): Stated | undefined {
  const weights = weightsOf(by);
  const { stableService: stable, canaryService: canary } =
    by.object.spec?.strategy?.canary ?? {};
  const toCanary = count(weights?.canary?.weight);
  const all = toCanary + count(weights?.stable?.weight);
  return stable && canary && all > 0
    ? {
        by,
        wanted: (100 * toCanary) / all,
        field: 'status.canary.weights.canary.weight',
        stable,
        canary,
      }
    : undefined;
}

/**
 * In percent, by each rule that names both. Rules for headers may lead to one of them alone, or give it everything: so Flagger keeps
 * those on the canary who are there already. What rules match is not read, so that one that gives what is stated is enough.
 */
function sharesOfCanary(
  route: Observed,
  { by, stable, canary }: Stated,
): number[] {
  const rules = new Map<string, Backend[]>();
  for (const backend of backendsOf(route)) {
    if (backend.service.namespace === by.ref.namespace) {
      rules.set(backend.rule, [...(rules.get(backend.rule) ?? []), backend]);
    }
  }
  return [...rules.values()].flatMap(backends => {
    const weight = (of: string) =>
      backends.find(({ service }) => service.name === of)?.weight;
    const [kept, shifted] = [weight(stable), weight(canary)];
    return kept !== undefined && shifted !== undefined && kept + shifted > 0
      ? [(100 * shifted) / (kept + shifted)]
      : [];
  });
}

function crossed(
  route: Observed,
  given: number,
  { by, wanted, field, at, stable, canary }: Stated,
  now: string,
): Judgement {
  const { writtenAt } = route.object.metadata;
  const [real, stated] = [Math.round(given), Math.round(wanted)];
  return settled(
    {
      class: 'canary-weight',
      headline: `${real} % to the canary, ${stated} % wanted`,
      summary: `${displayRef(
        route.ref,
      )} gives the canary ${real} % of the traffic, and ${displayRef(
        by.ref,
      )} wants ${stated} %: somebody else wrote the weights.`,
      ...(writtenAt && { since: later(writtenAt, at) }),
      evidence: [
        ...weightFacts(
          route,
          [stable, canary].map(name => serviceRef(by.ref, name)),
        ),
        ...fact(by, field, wanted),
      ],
    },
    later(lastWriteOf(route), at ?? by.observedAt),
    now,
  );
}
