import type { Source } from '../flux/objects';
import { findCondition } from '../kube/conditions';
import type { FieldChange } from '../kube/fieldChanges';
import type { Observed } from '../kube/KubeObject';
import { displayRef, keyOf, type ObjectRef } from '../kube/ObjectRef';
import type { ResolvedTarget } from '../paths/DeliveryPath';
import { after, isBefore, MINUTE } from './deadline';
import { conditionFacts, fact } from './evidence';
import type { JudgeContext } from './JudgeContext';
import type { Evidence, Note, Verdict } from './SegmentVerdict';

/**
 * The four questions about the way by which a change gets noticed.
 *
 * @public
 */
export const TRIGGER_QUESTIONS = [
  'emitted',
  'received',
  'attempted',
  'changed',
] as const;

/** @public */
export interface TriggerStep {
  question: (typeof TRIGGER_QUESTIONS)[number];
  verdict: Verdict;
  answer: string;
  evidence: Evidence[];
}

/**
 * How a change upstream gets noticed by the source of a target: by a webhook, and by looking at an interval in any case. It is a
 * suspect of its own: a hook that is lost makes a change late, and nothing wrong with source, applier or workload.
 *
 * @public
 */
export interface Trigger {
  /** The source that is asked to look. */
  source: ObjectRef;
  /** What hooks may reach it through. */
  receivers: ObjectRef[];
  /** `spec.interval`: how often it looks without any hook. */
  interval?: string;
  /** In words, one sentence. */
  summary: string;
  steps: TriggerStep[];
}

const REQUESTED = 'reconcile.fluxcd.io/requestedAt';
const FIELD = `metadata.annotations[${REQUESTED}]`;
const HOOK = 'notification-controller';
/** So long a controller may take to look at a request. */
const ANSWERS_WITHIN = 2 * MINUTE;

/** Undefined where there is no source that looks upstream by itself. */
export function triggerOf(
  target: ResolvedTarget,
  context: JudgeContext,
): Trigger | undefined {
  const source = [...target.sources]
    .reverse()
    .find(({ source: found }) => found && looksUpstream(found))?.source as
    | Observed<Source>
    | undefined;
  if (!source) {
    return undefined;
  }
  const receivers = receiversOf(source, context);
  const received = receivedStep(source, receivers);
  const steps = [
    emittedStep(source, receivers),
    received,
    attemptedStep(source, context.now),
    changedStep(source),
  ];
  const { interval } = source.object.spec ?? {};
  return {
    source: source.ref,
    receivers: receivers.map(({ ref }) => ref),
    ...(interval && { interval }),
    summary: summaryOf(source, receivers, steps),
    steps,
  };
}

function looksUpstream({ ref, object }: Observed): boolean {
  const { spec } = object as Source;
  return (
    ['GitRepository', 'OCIRepository', 'Bucket'].includes(ref.kind) ||
    (ref.kind === 'HelmRepository' && spec?.type !== 'oci')
  );
}

function receiversOf(
  { ref }: Observed,
  { view }: JudgeContext,
): readonly Observed[] {
  const anyName = keyOf({ ...ref, name: '*' });
  return [
    ...view.by('byReceived', keyOf(ref)),
    ...view.by('byReceived', anyName),
  ];
}

function requestOf({ object }: Observed<Source>): {
  value?: string;
  change?: FieldChange;
} {
  return {
    value: object.metadata.annotations?.[REQUESTED],
    change: object.metadata.changes?.find(({ fields }) =>
      fields.includes(FIELD),
    ),
  };
}

function emittedStep(
  source: Observed<Source>,
  receivers: readonly Observed[],
): TriggerStep {
  const { change } = requestOf(source);
  const step = { question: 'emitted' as const, evidence: [] };
  if (change?.manager === HOOK) {
    return {
      ...step,
      verdict: 'ok',
      answer: 'A hook came, so one was sent.',
    };
  }
  return receivers.length > 0
    ? {
        ...step,
        verdict: 'unknown',
        answer:
          'Whether a hook was sent is known only where it is sent: look at the deliveries of the webhook there.',
      }
    : {
        ...step,
        verdict: 'notObserved',
        answer: 'No webhook is set up: the source looks by itself.',
      };
}

