import type { Kustomization } from '../flux/objects';
import { inventoryLists } from '../flux/applier';
import { overwritesOf, type Overwrite } from '../flux/overwrites';
import type { Observed } from '../kube/KubeObject';
import { displayRef, keyOf } from '../kube/ObjectRef';
import type { ResolvedTarget } from '../paths/DeliveryPath';
import { after, durationOr, isBefore, MINUTE } from './deadline';
import { fact } from './evidence';
import type { Judgement } from './Judgement';
import type { JudgeContext } from './JudgeContext';
import type { Note } from './SegmentVerdict';

/** An object of a target that another applier lists as well. */
interface Contested {
  observed: Observed;
  rivals: Observed[];
}

/**
 * Two appliers that list one object and do not agree on it: each pass of one undoes what the other did. It counts where that was seen
 * there and back, and again within the time that both take for a pass; that both list it proves nothing yet.
 */
export function withRival(
  own: Judgement,
  target: ResolvedTarget,
  context: JudgeContext,
): Judgement {
  const { applier } = target;
  if (!applier || (own.verdict !== 'ok' && own.verdict !== 'inProgress')) {
    return own;
  }
  for (const { observed, rivals } of contestedOf(target, context)) {
    for (const rival of rivals) {
      const turns = turnsBetween(applier, rival, observed);
      if (turns.length > 1 && isGoingOn(turns, [applier, rival], context)) {
        return foughtOver(own, observed, rival, turns);
      }
    }
  }
  return own;
}

/** Objects that two appliers list, and may or may not agree on. */
export function ownedTwice(
  target: ResolvedTarget,
  context: JudgeContext,
): Note[] {
  return contestedOf(target, context).map(({ observed, rivals }) => ({
    class: 'owned-twice',
    summary: `${displayRef(observed.ref)} is applied by ${rivals
      .map(({ ref }) => displayRef(ref))
      .join(', ')} as well: where they differ, they overwrite each other.`,
  }));
}

function contestedOf(
  { applier, workloads, services }: ResolvedTarget,
  { view }: JudgeContext,
): Contested[] {
  const delivered = [
    ...workloads.flatMap(({ workload }) => workload ?? []),
    ...services.map(({ service }) => service),
  ];
  return applier
    ? delivered
        .filter(({ ref }) => inventoryLists(applier, ref))
        .map(observed => ({
          observed,
          rivals: view
            .by('byInventoryEntry', keyOf(observed.ref))
            .filter(({ ref }) => keyOf(ref) !== keyOf(applier.ref)),
        }))
        .filter(({ rivals }) => rivals.length > 0)
    : [];
}

/** The last turns of an object that went to and fro between two appliers. */
function turnsBetween(
  applier: Observed,
  rival: Observed,
  { object }: Observed,
): Overwrite[] {
  const both = [applier, rival].map(({ ref }) => displayRef(ref));
  const all = overwritesOf(object);
  let start = all.length;
  while (
    start > 0 &&
    both.includes(all[start - 1].from) &&
    both.includes(all[start - 1].to)
  ) {
    start -= 1;
  }
  return all.slice(start);
}

function isGoingOn(
  turns: readonly Overwrite[],
  appliers: readonly Observed[],
  { now }: JudgeContext,
): boolean {
  const longest = Math.max(
    ...appliers.map(({ object }) =>
      durationOr((object as Kustomization).spec?.interval, 10 * MINUTE),
    ),
  );
  return isBefore(now, after(turns.at(-1)?.at, 2 * longest + MINUTE));
}

function foughtOver(
  own: Judgement,
  observed: Observed,
  rival: Observed,
  turns: readonly Overwrite[],
): Judgement {
  const [name, other] = [observed, rival].map(({ ref }) => displayRef(ref));
  return {
    ...own,
    verdict: 'diverged',
    class: 'apply-conflict',
    headline: `fights with ${other} over ${observed.ref.kind}`,
    summary: `${own.summary} But ${other} applies ${name} as well, with other content: each overwrites the other, ${turns.length} times since ${turns[0].at}.`,
    detail: own.headline,
    since: turns[0].at,
    expectedBy: undefined,
    evidence: [
      ...fact(
        observed,
        'metadata.labels[kustomize.toolkit.fluxcd.io/name]',
        turns.map(({ at, to }) => `${to} at ${at}`).join(', '),
      ),
      ...own.evidence,
    ],
  };
}
