import type { Source } from '../flux/objects';
import { findCondition } from '../kube/conditions';
import type { Observed } from '../kube/KubeObject';
import { displayRef } from '../kube/ObjectRef';
import { after, isBefore, MINUTE } from './deadline';
import { conditionFacts, fact } from './evidence';
import { HANDLED_FIELD, REQUEST_FIELD, requestOf } from './reconcileRequest';
import type { TriggerStep } from './TriggerStep';

const HOOK = 'notification-controller';
/** So long a controller may take to look at a request. */
const ANSWERS_WITHIN = 2 * MINUTE;

export function emittedStep(
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

export function receivedStep(
  source: Observed<Source>,
  receivers: readonly Observed[],
): TriggerStep {
  const { value, change, at } = requestOf(source);
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
    return {
      question: 'received',
      verdict: 'ok',
      answer: `${
        change?.manager === HOOK ? 'A hook' : change?.manager ?? 'Somebody'
      } asked for a look.`,
      evidence: fact(
        source,
        REQUEST_FIELD,
        at ? `${value}, written at ${at}` : value,
      ),
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
          )} would take a hook, and none came yet that the source tells of.${unlessForbidden(
          source,
          receivers,
        )}`,
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

/** Controllers that are told to keep tenants apart ignore what a Receiver names elsewhere, and say so in their log alone. */
function unlessForbidden(
  { ref }: Observed,
  receivers: readonly Observed[],
): string {
  return receivers.every(other => other.ref.namespace !== ref.namespace)
    ? ' It is in another namespace: with --no-cross-namespace-refs it would not count.'
    : '';
}

export function attemptedStep(
  source: Observed<Source>,
  now: string,
): TriggerStep {
  const { value, at, handled } = requestOf(source);
  const evidence = [
    ...fact(source, REQUEST_FIELD, value),
    ...fact(source, HANDLED_FIELD, handled),
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
  const overdue = isBefore(after(at, ANSWERS_WITHIN), now);
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

export function changedStep(source: Observed<Source>): TriggerStep {
  const { value, at: askedAt, handled } = requestOf(source);
  const { artifact } = source.object.status ?? {};
  const evidence = [
    ...fact(source, 'status.artifact.revision', artifact?.revision),
    ...fact(source, 'status.artifact.lastUpdateTime', artifact?.lastUpdateTime),
  ];
  const step = { question: 'changed' as const, evidence };
  if (!artifact?.lastUpdateTime) {
    return { ...step, verdict: 'unknown', answer: 'There is no artifact yet.' };
  }
  if (!value || !askedAt || handled !== value) {
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
