import type { Observed } from '../../kube/KubeObject';
import { displayRef } from '../../kube/ObjectRef';
import type { Workload } from '../../kube/workloads';
import type { ResolvedWorkload } from '../../paths/DeliveryPath';
import { fact } from '../evidence';
import type { Judgement } from '../Judgement';
import type { JudgeContext } from '../JudgeContext';
import type { Counts } from './Counts';
import { podsByAge } from './newestPods';
import { ON_DELETE } from './onDelete';
import { byPods } from './podVerdict';
import { readinessLost } from './readiness';
import { podsRefused } from './replicaFailure';
import { complete, rolling } from './replicated';
import { count } from './shape';
import { isComplete, lastMoved, onVersion, type Subject } from './Subject';
import { unreadSpec } from './unreadSpec';

/** A ReplicaSet or ReplicationController that stands for itself: it keeps a number of pods, and replaces none for a new template. */
export function judgeReplicaSet(
  resolved: ResolvedWorkload,
  observed: Observed<Workload>,
  context: JudgeContext,
): Judgement {
  const counts = countsOf(resolved, observed);
  const held = counts.updated < counts.total ? ON_DELETE : undefined;
  const subject = { resolved, observed, context, counts, held };
  return (
    unreadSpec(observed, context) ??
    byPods(subject) ??
    podsRefused(subject) ??
    waitsForDeletion(subject) ??
    untold(subject) ??
    complete(subject) ??
    unfinished(subject)
  );
}

function countsOf(
  { pods }: ResolvedWorkload,
  observed: Observed<Workload>,
): Counts {
  const { spec, status = {} } = observed.object;
  const desired = spec?.replicas ?? 1;
  const total = count(status.replicas);
  const old = podsByAge(observed.object, pods).older.length;
  return {
    desired,
    total,
    updated: Math.max(total - old, 0),
    ready: count(status.readyReplicas),
    available: count(status.availableReplicas),
    evidence: [
      ...fact(observed, 'spec.replicas', desired),
      ...fact(observed, 'status.replicas', total),
      ...fact(
        observed,
        'status.availableReplicas',
        count(status.availableReplicas),
      ),
    ],
  };
}

function waitsForDeletion(subject: Subject): Judgement | undefined {
  const { observed, counts } = subject;
  const old = counts.total - counts.updated;
  return old > 0 &&
    counts.total <= counts.desired &&
    counts.available >= counts.desired
    ? {
        verdict: 'suspended',
        class: 'suspended',
        headline: `${counts.updated} of ${counts.desired} updated, ${ON_DELETE}`,
        summary: `${displayRef(
          observed.ref,
        )} makes pods of its new template only when somebody deletes the old ones: ${
          counts.updated
        } of ${counts.desired} are updated.`,
        detail: onVersion(subject),
        evidence: counts.evidence,
      }
    : undefined;
}

/** As many pods as are wanted serve, and nothing tells whether they are of the template as it is now. */
function untold(subject: Subject): Judgement | undefined {
  const { observed, resolved, counts } = subject;
  const many = podsByAge(observed.object, resolved.pods).untold.length;
  return many > 0 && isComplete(counts)
    ? {
        verdict: 'unknown',
        unknownReason: 'noEvidence',
        headline: `${counts.ready}/${counts.desired} ready, version not proven`,
        summary: `${displayRef(
          observed.ref,
        )}: of ${many} of its pods the image was rewritten when they were made, and its template was changed since, so that it cannot be told whether they are of it.`,
        evidence: counts.evidence,
      }
    : undefined;
}

function unfinished(subject: Subject): Judgement {
  const { counts } = subject;
  return counts.total === counts.desired
    ? readinessLost(subject)
    : rolling(subject, lastMoved(subject));
}
