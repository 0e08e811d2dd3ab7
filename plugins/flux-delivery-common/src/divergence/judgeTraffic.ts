import { displayRef, keyOf } from '../kube/ObjectRef';
import type { ResolvedService, ResolvedTarget } from '../paths/DeliveryPath';
import { blindTo, noEvidence } from './freshness';
import type { Judgement } from './Judgement';
import type { JudgeContext } from './JudgeContext';
import { goneObjects } from './traffic/gone';
import { judgeRoutes, unreadRoutes } from './traffic/routes';
import { standbyBy, weightFacts } from './traffic/routeWeights';
import { judgeService } from './traffic/service';
import { knativeTraffic, weightOfCanaries } from './traffic/weights';
import { worstFirst } from './verdictOrder';

const KIND_NAMES = [
  { group: '', kind: 'Service' },
  { group: 'discovery.k8s.io', kind: 'EndpointSlice' },
];

/**
 * Segment `traffic`: the version that was rolled out against what ready endpoints and routes serve.
 */
export function judgeTraffic(
  target: ResolvedTarget,
  rollout: Judgement,
  context: JudgeContext,
): Judgement {
  const knative = knativeTraffic(target);
  const routes = [
    ...goneObjects(target, context),
    ...unreadRoutes(target, context),
    ...judgeRoutes(target, context),
  ];
  const services = [...target.services].sort((a, b) =>
    keyOf(a.ref) < keyOf(b.ref) ? -1 : 1,
  );
  if (services.length === 0) {
    const [worst] = worstFirst([...routes, ...(knative ? [knative] : [])]);
    return (
      worst ??
      blindToNetwork(target, context) ??
      withoutService(target, context)
    );
  }
  const judged = services.map(service =>
    judgeOne(service, target, rollout, context),
  );
  const all = knative ? [...judged, knative] : judged;
  const [worst] = worstFirst([...all, ...routes]);
  const withWeight = standby(
    weightOfCanaries(target, worst, context),
    target,
    context,
  );
  if (all.length === 1 || routes.includes(worst)) {
    return withWeight;
  }
  const same = all.filter(({ verdict }) => verdict === worst.verdict);
  return {
    ...withWeight,
    ...(worst.verdict !== 'ok' &&
      same.length < all.length && {
        detail: [withWeight.detail, `${same.length} of ${all.length} Services`]
          .filter(Boolean)
          .join(', '),
      }),
    evidence: same.flatMap(({ evidence }) => evidence).slice(0, 40),
  };
}

/** What is ready behind a route that is meant to send everything to another colour serves nobody. */
function standby(
  judgement: Judgement,
  target: ResolvedTarget,
  context: JudgeContext,
): Judgement {
  const by =
    judgement.verdict === 'ok' ? standbyBy(target, context) : undefined;
  return by
    ? {
        verdict: 'notObserved',
        headline: 'standby: weight 0',
        summary: `${displayRef(by.route.ref)} gives all traffic to ${
          by.instead
        }: this target stands by. ${judgement.summary}`,
        detail: judgement.headline,
        evidence: [
          ...weightFacts(
            by.route,
            target.services.map(({ ref }) => ref),
          ),
          ...judgement.evidence,
        ],
      }
    : judgement;
}

function judgeOne(
  service: ResolvedService,
  target: ResolvedTarget,
  rollout: Judgement,
  context: JudgeContext,
): Judgement {
  const own = () => judgeService(service, target, rollout, context);
  const blind = KIND_NAMES.map(kind =>
    blindTo({ cluster: service.ref.cluster, ...kind }, context, own),
  ).find(Boolean);
  if (blind) {
    return {
      ...blind,
      evidence: [
        ...blind.evidence.map(evidence => ({
          ...evidence,
          object: { ...evidence.object, namespace: service.ref.namespace },
        })),
      ],
    };
  }
  return own();
}

function blindToNetwork(
  target: ResolvedTarget,
  context: JudgeContext,
): Judgement | undefined {
  return KIND_NAMES.map(kind =>
    blindTo({ cluster: target.cluster, ...kind }, context),
  ).find(Boolean);
}

function withoutService(
  target: ResolvedTarget,
  context: JudgeContext,
): Judgement {
  const { applierRef: ref, applier } = target;
  if (ref && !applier && target.workloads.length === 0) {
    return (
      blindTo(ref, context) ??
      noEvidence(ref, context, {
        headline: 'traffic not known',
        summary: `${displayRef(
          ref,
        )} does not exist, so that what it serves cannot be told.`,
        field: 'metadata.name',
      })
    );
  }
  return {
    verdict: 'notObserved',
    headline: 'no Service leads here',
    summary:
      'No Service selects the pods of this target: there is no traffic to observe.',
    evidence: [],
  };
}
