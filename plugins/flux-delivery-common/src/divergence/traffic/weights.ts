import type { Observed } from '../../kube/KubeObject';
import { displayRef } from '../../kube/ObjectRef';
import type { ResolvedTarget } from '../../paths/DeliveryPath';
import { fact } from '../evidence';
import type { Judgement } from '../Judgement';
import type { JudgeContext } from '../JudgeContext';
import { weightOf, type Canary } from '../rollout/canary';
import type { KnativeService } from '../rollout/knativeService';
import { count, list } from '../rollout/shape';
import { routedOtherwise } from './statedWeights';

/** Says how much of the traffic a canary gets, where one is under way; beside a fault of its own, which comes first. */
export function weightOfCanaries(
  target: ResolvedTarget,
  judgement: Judgement,
  context: JudgeContext,
): Judgement {
  const canaries = target.workloads
    .flatMap(({ workload, related }) => [
      ...(workload ? [workload] : []),
      ...list(related),
    ])
    .filter(
      ({ ref }) => ref.group === 'flagger.app' && ref.kind === 'Canary',
    ) as Observed<Canary>[];
  const crossed = routedOtherwise(target, context);
  if (crossed?.verdict === 'diverged' && judgement.verdict !== 'diverged') {
    return crossed;
  }
  const canary = canaries.find(one => weightOf(one) !== undefined);
  if (!canary) {
    return judgement;
  }
  const weight = weightOf(canary) ?? judgement.headline;
  const evidence = [
    ...judgement.evidence,
    ...fact(canary, 'status.canaryWeight', canary.object.status?.canaryWeight),
  ];
  if (judgement.verdict !== 'ok' && judgement.verdict !== 'inProgress') {
    return {
      ...judgement,
      detail: [judgement.detail, weight].filter(Boolean).join(', '),
      evidence,
    };
  }
  return {
    ...judgement,
    verdict: 'inProgress',
    headline: weight,
    detail: ['primary', judgement.headline].join(': '),
    evidence,
  };
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
