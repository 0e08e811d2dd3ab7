import type { FailureClassName } from '../../classes/FailureClass';
import { classifyFailure } from '../../classes/classifyFailure';
import { conditionIs } from '../../kube/conditions';
import { displayRef, type ObjectRef } from '../../kube/ObjectRef';
import { redact } from '../../kube/redact';
import type { Pod, PodEvent, Workload } from '../../kube/workloads';
import { after, isBefore, MINUTE } from '../deadline';
import type { Judgement } from '../Judgement';
import type { Evidence } from '../SegmentVerdict';
import type { Observed } from '../../kube/KubeObject';
import type { ResolvedWorkload } from '../../paths/DeliveryPath';
import type { JudgeContext } from '../JudgeContext';
import type { Counts } from './Counts';
import { placedAt, wasOvercome } from './podSteps';
import { list } from './shape';

/** A workload with its sample and its counts. */
interface Subject {
  resolved: Pick<ResolvedWorkload, 'pods'>;
  observed: Observed;
  counts: Counts;
  context: JudgeContext;
}

/** So often, or for so long, a pod may be warned about before it counts as stuck: most of it passes within seconds. */
const MANY = 3;
const LONG = MINUTE;
/** Warnings that do not keep a pod from its start. */
const HARMLESS = [
  // A secret for pulls that is named in advance need not exist: where it is needed the pull itself fails.
  'FailedToRetrieveImagePullSecret',
  // What is probed runs already, as a sidecar does before the containers.
  'Unhealthy',
];
/** After this a pod that was to go is held by something. */
const GOES_WITHIN = MINUTE;

export const DOES_NOT_GO = 'an old pod does not go';

const HEADLINES: Record<string, string> = {
  quota: 'quota exceeded',
  'config-error': 'configuration missing',
  unschedulable: 'no node takes the pod',
  'apply-admission': 'pods are refused',
};

/** Pods that do not come or do not go: it says nothing of those that are there. */
export function notReplaced(subject: Subject): Judgement | undefined {
  return notCreated(subject) ?? notGoing(subject);
}

/** StatefulSet, DaemonSet and Job have no condition for it, as a Deployment has. */
function notCreated(subject: Subject): Judgement | undefined {
  const { resolved, observed, counts } = subject;
  if (counts.total >= counts.desired || observed.ref.kind === 'Deployment') {
    return undefined;
  }
  const pods = list(resolved.pods?.pods);
  const refusal = list(resolved.pods?.events).find(
    ({ kind, reason, lastAt }) =>
      kind !== 'Pod' &&
      /^FailedCreate/.test(reason) &&
      // An event stays for an hour; a pod that was made since tells that it is over.
      !pods.some(pod => isBefore(lastAt, pod.metadata?.creationTimestamp)),
  );
  return (
    refusal && {
      ...told(subject, refusal, observed.ref, 'pods cannot be created'),
      since: refusal.firstAt,
    }
  );
}

/** Pods that do not start, where no container says why: told by warnings about them, and by their age. */
export function notStarting(
  subject: Subject,
  pods: readonly Pod[],
): Judgement | undefined {
  const { resolved, context, observed } = subject;
  const waiting = pods.filter(isWaitingToStart);
  const gaveUp = conditionIs(observed.object, 'Progressing', 'False');
  for (const event of list(resolved.pods?.events)) {
    const pod = waiting.find(({ metadata }) => metadata.name === event.name);
    const lasts =
      pod &&
      !wasOvercome(event, pod, resolved.pods?.progress) &&
      (gaveUp ||
        event.count >= MANY ||
        isBefore(after(placedAt(pod), LONG), context.now));
    if (event.kind === 'Pod' && lasts && !HARMLESS.includes(event.reason)) {
      return {
        ...told(
          subject,
          event,
          refOfPod(pod, subject.observed.ref),
          'pods do not start',
        ),
        since: event.firstAt ?? pod.metadata.creationTimestamp,
      };
    }
  }
  return undefined;
}

