import type { Observed } from '../kube/KubeObject';
import { displayRef, keyOf, type ObjectRef } from '../kube/ObjectRef';
import type { JudgedTarget } from './JudgedTarget';
import type { Evidence, Note, SegmentVerdict, Verdict } from './SegmentVerdict';
import type { Trigger } from './trigger';

/** Whether more than name and verdict of an object is told to whoever asks. @public */
export type TellsObject = (ref: ObjectRef) => boolean;

/** What stands for a value of an object of others. @public */
export const WITHHELD = 'withheld';

const WORDS: Record<Verdict, string> = {
  ok: 'is fine',
  inProgress: 'is at work',
  diverged: 'has diverged',
  suspended: 'is suspended',
  unknown: 'cannot be told',
  notObserved: 'was not observed',
};

/**
 * A target in which objects of others are told by name and verdict only: their messages, their evidence and their fields are left
 * out. What the target's own applier says stays, whomever it names.
 *
 * @public
 */
export function withholdForeign<T extends JudgedTarget>(
  target: T,
  tells: TellsObject,
): T {
  const bare = (observed: Observed) =>
    tells(observed.ref) ? observed : nameOnly(observed);
  return {
    ...target,
    segments: target.segments.map(segment => withheldVerdict(segment, tells)),
    notes: notesFor(target, tells),
    trigger: triggerFor(target.trigger, tells),
    sources: target.sources.map(link => ({
      ...link,
      ...(link.source && { source: bare(link.source) }),
    })),
    parents: target.parents.map(link => ({
      ...link,
      ...(link.parent && { parent: bare(link.parent) }),
    })),
    imageAutomation: target.imageAutomation.map(bare),
    services: target.services.map(service => ({
      ...service,
      routes: service.routes.map(bare),
    })),
  };
}

/** Every object that a target tells of and that may be of others; each once. @public */
export function relatedObjectsOf(target: JudgedTarget): ObjectRef[] {
  const refs = [
    ...target.segments.flatMap(({ evidence, rootCause }) => [
      ...evidence.map(({ object }) => object),
      ...(rootCause ? [rootCause] : []),
    ]),
    ...target.sources.map(({ ref }) => ref),
    ...target.parents.map(({ ref }) => ref),
    ...target.imageAutomation.map(({ ref }) => ref),
    ...target.services.flatMap(({ routes }) => routes.map(({ ref }) => ref)),
    ...(target.trigger
      ? [target.trigger.source, ...target.trigger.receivers]
      : []),
  ];
  return [...new Map(refs.map(ref => [keyOf(ref), ref])).values()];
}

function withheldVerdict(
  verdict: SegmentVerdict,
  tells: TellsObject,
): SegmentVerdict {
  const { rootCause } = verdict;
  const subject = verdict.evidence[0]?.object;
  const told =
    subject && !tells(subject) ? inOtherWords(verdict, subject) : verdict;
  return {
    ...told,
    evidence: verdict.evidence.map(each => withheldEvidence(each, tells)),
    ...(rootCause &&
      !tells(rootCause) && {
        rootCause: {
          ...rootCause,
          summary: rootCause.missing
            ? `${displayRef(rootCause)} does not exist`
            : `${displayRef(rootCause)} holds this up${classIn(rootCause)}`,
        },
      }),
  };
}

/** Verdict, class, times and revision stay: the path's own applier tells them as well. */
function inOtherWords(
  {
    message: _message,
    reason: _reason,
    detail: _detail,
    phase: _phase,
    lastKnown: _lastKnown,
    ...verdict
  }: SegmentVerdict,
  subject: ObjectRef,
): SegmentVerdict {
  const words = WORDS[verdict.verdict];
  return {
    ...verdict,
    headline:
      verdict.verdict === 'ok' && verdict.revision
        ? verdict.revision.short
        : verdict.class ?? `${subject.kind} ${words}`,
    summary: `${displayRef(subject)} ${words}${classIn(
      verdict,
    )}. It is not yours: what it says is told to those who may see it.`,
  };
}

function classIn({ class: failure }: { class?: string }): string {
  return failure ? ` (${failure})` : '';
}

function withheldEvidence(evidence: Evidence, tells: TellsObject): Evidence {
  return tells(evidence.object) ? evidence : { ...evidence, value: WITHHELD };
}

/** Some notes repeat what an object says: they go where it is not told, or end before it speaks. */
function notesFor(target: JudgedTarget, tells: TellsObject): Note[] {
  const isUntold = ({ ref }: { ref: ObjectRef }) => !tells(ref);
  const untold = {
    source: target.sources.some(isUntold),
    parent: target.parents.some(isUntold),
    automation: target.imageAutomation.some(isUntold),
    trigger: !tellsTrigger(target.trigger, tells),
  };
  return target.notes.flatMap((note): Note[] => {
    switch (note.class) {
      case 'parent-diverged':
        return [untold.parent ? upToColon(note) : note];
      case 'trigger-failed':
        return untold.trigger ? [] : [note];
      case 'published-not-deployed':
      case 'awaits-merge':
        return untold.automation || untold.source ? [] : [note];
      case 'tag-moved':
      case 'floating-tag-untraceable':
        return untold.source ? [] : [note];
      default:
        return [note];
    }
  });
}

function upToColon(note: Note): Note {
  return { ...note, summary: note.summary.replace(/: [^]*$/, '.') };
}

function triggerFor(
  trigger: Trigger | undefined,
  tells: TellsObject,
): Trigger | undefined {
  return tellsTrigger(trigger, tells) ? trigger : undefined;
}

function tellsTrigger(
  trigger: Trigger | undefined,
  tells: TellsObject,
): boolean {
  return !trigger || [trigger.source, ...trigger.receivers].every(tells);
}

/** An object of which only what names it is left. */
function nameOnly<T extends Observed>({ ref, object, observedAt }: T): T {
  const { name, namespace } = object.metadata;
  return {
    ref,
    observedAt,
    object: {
      apiVersion: object.apiVersion,
      kind: object.kind,
      metadata: { name, ...(namespace !== undefined && { namespace }) },
    },
  } as unknown as T;
}
