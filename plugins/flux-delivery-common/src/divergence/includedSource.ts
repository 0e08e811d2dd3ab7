import type { Source } from '../flux/objects';
import { conditionIs } from '../kube/conditions';
import type { Observed } from '../kube/KubeObject';
import { displayRef } from '../kube/ObjectRef';
import { judgeSourceObject } from './judgeSourceObject';
import { asSegment, type Judgement } from './Judgement';
import type { JudgeContext } from './JudgeContext';
import { list } from './rollout/shape';
import type { RootCause } from './SegmentVerdict';
import { withClass } from './withClass';

/**
 * A GitRepository that cannot get what it includes waits for another one, which is what has to be mended.
 */
export function withIncluded(
  judgement: Judgement,
  observed: Observed,
  context: JudgeContext,
): Judgement {
  if (!conditionIs(observed.object, 'IncludeUnavailable', 'True')) {
    return judgement;
  }
  const rootCause = includedTrouble(observed as Observed<Source>, context);
  return {
    ...judgement,
    class: 'dependency-not-ready',
    ...(rootCause && { rootCause }),
  };
}

function includedTrouble(
  { ref, object }: Observed<Source>,
  { view, now }: JudgeContext,
): RootCause | undefined {
  for (const { repository } of list(object.spec?.include)) {
    const included = { ...ref, name: repository?.name ?? '' };
    const seen = view.get(included);
    if (included.name && !seen) {
      return {
        ...included,
        class: 'artifact-missing',
        summary: `${displayRef(included)} does not exist`,
      };
    }
    const judged =
      seen && withClass(asSegment('source', judgeSourceObject(seen, now)));
    if (judged && judged.verdict !== 'ok') {
      return {
        ...included,
        ...(judged.class && { class: judged.class }),
        summary: judged.summary,
      };
    }
  }
  return undefined;
}
