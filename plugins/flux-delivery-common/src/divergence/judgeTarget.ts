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
import { notPermitted, type TellsSegment, withoutUntold } from './notPermitted';
import { explainRoot } from './rootCause';
import { withoutForeignWords } from './foreignWords';
import { SEGMENTS } from './SegmentVerdict';
import { triggerOf } from './trigger';
import { withClass } from './withClass';

export type { JudgeContext } from './JudgeContext';

/**
 * Judges one target: always five segments, in order, and what follows from the first divergence is marked. Segments that are not
 * told are `unknown`, and nothing else of the answer tells of them.
 *
 * @public
 */
export function judgeTarget(
  target: ResolvedTarget,
  context: JudgeContext,
  tells: TellsSegment = () => true,
): JudgedTarget {
  if (target.binding === 'notAuthorized' || target.binding === 'notVerified') {
    return withoutUntold(hidden(target, context, tells), tells);
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
  // Before consequences are marked: what follows from what must not tell of a segment that is not told.
  const told = judged.map(verdict =>
    tells(verdict.segment) ? withClass(verdict) : notPermitted(verdict.segment),
  );
  const segments = markConsequences(told).map(segment =>
    withoutForeignWords(segment, target),
  );
  const trigger = triggerOf(target, context);
  return withoutUntold(
    {
      ...target,
      workloads: each,
      segments,
      notes: notesOf(target, segments, trigger, context),
      ...(trigger && { trigger }),
    },
    tells,
  );
}

/** Nothing that the cluster says is in the answer: only that the entity points there. */
function hidden(
  target: ResolvedTarget,
  context: JudgeContext,
  tells: TellsSegment,
): JudgedTarget {
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
    segments: SEGMENTS.map(segment =>
      tells(segment) ? asSegment(segment, judgement) : notPermitted(segment),
    ),
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
