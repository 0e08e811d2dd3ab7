import type { Source } from '../flux/objects';
import { asks } from '../flux/receivedBy';
import type { Observed } from '../kube/KubeObject';
import { displayRef, keyOf, type ObjectRef } from '../kube/ObjectRef';
import type { ResolvedTarget } from '../paths/DeliveryPath';
import type { JudgeContext } from './JudgeContext';
import type { Note } from './SegmentVerdict';
import type { TriggerStep } from './TriggerStep';
import {
  attemptedStep,
  changedStep,
  emittedStep,
  receivedStep,
} from './triggerSteps';

export { TRIGGER_QUESTIONS, type TriggerStep } from './TriggerStep';

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

/** Receivers of whatever namespace that name this source, or the labels that it bears. */
function receiversOf(
  source: Observed,
  { view }: JudgeContext,
): readonly Observed[] {
  const names = [source.ref, { ...source.ref, name: '*' }];
  const found = names.flatMap(ref => [...view.by('byReceived', keyOf(ref))]);
  const unique = new Map(found.map(one => [keyOf(one.ref), one]));
  return [...unique.values()].filter(receiver => asks(receiver, source));
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
