import type { Observed } from '../../kube/KubeObject';
import { displayRef } from '../../kube/ObjectRef';
import type { Workload } from '../../kube/workloads';
import type { ResolvedWorkload } from '../../paths/DeliveryPath';
import type { Judgement } from '../Judgement';
import type { JudgeContext } from '../JudgeContext';
import { fact } from '../evidence';
import { worstFirst } from '../verdictOrder';
import { judgeCanary, type Canary } from './canary';
import { judgeDeployment } from './deployment';
import { list } from './shape';

/**
 * Flagger scales the Deployment that it drives down to 0 and serves from a copy of it, so that the Deployment by itself tells
 * nothing. Undefined where no Canary drives the workload, or where its pods run for the analysis.
 */
export function byCanary(
  resolved: ResolvedWorkload,
  observed: Observed,
  context: JudgeContext,
): Judgement | undefined {
  const workload = observed as Observed<Workload>;
  const related = list(resolved.related);
  const canary = related.find(
    ({ ref }) => ref.group === 'flagger.app' && ref.kind === 'Canary',
  );
  if (
    !canary ||
    observed.ref.kind !== 'Deployment' ||
    (workload.object.spec?.replicas ?? 1) > 0
  ) {
    return undefined;
  }
  const primary = related.find(({ ref }) => ref.kind === 'Deployment') as
    | Observed<Workload>
    | undefined;
  const byItself = judgeCanary(resolved, canary as Observed<Canary>, context);
  const serving =
    primary &&
    judgeDeployment(
      {
        ref: primary.ref,
        workload: primary,
        because: 'Flagger serves from it',
        related: [],
      },
      primary,
      context,
    );
  const [worst] = worstFirst([byItself, ...(serving ? [serving] : [])]);
  const headline =
    worst === byItself && serving?.verdict === 'ok'
      ? `${byItself.headline}, ${serving.headline}`
      : worst.headline;
  return {
    ...worst,
    headline,
    summary: `${displayRef(observed.ref)} is scaled to 0 by its Canary. ${
      worst.summary
    }`,
    evidence: [
      ...byItself.evidence,
      ...(serving?.evidence ?? []),
      ...fact(workload, 'spec.replicas', 0),
    ],
  };
}
