import { findCondition } from '../../kube/conditions';
import { displayRef } from '../../kube/ObjectRef';
import { conditionFacts, messageOf } from '../evidence';
import type { Judgement } from '../Judgement';
import type { Subject } from './Subject';

/** Pods that the API server refuses, as Deployments and ReplicaSets tell it in a condition. */
export function podsRefused({
  observed,
  counts,
}: Subject): Judgement | undefined {
  const refused = findCondition(observed.object, 'ReplicaFailure');
  if (refused?.status !== 'True') {
    return undefined;
  }
  const quota = /exceeded quota:|failed quota:/.test(refused.message ?? '');
  return {
    verdict: 'diverged',
    ...(quota && { class: 'quota' }),
    headline: quota ? 'quota exceeded' : 'pods cannot be created',
    summary: `${displayRef(observed.ref)}: its pods cannot be created.`,
    detail: `${counts.available} of ${counts.desired} available`,
    since: refused.lastTransitionTime,
    reason: refused.reason,
    message: messageOf(observed, 'ReplicaFailure'),
    evidence: [
      ...conditionFacts(observed, 'ReplicaFailure'),
      ...counts.evidence,
    ],
  };
}
