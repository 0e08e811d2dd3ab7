import type { Divergence } from '../divergence/firstDivergence';
import type { Segment, SegmentVerdict } from '../divergence/SegmentVerdict';
import { displayRef } from '../kube/ObjectRef';
import type { FirstResponder } from '../ownership/firstResponder';
import { lastWorkedOf } from './tellSegment';
import { listed, oneLine, quoted, sentence, utc } from './words';

/**
 * Where reality first differs from intent, why, and whose move it is. Without a divergence: how much of the path that is true of.
 */
export function tellDivergence(
  divergence: Divergence | null,
  segments: readonly SegmentVerdict[],
  responder: FirstResponder | undefined,
): string {
  if (!divergence) {
    return [
      tellNone(segments),
      ...(responder?.owner || responder?.unowned
        ? [tellFinder(responder)]
        : []),
    ].join(' ');
  }
  const { segment, since, summary, message, rootCause, verdict } = divergence;
  const where =
    verdict === 'suspended'
      ? `Delivery is stopped at ${segment}`
      : `Reality first differs from intent at ${segment}`;
  return [
    `${where}${classOf(divergence)}${
      since ? ` since ${utc(since)}` : ''
    }: ${withDoubt(summary)}`,
    ...(since ? [] : [withoutSince(divergence, segments)]),
    ...(rootCause
      ? [
          `Root cause: ${displayRef(rootCause)} on ${
            rootCause.cluster
          }${classOf(rootCause)}. ${sentence(rootCause.summary)}`,
        ]
      : []),
    ...(message ? [`The message is ${quoted(message)}.`] : []),
    ...(responder ? [tellResponder(responder)] : []),
  ].join(' ');
}

/** That nobody tells since when is said, and when it worked last, where that is known. */
function withoutSince(
  { segment }: Divergence,
  segments: readonly SegmentVerdict[],
): string {
  const worked = lastWorkedOf(segments, segment);
  return `Since when is not told${
    worked ? `; it last worked at ${utc(worked)}` : ''
  }.`;
}

/** What lies before it and cannot be told is a sentence of its own. */
function withDoubt(summary: string): string {
  const match = /^(.*) \(([a-z ,]+) cannot be told\)\.?$/.exec(
    oneLine(summary),
  );
  return match
    ? `${sentence(match[1])} Before that, ${match[2]} cannot be told.`
    : sentence(summary);
}

function classOf({ class: failure }: { class?: string }): string {
  return failure && failure !== 'unknown' ? ` (${failure})` : '';
}

/** `First move: group:default/platform, because …`, in words. */
export function tellResponder({
  owner,
  because,
  unowned,
  claimed,
  objectOwner,
  policy,
}: FirstResponder): string {
  if (unowned || !owner) {
    return `First move: ${
      unowned ? 'UNOWNED' : 'not told'
    }, because ${because}.`;
  }
  const else_ = objectOwner?.owner ? ` Otherwise ${objectOwner.owner}.` : '';
  const refusing = policy
    ? ` It was refused by ${policy.kind} ${policy.name}, owned by ${
        policy.owner ?? 'nobody that is known'
      }.`
    : '';
  return `First move: ${owner}${
    claimed ? ' (claimed, not verified)' : ''
  }, because ${because}.${else_}${refusing}`;
}

function tellFinder({ owner, because }: FirstResponder): string {
  return owner
    ? `${owner} can find out, because ${because}.`
    : `Who can find out is UNOWNED, because ${because}.`;
}

function tellNone(segments: readonly SegmentVerdict[]): string {
  const by = (...verdicts: SegmentVerdict['verdict'][]): Segment[] =>
    segments
      .filter(({ verdict }) => verdicts.includes(verdict))
      .map(({ segment }) => segment);
  const [fine, blind, moving, stopped, unseen] = [
    by('ok'),
    by('unknown'),
    by('inProgress'),
    by('suspended'),
    by('notObserved'),
  ];
  if (fine.length + moving.length + stopped.length === 0) {
    return blind.length > 0
      ? `Whether it diverged cannot be told: nothing is known of ${listed(
          blind,
        )}.`
      : 'Nothing was observed here, so that no divergence can be told.';
  }
  const parts = [
    ...(fine.length > 0 ? [`${listed(fine)} ${be(fine)} as intended`] : []),
    ...(moving.length > 0
      ? [`${listed(moving)} ${be(moving)} in progress`]
      : []),
    ...(stopped.length > 0
      ? [
          `${listed(stopped)} ${be(
            stopped,
          )} suspended, and nothing newer is known to be held back`,
        ]
      : []),
    ...(blind.length > 0 ? [`${listed(blind)} cannot be told`] : []),
    ...(unseen.length > 0
      ? [`${listed(unseen)} ${unseen.length > 1 ? 'were' : 'was'} not observed`]
      : []),
  ];
  return `No divergence was found: ${parts.join('; ')}.`;
}

function be(items: readonly string[]): string {
  return items.length > 1 ? 'are' : 'is';
}
