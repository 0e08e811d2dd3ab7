import type { Observed } from '../../kube/KubeObject';
import { displayRef } from '../../kube/ObjectRef';
import type { Workload } from '../../kube/workloads';
import type { ResolvedWorkload } from '../../paths/DeliveryPath';
import { fact } from '../evidence';
import type { Judgement } from '../Judgement';
import type { JudgeContext } from '../JudgeContext';
import { REVISION_LABEL } from './daemonHash';
import { podsByAge } from './newestPods';
import { heldByOldPod } from './oldRevisionPod';
import { heldUntilDeleted, waitsForDeletion } from './onDelete';
import { byPods } from './podVerdict';
import { readinessLost } from './readiness';
import { complete, rolling } from './replicated';
import { withDeadline } from './replacedForEver';
import { lastMoved, onVersion, type Subject } from './Subject';
import { count } from './shape';
import { unreadSpec } from './unreadSpec';

/** A partition, and the strategy OnDelete, leave pods on the old revision on purpose. */
export function judgeStatefulSet(
  resolved: ResolvedWorkload,
  observed: Observed<Workload>,
  context: JudgeContext,
): Judgement {
  const subject = subjectOf(resolved, observed, context);
  return (
    unreadSpec(observed, context) ??
    heldByOldPod(subject) ??
    byPods(subject) ??
    waitsForDeletion(subject) ??
    partitioned(subject) ??
    complete(subject) ??
    withDeadline(unfinished(subject), subject)
  );
}

function isOneRevision({ status }: Workload): boolean {
  return (
    status?.updateRevision !== undefined &&
    status.currentRevision === status.updateRevision
  );
}

function subjectOf(
  resolved: ResolvedWorkload,
  observed: Observed<Workload>,
  context: JudgeContext,
): Subject {
  const { spec, status = {} } = observed.object;
  const desired = spec?.replicas ?? 1;
  const total = count(status.replicas);
  const updated =
    status.updatedReplicas === undefined && isOneRevision(observed.object)
      ? Math.max(total - ofOtherRevision(resolved, observed), 0)
      : count(status.updatedReplicas);
  const ready = count(status.readyReplicas);
  const counts = {
    desired,
    total,
    updated,
    ready,
    available:
      status.availableReplicas === undefined ? ready : status.availableReplicas,
    evidence: [
      ...fact(observed, 'spec.replicas', desired),
      ...fact(
        observed,
        'status.updatedReplicas',
        count(status.updatedReplicas),
      ),
      ...fact(observed, 'status.readyReplicas', ready),
      ...fact(observed, 'status.currentRevision', status.currentRevision),
      ...fact(observed, 'status.updateRevision', status.updateRevision),
    ],
  };
  return {
    resolved,
    observed,
    context,
    counts,
    held: heldUntilDeleted(observed),
  };
}

/**
 * Where only one revision exists, the controller may leave the count of updated pods out. It also does so where a template was put
 * back, and all pods are still of the one between: only they tell.
 */
function ofOtherRevision(
  { pods }: ResolvedWorkload,
  { object }: Observed<Workload>,
): number {
  return podsByAge(object, pods).older.filter(
    ({ metadata }) => metadata.labels?.[REVISION_LABEL] !== undefined,
  ).length;
}

function partitioned(subject: Subject): Judgement | undefined {
  const { observed, counts } = subject;
  const partition =
    observed.object.spec?.updateStrategy?.rollingUpdate?.partition ?? 0;
  const wanted = Math.max(counts.desired - partition, 0);
  const isHeld = partition > 0 && counts.updated < counts.desired;
  if (
    !isHeld ||
    counts.updated < wanted ||
    counts.available < counts.desired ||
    counts.total !== counts.desired
  ) {
    return undefined;
  }
  return {
    verdict: 'ok',
    headline: `${counts.updated} of ${counts.desired} updated (partition ${partition})`,
    summary: `${displayRef(
      observed.ref,
    )} is rolled out as far as its partition ${partition} lets it: ${
      counts.updated
    } of ${counts.desired} pods are updated.`,
    detail: onVersion(subject),
    evidence: [
      ...fact(
        observed,
        'spec.updateStrategy.rollingUpdate.partition',
        partition,
      ),
      ...counts.evidence,
    ],
  };
}

function unfinished(subject: Subject): Judgement {
  const { counts, observed, held } = subject;
  const hadEnded = held !== undefined || isOneRevision(observed.object);
  if (hadEnded && counts.total === counts.desired) {
    return readinessLost(subject);
  }
  return rolling(subject, lastMoved(subject));
}
