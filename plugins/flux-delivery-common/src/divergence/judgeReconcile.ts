import type { Source } from '../flux/objects';
import type { Observed } from '../kube/KubeObject';
import { displayRef } from '../kube/ObjectRef';
import type { ParentLink, ResolvedTarget } from '../paths/DeliveryPath';
import type { ReconcileInput } from './applierCommon';
import { fact } from './evidence';
import { withFlaps } from './flapping';
import { noEvidence, withFreshness } from './freshness';
import { judgeHelmRelease } from './judgeHelmRelease';
import { judgeKustomization } from './judgeKustomization';
import type { Judgement } from './Judgement';
import type { JudgeContext } from './JudgeContext';
import { missing } from './missing';
import { brokenParent, explainRoot, type BrokenParent } from './rootCause';

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
    const source = target.sources[0]?.source as Observed<Source> | undefined;
    const input = {
      target,
      applier,
      source,
      sourceVerdict,
      workloads,
      context,
    };
    return withParents(
      explainRoot(judgeApplier(input), context),
      target,
      context,
    );
  });
}

export function judgeApplier(input: ReconcileInput): Judgement {
  return withFlaps(judgeNow(input), input.applier, input.context.now);
}

function judgeNow(input: ReconcileInput): Judgement {
  const { ref } = input.applier;
  switch (ref.kind) {
    case 'Kustomization':
      return judgeKustomization(input);
    case 'HelmRelease':
      return judgeHelmRelease(input);
    default:
      return noEvidence(ref, input.context, {
        headline: `${ref.kind} is not judged`,
        summary: `How ${ref.kind} tells its state is not known here.`,
        field: 'kind',
        value: ref.kind,
      });
  }
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
    since: judgement.since,
    rootCause: root,
    evidence: [
      ...judgement.evidence,
      ...own.evidence,
      ...(parent ? fact(parent, 'metadata.name', name) : []),
    ],
  };
}
