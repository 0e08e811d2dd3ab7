import { displayRef, type ObjectRef } from '../kube/ObjectRef';
import type { Judgement } from './Judgement';
import type { JudgeContext } from './JudgeContext';

/** The verdict on an object that is expected and, as is certain, not there. */
export function missing(
  ref: ObjectRef,
  because: string | undefined,
  context: JudgeContext,
): Judgement {
  return {
    verdict: 'diverged',
    headline: `${ref.kind} does not exist`,
    summary: `${displayRef(ref)} does not exist.${
      because ? ` It is expected: ${because}.` : ''
    }`,
    evidence: [
      {
        object: ref,
        field: 'metadata.name',
        value: 'does not exist',
        observedAt: context.now,
      },
    ],
  };
}
