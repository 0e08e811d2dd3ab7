import type { Observed } from '../../kube/KubeObject';
import { displayRef } from '../../kube/ObjectRef';
import type { ResolvedTarget } from '../../paths/DeliveryPath';
import { fact } from '../evidence';
import type { Judgement } from '../Judgement';
import { weightOf, type Canary } from '../rollout/canary';
import type { KnativeService } from '../rollout/knativeService';
import { count, list } from '../rollout/shape';
import { backendsOf } from '../../kube/backends';

/** Says how much of the traffic a canary gets, where one is under way. */
export function weightOfCanaries(
  target: ResolvedTarget,
  judgement: Judgement,
): Judgement {
  const canaries = target.workloads
    .flatMap(({ workload, related }) => [
      ...(workload ? [workload] : []),
      ...list(related),
    ])
    .filter(
      ({ ref }) => ref.group === 'flagger.app' && ref.kind === 'Canary',
    ) as Observed<Canary>[];
  const crossed = canaries.flatMap(
    canary => routedOtherwise(canary, target) ?? [],
  );
  if (crossed[0] && judgement.verdict !== 'diverged') {
    return crossed[0];
  }
  const canary = canaries.find(one => weightOf(one) !== undefined);
  if (!canary) {
    return judgement;
  }
  return {
    ...judgement,
    ...(judgement.verdict === 'ok' && { verdict: 'inProgress' as const }),
    headline: weightOf(canary) ?? judgement.headline,
    detail: ['primary', judgement.headline].join(': '),
    evidence: [
      ...judgement.evidence,
      ...fact(
        canary,
        'status.canaryWeight',
        canary.object.status?.canaryWeight,
      ),
    ],
  };
}

/** The share of the canary as routes really give it, against the one that Flagger says it gave. */
function routedOtherwise(
  canary: Observed<Canary>,
  { services }: ResolvedTarget,
): Judgement | undefined {
  const wanted = canary.object.status?.canaryWeight;
  const name =
    canary.object.spec?.service?.name ?? canary.object.spec?.targetRef?.name;
  if (wanted === undefined || !name) {
    return undefined;
  }
  for (const route of services.flatMap(({ routes }) => list(routes))) {
    const given = shareOfCanary(route, name, canary.ref.namespace);
    if (given !== undefined && Math.abs(given - wanted) >= 1) {
      return {
        verdict: 'diverged',
        class: 'canary-weight',
        headline: `${Math.round(given)} % to the canary, ${wanted} % wanted`,
        summary: `${displayRef(route.ref)} gives the canary ${Math.round(
          given,
        )} % of the traffic, and ${displayRef(
          canary.ref,
        )} wants ${wanted} %: somebody else wrote the weights.`,
        evidence: [
          ...fact(
            route,
            'spec.rules[].backendRefs',
            backendsOf(route)
              .map(({ service, weight }) => `${service.name}=${weight}`)
              .join(', '),
          ),
          ...fact(canary, 'status.canaryWeight', wanted),
        ],
      };
    }
  }
  return undefined;
}

function shareOfCanary(
  route: Observed,
  name: string,
  namespace: string,
): number | undefined {
  const backends = backendsOf(route).filter(
    ({ service }) => service.namespace === namespace,
  );
  const weight = (of: string) =>
    backends.find(({ service }) => service.name === of)?.weight;
  const [primary, shifted] = [
    weight(`${name}-primary`),
    weight(`${name}-canary`),
  ];
  return primary !== undefined && shifted !== undefined && primary + shifted > 0
    ? (100 * shifted) / (primary + shifted)
    : undefined;
}

/** Knative splits the traffic itself: the Service tells the share of each revision. */
export function knativeTraffic(target: ResolvedTarget): Judgement | undefined {
  const observed = target.workloads.find(
    ({ ref, workload }) =>
      workload && ref.group === 'serving.knative.dev' && ref.kind === 'Service',
  )?.workload as Observed<KnativeService> | undefined;
  if (!observed) {
    return undefined;
  }
  const { status, spec } = observed.object;
  const newest = status?.latestCreatedRevisionName;
  const shares = list(status?.traffic);
  const name = displayRef(observed.ref);
  const evidence = fact(
    observed,
    'status.traffic',
    shares.length > 0 ? shares : undefined,
  );
  const routes = list(status?.conditions).find(
    ({ type }) => type === 'RoutesReady',
  );
  if (routes?.status === 'False') {
    return {
      verdict: 'diverged',
      class: 'route-not-accepted',
      headline: 'route not ready',
      summary: `${name}: its route is not ready.`,
      since: routes.lastTransitionTime,
      reason: routes.reason,
      message: routes.message,
      evidence: [
        ...fact(
          observed,
          'status.conditions[RoutesReady].status',
          `False (${routes.reason})`,
        ),
        ...evidence,
      ],
    };
  }
  if (shares.length === 0 || !newest) {
    return {
      verdict: 'unknown',
      unknownReason: 'noEvidence',
      headline: 'traffic not told',
      summary: `${name} does not tell which revision serves.`,
      evidence: fact(observed, 'status.traffic', 'absent'),
    };
  }
  const percent = shares
    .filter(({ revisionName }) => revisionName === newest)
    .reduce((sum, share) => sum + count(share.percent), 0);
  const pinned = list(spec?.traffic).some(({ revisionName }) => revisionName);
  const words = {
    headline: `${percent} % on the newest revision`,
    summary: `${name}: ${percent} % of the traffic is on ${newest}${
      pinned ? ', as its spec splits it' : ''
    }.`,
    evidence,
  };
  return percent === 100 || pinned
    ? { verdict: 'ok', ...words }
    : { verdict: 'inProgress', ...words };
}
