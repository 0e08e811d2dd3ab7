import { keyOf } from '../kube/ObjectRef';
import { isBefore } from './deadline';
import { isOfSource } from './reconcileFailure';
import type { Segment, SegmentVerdict } from './SegmentVerdict';

type Rule = (later: SegmentVerdict, earlier: SegmentVerdict) => boolean;

/** From what a segment can follow, by where that is: nearest first it is asked, so that a chain is followed link by link. */
const RULES: Partial<Record<Segment, Partial<Record<Segment, Rule>>>> = {
  source: { promotion: isSameRefusal },
  reconcile: {
    source: (later, earlier) =>
      isOfSource(later) || (isKnown(later) && later.class === earlier.class),
    promotion: bringsOtherContent,
  },
  rollout: { reconcile: followsFromApply, promotion: bringsOtherContent },
  traffic: { rollout: followsFromPods, promotion: bringsOtherContent },
};

/**
 * Whether what is the matter with a segment can follow from an earlier one. What stays as it was because nothing newer arrives is not
 * broken by that: a crash is no consequence of a source that fails.
 */
export function followsFrom(
  later: SegmentVerdict,
  earlier: SegmentVerdict,
): boolean {
  const rule = RULES[later.segment]?.[earlier.segment];
  return isOneFault(later, earlier) || rule?.(later, earlier) === true;
}

/** Both name one object as what has to be mended. */
function isOneFault(later: SegmentVerdict, earlier: SegmentVerdict): boolean {
  const [mine, theirs] = [later, earlier].map(
    ({ rootCause, evidence }) => rootCause ?? evidence[0]?.object,
  );
  return (
    mine !== undefined && theirs !== undefined && keyOf(mine) === keyOf(theirs)
  );
}

/** An automation writes to the repository that the source reads. */
function isSameRefusal(
  later: SegmentVerdict,
  earlier: SegmentVerdict,
): boolean {
  return (
    earlier.evidence[0]?.object.kind === 'ImageUpdateAutomation' &&
    isKnown(later) &&
    later.class === earlier.class
  );
}

/** A tag that moved brings something that nobody promoted; what failed before it moved failed by itself. */
function bringsOtherContent(
  later: SegmentVerdict,
  { class: failure, since }: SegmentVerdict,
): boolean {
  return (
    (failure === 'tag-moved' || failure === 'floating-tag-untraceable') &&
    later.class !== 'route-not-accepted' &&
    !isBefore(later.since, since)
  );
}

/** What is missing or half there may be what was not applied, or only in part. */
function followsFromApply(
  later: SegmentVerdict,
  earlier: SegmentVerdict,
): boolean {
  const { class: failure = '' } = earlier;
  return (
    isMissing(later) ||
    // What a Helm action that failed has put there is what runs, or what is taken back.
    failure.startsWith('helm-') ||
    failure === 'apply-conflict' ||
    (later.verdict === 'diverged' &&
      (!isKnown(later) ||
        (later.class === 'config-error' && isOfApply(earlier)) ||
        (later.class === 'quota' && failure === 'apply-quota') ||
        (later.class === 'changed-out-of-band' &&
          failure === 'drift-detected')))
  );
}

/** What a pass that failed in its midst was to apply may be there in part: a Deployment without its Secret. */
function isOfApply({ class: failure = '', reason }: SegmentVerdict): boolean {
  return failure.startsWith('apply-') || reason === 'ReconciliationFailed';
}

const OF_PODS = ['no-ready-endpoints', 'old-version-serving', 'canary-weight'];

/** A selector that matches nothing does not match pods that crash either. */
function followsFromPods(
  later: SegmentVerdict,
  earlier: SegmentVerdict,
): boolean {
  return (
    later.verdict === 'inProgress' ||
    !isKnown(later) ||
    OF_PODS.includes(later.class!) ||
    (later.class === 'selector-matches-nothing' && isMissing(earlier))
  );
}

function isKnown({ class: failure }: SegmentVerdict): boolean {
  return failure !== undefined && failure !== 'unknown';
}

function isMissing({ evidence: [first] }: SegmentVerdict): boolean {
  return first?.field === 'metadata.name' && first.value === 'does not exist';
}
