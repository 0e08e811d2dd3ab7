import type { Observed } from '../kube/KubeObject';
import { emptyTarget } from '../paths/emptyTarget';
import { sourceLinksOf } from '../paths/sources';
import { blindTo } from './freshness';
import { judgeApplier, type AppliedTarget } from './judgeApplier';
import type { Judgement } from './Judgement';
import type { JudgeContext } from './JudgeContext';
import { judgeSource } from './judgeSource';
import { perContext } from './perContext';

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
export const judgeOwner = perContext(
  (parent: Observed, context): Judgement | undefined => {
    if (!isJudged(parent)) {
      return undefined;
    }
    const unseen = blindTo(parent.ref, context);
    if (unseen) {
      return unseen;
    }
    const target = loneTarget(parent, context);
    return judgeApplier(
      target,
      judgeSource(target, context),
      NOT_LOOKED_AT,
      context,
    );
  },
);

export function isJudged({ ref }: Observed): boolean {
  return ref.kind === 'Kustomization' || ref.kind === 'HelmRelease';
}

/** An applier with its sources alone, as a target. */
export function loneTarget(
  applier: Observed,
  { view }: JudgeContext,
): AppliedTarget {
  return {
    ...emptyTarget(applier.ref),
    applier,
    sources: sourceLinksOf(applier, view),
  };
}
