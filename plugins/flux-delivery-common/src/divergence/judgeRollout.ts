import { deliversElsewhere } from '../flux/applier';
import type { HelmRelease } from '../flux/objects';
import { conditionIs, findCondition } from '../kube/conditions';
import type { KubeObject, Observed } from '../kube/KubeObject';
import { displayRef } from '../kube/ObjectRef';
import { podTemplateOf } from '../kube/podTemplate';
import type { ResolvedTarget, ResolvedWorkload } from '../paths/DeliveryPath';
import { declaredVersion } from './describeVersion';
import { conditionFacts, fact } from './evidence';
import { blindTo, noEvidence } from './freshness';
import { healthFailureOf } from './healthFailure';
import type { Judgement } from './Judgement';
import type { JudgeContext } from './JudgeContext';
import type { JudgedWorkload } from './JudgedTarget';
import { judgeWorkload } from './judgeWorkload';
import { withOutsideChange } from './rollout/outOfBand';
import { worstFirst } from './verdictOrder';

const MOST_EVIDENCE = 40;

/**
 * What each workload of a target says by itself, in their order.
 */
export function judgeEachWorkload(
  target: ResolvedTarget,
  context: JudgeContext,
): JudgedWorkload[] {
  return target.workloads.map(resolved => ({
    ...resolved,
    judgement: withImages(
      withOutsideChange(
        judgeWorkload(resolved, context),
        resolved,
        target,
        context,
      ),
      resolved,
    ),
  }));
}

/**
 * What the workloads of a target say together, the worst first.
 */
export function judgeWorkloads(
  target: ResolvedTarget,
  context: JudgeContext,
  each = judgeEachWorkload(target, context),
): Judgement {
  if (each.length === 0) {
    return withoutWorkloads(target, context);
  }
  const judged = each.map(({ judgement, ...resolved }) => ({
    resolved,
    ...judgement,
  }));
  const [{ resolved, ...worst }, ...others] = worstFirst(judged);
  if (others.length === 0) {
    return worst;
  }
  const same = judged.filter(({ verdict }) => verdict === worst.verdict).length;
  const evidence = judged
    .filter(({ verdict }) => verdict === worst.verdict)
    .flatMap(one => one.evidence)
    .slice(0, MOST_EVIDENCE);
  if (worst.verdict === 'ok') {
    const version = target.workloads.map(
      ({ workload }) => declaredVersion(workload?.object) ?? '',
    );
    const common =
      new Set(version).size === 1 && version[0]
        ? `on ${version[0]}`
        : undefined;
    const rest = judged.length - same;
    return {
      ...worst,
      headline:
        rest > 0
          ? `${same} of ${judged.length} workloads ready`
          : `all ${judged.length} workloads ready`,
      summary: `${same} of ${judged.length} workloads have rolled out${
        rest > 0 ? `; the others run nothing now` : ''
      }.`,
      detail: common,
      evidence,
    };
  }
  return {
    ...worst,
    headline: `${same} of ${judged.length} workloads: ${worst.headline}`,
    detail: [displayRef(resolved.ref), worst.detail].filter(Boolean).join(', '),
    evidence,
  };
}

/** Declared images stand beside what runs, so that the two can be compared. */
function withImages(
  judgement: Judgement,
  { workload }: ResolvedWorkload,
): Judgement {
  const version = declaredVersion(workload?.object);
  return workload && version && judgement.evidence.length > 0
    ? {
        ...judgement,
        evidence: [
          ...judgement.evidence,
          ...fact(workload, 'spec.template image', imageText(workload.object)),
        ],
      }
    : judgement;
}

function imageText(object: KubeObject): string | undefined {
  const containers = podTemplateOf(object)?.spec?.containers;
  return Array.isArray(containers)
    ? containers
        .map(container => container?.image)
        .filter(Boolean)
        .join(', ')
    : undefined;
}

function withoutWorkloads(
  target: ResolvedTarget,
  context: JudgeContext,
): Judgement {
  const { applierRef: ref, applier } = target;
  if (!ref) {
    return nothing('no workload', 'No workload belongs to this target.');
  }
  const blind = blindTo(ref, context);
  if (blind) {
    return blind;
  }
  if (!applier) {
    return noEvidence(ref, context, {
      headline: 'workloads not known',
      summary: `${displayRef(
        ref,
      )} does not exist, so that its workloads cannot be told.`,
      field: 'metadata.name',
    });
  }
  if (deliversElsewhere(applier.object)) {
    return noEvidence(ref, context, {
      headline: 'runs in another cluster',
      summary: `${displayRef(
        ref,
      )} delivers to another cluster; what runs there cannot be told from here.`,
      field: 'spec.kubeConfig',
      value: 'set',
      observedAt: applier.observedAt,
    });
  }
  return nothing(
    'applies no workloads',
    `${displayRef(ref)} applies no workloads.`,
  );
}

function nothing(headline: string, summary: string): Judgement {
  return { verdict: 'notObserved', headline, summary, evidence: [] };
}

/**
 * Segment `rollout`: what the workloads say, and what Flux says of their health where they say nothing worse.
 */
export function judgeRollout(
  target: ResolvedTarget,
  workloads: Judgement,
  context: JudgeContext,
): Judgement {
  const { applier } = target;
  if (
    !applier ||
    workloads.verdict === 'diverged' ||
    blindTo(applier.ref, context)
  ) {
    return workloads;
  }
  const failure = healthFailureOf(target, context);
  if (failure) {
    return {
      ...failure,
      evidence: [...failure.evidence, ...workloads.evidence],
    };
  }
  const test = findCondition(applier.object, 'TestSuccess');
  if (test?.status === 'False' && !hasIgnoredTestFailure(applier)) {
    return {
      verdict: 'diverged',
      class: 'helm-test-failed',
      headline: 'helm test failed',
      summary: `The test of ${displayRef(applier.ref)} failed.`,
      detail: workloads.headline,
      since: test.lastTransitionTime,
      reason: test.reason,
      message: test.message,
      evidence: [
        ...conditionFacts(applier, 'TestSuccess'),
        ...workloads.evidence,
      ],
    };
  }
  return workloads;
}

/** A Helm test that failed and whose failure the author of the release does not mind. */
export function hasIgnoredTestFailure({ object }: Observed): boolean {
  return (
    (object as HelmRelease).spec?.test?.ignoreFailures === true &&
    conditionIs(object, 'TestSuccess', 'False')
  );
}
