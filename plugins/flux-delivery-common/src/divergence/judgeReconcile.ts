import { displayRef } from '../kube/ObjectRef';
import type { ParentLink, ResolvedTarget } from '../paths/DeliveryPath';
import { LAST_WORKED, type Began } from './began';
import { withRival } from './contested';
import { fact } from './evidence';
import { withFlaps } from './flapping';
import { withFreshness } from './freshness';
import { judgeApplier } from './judgeApplier';
import type { Judgement } from './Judgement';
import type { JudgeContext } from './JudgeContext';
import { missing } from './missing';
import { brokenParent, explainRoot, type BrokenParent } from './rootCause';
import { whileReconciled } from './stillReconciled';

/**
 * Segment `reconcile`: the artifact that Flux holds against what its applier attempted and applied.
 */
export function judgeReconcile(
  target: ResolvedTarget,
  sourceVerdict: Judgement,
  workloads: Judgement,
  context: JudgeContext,
): Judgement {
  const { applierRef: ref, applier } = target;
  if (!ref) {
    return {
      verdict: 'notObserved',
      headline: 'not delivered by Flux',
      summary: 'No applier of Flux delivers this.',
      evidence: [],
    };
  }
  return withFreshness(ref, context, () => {
    if (!applier) {
      return missing(ref, target.because[0], context);
    }
    const now = judgeApplier(
      { ...target, applier },
      sourceVerdict,
      workloads,
      context,
    );
    const own = explainRoot(withFlaps(now, applier, context.now), context);
    return whileReconciled(
      withParents(withRival(own, target, context), target, context),
      applier,
      context.now,
    );
  });
}

/**
 * What an applier was given last may be applied to perfection while its own parent cannot give it anything newer.
 */
function withParents(
  own: Judgement,
  target: ResolvedTarget,
  context: JudgeContext,
): Judgement {
  if (own.verdict !== 'ok') {
    return own;
  }
  for (const link of target.parents) {
    const broken = link.parent && brokenParent(link.parent, context);
    if (broken) {
      return ofBrokenParent(own, link, broken);
    }
  }
  return own;
}

function ofBrokenParent(
  own: Judgement,
  { ref, parent }: ParentLink,
  { judgement, root }: BrokenParent,
): Judgement {
  const { namespace, name } = ref;
  const stopped = judgement.verdict === 'suspended';
  return {
    ...own,
    verdict: stopped ? 'suspended' : 'diverged',
    ...(stopped && { class: 'suspended', newer: judgement.newer }),
    headline: `parent ${namespace}/${name}: ${judgement.headline}`,
    summary: `${own.summary} But ${displayRef(ref)}, which applies it, ${
      stopped ? 'is stopped' : 'cannot go on'
    }: ${judgement.headline}.`,
    detail: own.headline,
    message: judgement.message,
    reason: judgement.reason,
    ...beganOf(judgement),
    rootCause: root,
    evidence: [
      ...judgement.evidence,
      ...own.evidence,
      ...(parent ? fact(parent, 'metadata.name', name) : []),
    ],
  };
}

function beganOf({ since, at, atWord }: Judgement): Began {
  return !since && atWord === LAST_WORKED ? { at, atWord } : { since };
}
