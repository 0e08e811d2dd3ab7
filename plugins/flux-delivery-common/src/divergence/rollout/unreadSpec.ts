import type { Observed } from '../../kube/KubeObject';
import { displayRef } from '../../kube/ObjectRef';
import { after, isBefore, PICK_UP } from '../deadline';
import { fact } from '../evidence';
import { observedGenerationOf, specIsUnread } from '../generation';
import { inProgress, type Judgement } from '../Judgement';
import type { JudgeContext } from '../JudgeContext';
import { deletionAskedAt } from './deletion';

/**
 * A spec that the workload's controller has not seen yet: its status speaks of the one before. Also an object that goes away.
 */
export function unreadSpec(
  observed: Observed,
  context: JudgeContext,
): Judgement | undefined {
  const { object, ref } = observed;
  const { generation, creationTimestamp } = object.metadata;
  const leaving = beingDeleted(observed, context);
  if (leaving) {
    return leaving;
  }
  const seen = observedGenerationOf(object);
  if (seen !== undefined && !specIsUnread(object)) {
    return undefined;
  }
  const expectedBy = after(
    seen === undefined ? creationTimestamp : observed.observedAt,
    PICK_UP,
  );
  return inProgress(
    {
      headline:
        seen === undefined ? 'not started yet' : 'new spec not taken up yet',
      summary: `${displayRef(ref)}: its controller has not seen the ${
        seen === undefined ? 'object' : 'newest spec'
      } yet.`,
      ...(seen === undefined && { since: creationTimestamp }),
      expectedBy,
      evidence: [
        ...fact(observed, 'metadata.generation', generation),
        ...fact(observed, 'status.observedGeneration', seen ?? 'absent'),
      ],
    },
    context.now,
    {
      headline: seen === undefined ? 'never started' : 'new spec not taken up',
      summary: `${displayRef(ref)}: no controller has taken it up.`,
      // When a new spec came is not told; what was seen here is good for a deadline alone.
      since: seen === undefined ? expectedBy : null,
    },
  );
}

/** An object that was to be deleted and is still there. */
export function beingDeleted(
  observed: Observed,
  context: JudgeContext,
): Judgement | undefined {
  const { object, ref } = observed;
  const { deletionTimestamp } = object.metadata;
  const asked = deletionAskedAt(object.metadata);
  // Later than now where the time of grace is not known.
  const since = isBefore(context.now, asked) ? undefined : asked;
  return deletionTimestamp
    ? inProgress(
        {
          headline: 'being deleted',
          summary: `${displayRef(ref)} is being deleted.`,
          since,
          expectedBy: after(deletionTimestamp, PICK_UP),
          evidence: fact(
            observed,
            'metadata.deletionTimestamp',
            deletionTimestamp,
          ),
        },
        context.now,
        {
          headline: 'deletion hangs',
          summary: `${displayRef(ref)} was to be deleted, and is still there.`,
          since,
        },
      )
    : undefined;
}
