import { displayRef } from '../kube/ObjectRef';
import type { ResolvedTarget } from '../paths/DeliveryPath';
import { clusterInWords } from '../paths/targetId';
import type { JudgedTarget } from './JudgedTarget';
import { markConsequences } from './firstDivergence';
import { asSegment, type Judgement } from './Judgement';
import type { JudgeContext } from './JudgeContext';
import { judgePromotion } from './judgePromotion';
import { judgeReconcile } from './judgeReconcile';
import {
  judgeEachWorkload,
  judgeRollout,
  judgeWorkloads,
} from './judgeRollout';
import { judgeSource } from './judgeSource';
import { judgeTraffic } from './judgeTraffic';
import { notesOf } from './notes';
import { explainRoot } from './rootCause';
import { withoutForeignWords } from './foreignWords';
import { SEGMENTS } from './SegmentVerdict';
import { triggerOf } from './trigger';
import { withClass } from './withClass';

export type { JudgeContext } from './JudgeContext';

/**
 * Judges one target: always five segments, in order, and what follows from the first divergence is marked.
 *
 * @public
 */
export function judgeTarget(
  target: ResolvedTarget,
  context: JudgeContext,
): JudgedTarget {
  if (target.binding === 'notAuthorized' || target.binding === 'notVerified') {
    return hidden(target, context);
  }
  const source = judgeSource(target, context);
  const each = judgeEachWorkload(target, context);
  const workloads = judgeWorkloads(target, context, each);
  const rollout = explainRoot(
    judgeRollout(target, workloads, context),
    context,
  );
  const judged = [
    asSegment('promotion', judgePromotion(target, source, context)),
    asSegment('source', source),
    asSegment('reconcile', judgeReconcile(target, source, workloads, context)),
    asSegment('rollout', rollout),
    asSegment('traffic', judgeTraffic(target, rollout, context)),
  ];
  const segments = markConsequences(judged.map(withClass)).map(segment =>
    withoutForeignWords(segment, target),
  );
  const trigger = triggerOf(target, context);
  return {
    ...target,
    workloads: each,
    segments,
    notes: notesOf(target, segments, trigger, context),
    ...(trigger && { trigger }),
  };
}

/** Nothing that the cluster says is in the answer: only that the entity points there. */
function hidden(target: ResolvedTarget, context: JudgeContext): JudgedTarget {
  const ref = target.applierRef ?? target.workloads[0]?.ref;
  const denied = target.binding === 'notAuthorized';
  const { state, since, lastError, asOf } = (ref &&
    context.view.freshness(ref.cluster, ref.group, ref.kind)) ?? {
    state: 'notSynced',
    since: undefined,
    lastError: undefined,
    asOf: undefined,
  };
  const words = denied
    ? {
        headline: 'not authorized',
        why: 'it does not claim this entity, and no rule lets its owner in',
      }
    : {
        headline: 'not verified',
        why: 'whether it claims this entity cannot be asked now',
      };
  const judgement: Judgement = {
    verdict: 'unknown',
    unknownReason: denied ? 'notAuthorized' : reasonOf(state),
    headline: words.headline,
    summary: `The entity points at ${
      ref ? displayRef(ref) : 'an object'
    } on ${clusterInWords(target.cluster)}; ${words.why}.`,
    ...(!denied && { since, message: lastError }),
    evidence: ref
      ? [
          {
            object: ref,
            field: denied
              ? 'metadata.annotations[flux-delivery/entity]'
              : 'watch',
            value: denied ? 'does not name this entity' : lastError ?? state,
            observedAt: asOf ?? context.now,
          },
        ]
      : [],
  };
  return {
    ...target,
    workloads: target.workloads.map(workload => ({ ...workload, judgement })),
    segments: SEGMENTS.map(segment => asSegment(segment, judgement)),
    notes: [],
  };
}

function reasonOf(state: string): Judgement['unknownReason'] {
  return state === 'forbidden' ||
    state === 'notSynced' ||
    state === 'needsUserSession'
    ? state
    : 'unreachable';
}
