import type { Source } from '../flux/objects';
import type { Observed } from '../kube/KubeObject';
import type { ResolvedTarget } from '../paths/DeliveryPath';
import type { ReconcileInput } from './applierCommon';
import { noEvidence } from './freshness';
import { judgeHelmRelease } from './judgeHelmRelease';
import { judgeKustomization } from './judgeKustomization';
import type { Judgement } from './Judgement';
import type { JudgeContext } from './JudgeContext';

/** A target whose applier was seen. */
export type AppliedTarget = ResolvedTarget & { applier: Observed };

/** The reconciliation of an applier by itself and at this instant: without its parents, and without what it did before. */
export function judgeApplier(
  target: AppliedTarget,
  sourceVerdict: Judgement,
  workloads: Judgement,
  context: JudgeContext,
): Judgement {
  const { applier } = target;
  const { ref } = applier;
  const source = target.sources[0]?.source as Observed<Source> | undefined;
  const input: ReconcileInput = {
    target,
    applier,
    source,
    sourceVerdict,
    workloads,
    context,
  };
  switch (ref.kind) {
    case 'Kustomization':
      return judgeKustomization(input);
    case 'HelmRelease':
      return judgeHelmRelease(input);
    default:
      return noEvidence(ref, context, {
        headline: `${ref.kind} is not judged`,
        summary: `How ${ref.kind} tells its state is not known here.`,
        field: 'kind',
        value: ref.kind,
      });
  }
}
