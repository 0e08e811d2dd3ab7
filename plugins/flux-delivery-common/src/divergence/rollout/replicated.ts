import { displayRef } from '../../kube/ObjectRef';
import type { PodSample } from '../../kube/workloads';
import type { ResolvedWorkload } from '../../paths/DeliveryPath';
import { after } from '../deadline';
import { fact } from '../evidence';
import { inProgress, type Judgement } from '../Judgement';
import type { Counts } from './Counts';
import { tellingPods } from './podVerdict';
import { runningUnready } from './readiness';
import { byScheduler } from './scheduling';
import { DOES_NOT_GO, leavingPod } from './stuckPods';
import {
  isComplete,
  movingSince,
  onVersion,
  progressDeadline,
  type Start,
  type Subject,
} from './Subject';

/** Every wanted pod is of the newest template and available. */
export function complete(subject: Subject): Judgement | undefined {
  const { counts, observed } = subject;
  if (!isComplete(counts)) {
    return undefined;
  }
  const name = displayRef(observed.ref);
  if (counts.desired === 0) {
    return {
      verdict: 'ok',
      headline: 'scaled to 0',
      summary: `${name} is scaled to 0: nothing is meant to run.`,
      detail: onVersion(subject),
      evidence: [...fact(observed, 'spec.replicas', 0), ...counts.evidence],
    };
  }
  return {
    verdict: 'ok',
    headline: `${counts.ready}/${counts.desired} ready`,
    summary: `${name} has rolled out: ${counts.ready} of ${counts.desired} pods are ready.`,
    detail: onVersion(subject),
    evidence: counts.evidence,
  };
}

function progressOf({ counts, held }: Subject): string {
  const { desired, updated, total, available }: Counts = counts;
  if (updated > desired) {
    return `scaling down to ${desired}`;
  }
  if (held !== undefined) {
    return `${available} of ${desired} ready`;
  }
  if (updated < desired) {
    return `${updated} of ${desired} updated`;
  }
  const old = total - updated;
  return old > 0
    ? `${old} old ${old === 1 ? 'pod' : 'pods'} still running`
    : `${available} of ${desired} ready`;
}

/** A rollout that is not complete, and nothing says that it fails. */
export function rolling(subject: Subject, start: Start = {}): Judgement {
  const expectedBy = after(start.at, progressDeadline(subject));
  return (
    byScheduler(subject, tellingPods(subject).pods, expectedBy) ??
    gettingOn(subject, start, expectedBy)
  );
}

function gettingOn(
  subject: Subject,
  { at, seenHere }: Start,
  expectedBy: string | undefined,
): Judgement {
  const { counts, observed, context } = subject;
  const name = displayRef(observed.ref);
  const headline = progressOf(subject);
  const unready =
    runningUnready(subject) ??
    (leavingPod(subject) && { headline: DOES_NOT_GO });
  return inProgress(
    {
      headline,
      summary: `${name} is rolling out: ${headline}.`,
      detail: onVersion(subject),
      since: movingSince(subject) ?? (seenHere ? undefined : at),
      expectedBy,
      evidence: counts.evidence,
    },
    context.now,
    {
      headline,
      summary: `${name} should have rolled out by now: ${headline}.`,
      class: unready ? 'unready' : 'progress-deadline',
      ...unready,
      ...(seenHere && { since: movingSince(subject) ?? null }),
    },
  );
}

/** Says that pods or events could not be listed, where that may be why less is known; the whole reason is in the evidence. */
export function withSampleError(
  judgement: Judgement,
  { ref, pods }: Pick<ResolvedWorkload, 'ref' | 'pods'>,
): Judgement {
  const gap = pods && gapIn(pods, judgement);
  if (!gap) {
    return judgement;
  }
  const { observedAt } = pods;
  return {
    ...judgement,
    detail: [judgement.detail, gap.words].filter(Boolean).join('; '),
    evidence: [
      ...judgement.evidence,
      { object: ref, field: gap.of, value: gap.error, observedAt },
    ],
  };
}

function gapIn(
  { error, eventsError }: PodSample,
  { verdict }: Judgement,
): { words: string; of: string; error: string } | undefined {
  if (error) {
    return { words: 'pods could not be listed', of: 'pods', error };
  }
  return eventsError && verdict !== 'ok'
    ? {
        words: 'events could not be read',
        of: 'events',
        error: eventsError,
      }
    : undefined;
}