function receivedStep(
  source: Observed<Source>,
  receivers: readonly Observed[],
): TriggerStep {
  const { value, change } = requestOf(source);
  // Where another Receiver works, one that does not is no reason to miss anything.
  const broken = receivers.every(isBroken) ? receivers[0] : undefined;
  if (broken) {
    return {
      question: 'received',
      verdict: 'diverged',
      answer: `${displayRef(broken.ref)} takes no hooks: ${wordsOf(broken)}.`,
      evidence: [
        ...conditionFacts(broken, 'Ready'),
        ...fact(broken, 'spec.suspend', suspendOf(broken)),
      ],
    };
  }
  if (value) {
    const at = change?.time ?? change?.seenAt;
    return {
      question: 'received',
      verdict: 'ok',
      answer: `${
        change?.manager === HOOK ? 'A hook' : change?.manager ?? 'Somebody'
      } asked for a look.`,
      evidence: fact(source, FIELD, at ? `${value}, written at ${at}` : value),
    };
  }
  return receivers.length > 0
    ? {
        question: 'received',
        verdict: 'unknown',
        answer: `${receivers
          .map(({ ref }) => displayRef(ref))
          .join(
            ', ',
          )} would take a hook, and none came yet that the source tells of.`,
        evidence: receivers.flatMap(one =>
          conditionFacts(one, 'Ready').slice(0, 1),
        ),
      }
    : {
        question: 'received',
        verdict: 'notObserved',
        answer: 'No Receiver names this source.',
        evidence: [],
      };
}

function attemptedStep(source: Observed<Source>, now: string): TriggerStep {
  const { value, change } = requestOf(source);
  const handled = source.object.status?.lastHandledReconcileAt;
  const evidence = [
    ...fact(source, FIELD, value),
    ...fact(source, 'status.lastHandledReconcileAt', handled),
  ];
  const step = { question: 'attempted' as const, evidence };
  if (!value) {
    return {
      ...step,
      verdict: 'notObserved',
      answer: 'Nobody asked; a look that finds nothing new leaves no trace.',
    };
  }
  if (handled === value) {
    return { ...step, verdict: 'ok', answer: 'The source looked when asked.' };
  }
  const overdue = isBefore(
    after(change?.time ?? change?.seenAt, ANSWERS_WITHIN),
    now,
  );
  return overdue
    ? {
        ...step,
        verdict: 'diverged',
        answer:
          'It was asked to look and did not: its controller does not work, or not for this object.',
      }
    : {
        ...step,
        verdict: 'inProgress',
        answer: 'It was asked to look just now.',
      };
}

function changedStep(source: Observed<Source>): TriggerStep {
  const { value, change } = requestOf(source);
  const { artifact, lastHandledReconcileAt } = source.object.status ?? {};
  const askedAt = change?.time ?? change?.seenAt;
  const evidence = [
    ...fact(source, 'status.artifact.revision', artifact?.revision),
    ...fact(source, 'status.artifact.lastUpdateTime', artifact?.lastUpdateTime),
  ];
  const step = { question: 'changed' as const, evidence };
  if (!artifact?.lastUpdateTime) {
    return { ...step, verdict: 'unknown', answer: 'There is no artifact yet.' };
  }
  if (!value || !askedAt || lastHandledReconcileAt !== value) {
    return {
      ...step,
      verdict: 'notObserved',
      answer: 'Nobody asked; what it holds stands in the cell of the source.',
    };
  }
  return isBefore(artifact.lastUpdateTime, askedAt)
    ? {
        ...step,
        verdict: 'ok',
        answer: 'It looked, and found nothing new.',
      }
    : {
        ...step,
        verdict: 'ok',
        answer: 'It looked, and found a new revision.',
      };
}

function suspendOf({ object }: Observed): boolean | undefined {
  return (object.spec as { suspend?: boolean } | undefined)?.suspend;
}

function isBroken(receiver: Observed): boolean {
  return (
    suspendOf(receiver) === true ||
    findCondition(receiver.object, 'Ready')?.status === 'False'
  );
}

function wordsOf(receiver: Observed): string {
  if (suspendOf(receiver)) {
    return 'it is suspended';
  }
  const { message, reason } = findCondition(receiver.object, 'Ready') ?? {};
  return (message || reason || 'it is not ready').split('\n')[0].slice(0, 200);
}

function summaryOf(
  source: Observed<Source>,
  receivers: readonly Observed[],
  steps: readonly TriggerStep[],
): string {
  const { interval } = source.object.spec ?? {};
  const looks = interval
    ? `looks by itself every ${interval}`
    : 'looks by itself';
  const failed = steps.find(({ verdict }) => verdict === 'diverged');
  const name = displayRef(source.ref);
  if (failed) {
    return `${failed.answer} ${name} ${looks} all the same.`;
  }
  return receivers.length > 0
    ? `${name} is told of changes by ${receivers
        .map(({ ref }) => displayRef(ref))
        .join(', ')}, and ${looks}.`
    : `${name} ${looks}; no webhook tells it of changes.`;
}

/** A trigger that fails makes changes late, and breaks nothing. */
export function triggerNotes(trigger: Trigger | undefined): Note[] {
  const failed = trigger?.steps.some(({ verdict }) => verdict === 'diverged');
  return trigger && failed
    ? [{ class: 'trigger-failed', summary: trigger.summary }]
    : [];
}
