import type { Source } from '../flux/objects';
import type { Observed } from '../kube/KubeObject';
import type { ResolvedTarget } from '../paths/DeliveryPath';
import { emptyTarget } from '../paths/emptyTarget';
import { sourceLinksOf } from '../paths/sources';
import type { ReconcileInput } from './applierCommon';
import { blindTo } from './freshness';
import { judgeHelmRelease } from './judgeHelmRelease';
import { judgeKustomization } from './judgeKustomization';
import type { Judgement } from './Judgement';
import type { JudgeContext } from './JudgeContext';
import { judgeSource } from './judgeSource';

const NOT_LOOKED_AT: Judgement = {
  verdict: 'notObserved',
  headline: 'not looked at',
  summary: 'The workloads of a parent are not part of this path.',
  evidence: [],
};

/**
 * The verdict on the reconciliation of a parent applier by itself: without its own parents, and without what it delivers
 * elsewhere. A failed health check of a parent is about its other children as likely as about this one, and is not held
 * against it.
 */
export function judgeOwner(
  parent: Observed,
  context: JudgeContext,
): Judgement | undefined {
  if (!isJudged(parent)) {
    return undefined;
  }
  const unseen = blindTo(parent.ref, context);
  if (unseen) {
    return unseen;
  }
  const target = loneTarget(parent, context);
  return judgeLone(
    target,
    judgeSource(target, context),
    NOT_LOOKED_AT,
    context,
  );
}

export function isJudged({ ref }: Observed): boolean {
  return ref.kind === 'Kustomization' || ref.kind === 'HelmRelease';
}

/** The reconciliation of an applier that is the target of nobody who asks. */
export function judgeLone(
  target: ResolvedTarget & { applier: Observed },
  sourceVerdict: Judgement,
  workloads: Judgement,
  context: JudgeContext,
): Judgement {
  const input: ReconcileInput = {
    target,
    applier: target.applier,
    source: target.sources[0]?.source as Observed<Source> | undefined,
    sourceVerdict,
    workloads,
    context,
  };
  return target.applier.ref.kind === 'Kustomization'
    ? judgeKustomization(input)
    : judgeHelmRelease(input);
}

/** An applier with its sources alone, as a target. */
export function loneTarget(
  applier: Observed,
  { view }: JudgeContext,
): ResolvedTarget & { applier: Observed } {
  return {
    ...emptyTarget(applier.ref),
    applier,
    sources: sourceLinksOf(applier, view),
  };
}