/** Its containers wait, and all that they say is that they are being made. */
function isWaitingToStart(pod: Pod): boolean {
  const { metadata, status } = pod;
  return (
    metadata.deletionTimestamp === undefined &&
    status?.phase === 'Pending' &&
    // What has no node is for the scheduler to tell.
    !conditionIs(pod, 'PodScheduled', 'False') &&
    list(status.containerStatuses).every(
      ({ state }) => state?.running === undefined,
    )
  );
}

/** A pod that is to go, where new ones wait for that. */
export function leavingPod({
  resolved,
  observed,
}: Pick<Subject, 'resolved' | 'observed'>): Pod | undefined {
  return waitsForOldPods(observed)
    ? list(resolved.pods?.pods).find(
        ({ metadata }) => metadata?.deletionTimestamp !== undefined,
      )
    : undefined;
}

function notGoing(subject: Subject): Judgement | undefined {
  const { resolved, observed, counts, context } = subject;
  const held = leavingPod(subject);
  if (
    !held ||
    !isBefore(after(held.metadata.deletionTimestamp, GOES_WITHIN), context.now)
  ) {
    return undefined;
  }
  const { name, deletionTimestamp, finalizers } = held.metadata;
  const by = finalizers?.length ? `, held by ${finalizers.join(', ')}` : '';
  return {
    verdict: 'diverged',
    class: 'unready',
    headline: DOES_NOT_GO,
    summary: `${displayRef(
      observed.ref,
    )}: pod ${name} was to be deleted and is still there${by}.`,
    detail: `${counts.available} of ${counts.desired} available`,
    since: deletionTimestamp,
    evidence: [
      podFact(
        refOfPod(held, observed.ref),
        'metadata.deletionTimestamp',
        `${deletionTimestamp}${by}`,
        resolved.pods!.observedAt,
      ),
      ...counts.evidence,
    ],
  };
}

/** What makes new pods beside those that go. */
const BESIDE = ['Deployment', 'Rollout', 'ReplicaSet', 'ReplicationController'];

function waitsForOldPods({ ref, object }: Observed): boolean {
  const { strategy } = (object as Workload).spec ?? {};
  return (
    !BESIDE.includes(ref.kind) ||
    (ref.kind === 'Deployment' && strategy?.type === 'Recreate')
  );
}

function told(
  { observed, counts, resolved }: Subject,
  event: PodEvent,
  object: ObjectRef,
  otherwise: string,
): Judgement {
  const message = redact(event.message);
  const failure = classOf(event);
  const headline = (failure && HEADLINES[failure]) ?? otherwise;
  return {
    verdict: 'diverged',
    class: failure ?? 'unready',
    headline,
    summary: `${displayRef(observed.ref)}: ${headline}.`,
    detail: `${counts.available} of ${counts.desired} available`,
    reason: event.reason,
    message,
    evidence: [
      podFact(
        object,
        'events',
        `${event.reason}: ${message}`,
        event.lastAt ?? resolved.pods!.observedAt,
      ),
      ...counts.evidence,
    ],
  };
}

function classOf({ kind, message }: PodEvent): FailureClassName | undefined {
  const { class: name, cause } = classifyFailure({
    kind,
    condition: 'Event',
    status: 'Warning',
    message,
  });
  const failure = name === 'apply-quota' ? cause?.class ?? 'quota' : name;
  return failure === 'unknown' || failure === 'progressing'
    ? undefined
    : failure;
}

export function refOfPod({ metadata }: Pod, workload: ObjectRef): ObjectRef {
  return {
    cluster: workload.cluster,
    group: '',
    kind: 'Pod',
    namespace: metadata.namespace ?? workload.namespace,
    name: metadata.name,
  };
}

export function podFact(
  object: ObjectRef,
  field: string,
  value: string,
  observedAt: string,
): Evidence {
  return { object, field, value: value.slice(0, 500), observedAt };
}
