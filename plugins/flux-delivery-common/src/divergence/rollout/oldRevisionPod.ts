import { findCondition } from '../../kube/conditions';
import { displayRef } from '../../kube/ObjectRef';
import type { Pod } from '../../kube/workloads';
import { after, isBefore, MINUTE } from '../deadline';
import type { Judgement } from '../Judgement';
import { REVISION_LABEL } from './daemonHash';
import { podsByAge } from './newestPods';
import { isPodReady, isRunningUnready } from './podProblem';
import { failingPods } from './podVerdict';
import { unreadySince } from './readiness';
import { podFact, refOfPod } from './stuckPods';
import { bornAt, progressDeadline, type Subject } from './Subject';

/**
 * A StatefulSet whose update waits for a pod of an old revision that cannot get ready. In `OrderedReady` its controller does nothing
 * to other pods while one is not ready, and the broken one it does not replace either, not even by a template that would mend it
 * (Kubernetes issue 67250): only its deletion lets the update go on.
 */
export function heldByOldPod(subject: Subject): Judgement | undefined {
  for (const pod of blockingPods(subject)) {
    const failure =
      failingPods(subject, [pod], 'old') ?? neverReady(subject, pod);
    if (failure) {
      return blocked(subject, pod, failure);
    }
  }
  return undefined;
}

/** Pods that are to be replaced and are not ready. Those below a partition stay old on purpose. */
function blockingPods({ observed, resolved }: Subject): Pod[] {
  const { spec, status } = observed.object;
  const { podManagementPolicy, updateStrategy } = spec ?? {};
  if (
    podManagementPolicy === 'Parallel' ||
    updateStrategy?.type === 'OnDelete' ||
    !status?.updateRevision
  ) {
    return [];
  }
  const partition = updateStrategy?.rollingUpdate?.partition ?? 0;
  return podsByAge(observed.object, resolved.pods).older.filter(
    pod =>
      pod.metadata.labels?.[REVISION_LABEL] !== undefined &&
      ordinalOf(pod) >= partition &&
      !isPodReady(pod),
  );
}

function ordinalOf({ metadata }: Pod): number {
  return Number(/-(\d+)$/.exec(metadata.name)?.[1] ?? 0);
}

/** It runs, and lost its readiness, or has not become ready for as long as a rollout may take. */
function neverReady(subject: Subject, pod: Pod): Judgement | undefined {
  const { context, counts } = subject;
  const ready = findCondition(pod, 'Ready');
  const lost = unreadySince(pod);
  const mayLast = lost ? MINUTE : progressDeadline(subject);
  const since = lost ?? bornAt(pod);
  return isRunningUnready(pod) && isBefore(after(since, mayLast), context.now)
    ? {
        verdict: 'diverged',
        class: 'unready',
        headline: 'runs and is not ready',
        summary: '',
        since,
        reason: ready?.reason,
        message: ready?.message,
        evidence: counts.evidence,
      }
    : undefined;
}

function blocked(
  { observed, resolved }: Subject,
  pod: Pod,
  failure: Judgement,
): Judgement {
  const { name, labels } = pod.metadata;
  const revision = labels![REVISION_LABEL];
  const { updateRevision } = observed.object.status ?? {};
  return {
    ...failure,
    headline: `old pod ${name} blocks: ${failure.headline}`,
    summary: `${displayRef(
      observed.ref,
    )} waits for its pod ${name}, which is of revision ${revision} and not of ${updateRevision}: ${
      failure.headline
    }. Pods are replaced in their order, each when it is ready: until somebody deletes ${name}, the update does not go on.`,
    evidence: [
      podFact(
        refOfPod(pod, observed.ref),
        `metadata.labels[${REVISION_LABEL}]`,
        revision,
        resolved.pods?.observedAt ?? observed.observedAt,
      ),
      ...failure.evidence,
    ],
  };
}
