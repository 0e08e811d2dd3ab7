import { displayRef } from '../../kube/ObjectRef';
import type { Pod } from '../../kube/workloads';
import type { Judgement } from '../Judgement';
import { podsByAge } from './newestPods';
import { podProblems, problemFacts } from './podProblem';
import { byScheduler } from './scheduling';
import { notReplaced, notStarting } from './stuckPods';
import { isComplete, type Subject } from './Subject';

/**
 * What the pods of the newest template say. They are sampled, and older than the counts at times: where those are complete,
 * the sample is not asked.
 */
export function byPods(subject: Subject): Judgement | undefined {
  if (isComplete(subject.counts) || !subject.resolved.pods) {
    return undefined;
  }
  const { pods, age } = tellingPods(subject);
  return failingPods(subject, pods, age) ?? notReplaced(subject);
}

/** What some of the workload's pods fail of; undefined where they do not fail. */
export function failingPods(
  subject: Subject,
  pods: readonly Pod[],
  age: string,
): Judgement | undefined {
  const { resolved, observed, counts } = subject;
  const problems = podProblems(pods);
  if (problems.length === 0) {
    const unplaced = byScheduler(subject, pods);
    return unplaced?.verdict === 'diverged'
      ? unplaced
      : notStarting(subject, pods);
  }
  const [worst] = problems;
  const name = displayRef(observed.ref);
  return {
    verdict: 'diverged',
    class: worst.class,
    headline: worst.headline,
    summary: `${name}: ${worst.headline} (${problems.length} of ${[
      pods.length,
      age,
      pods.length === 1 ? 'pod' : 'pods',
    ]
      .filter(Boolean)
      .join(' ')}).`,
    detail: `${counts.available} of ${counts.desired} available`,
    since: worst.since,
    reason: worst.reason,
    message: worst.message,
    evidence: [
      ...problemFacts(
        worst,
        observed.ref,
        resolved.pods?.observedAt ?? observed.observedAt,
      ),
      ...counts.evidence,
    ],
  };
}

/**
 * Only new pods speak of the rollout; where there are none, the old ones tell why nothing serves. Where old ones are to stay, all
 * speak.
 */
export function tellingPods({
  observed,
  resolved,
  held,
}: Pick<Subject, 'observed' | 'resolved' | 'held'>) {
  const { newest, older } = podsByAge(observed.object, resolved.pods);
  if (held !== undefined) {
    return { pods: [...newest, ...older], age: '' };
  }
  return newest.length > 0
    ? { pods: newest, age: 'new' }
    : { pods: older, age: 'old' };
}
