import type { Source } from '../flux/objects';
import { displayRef } from '../kube/ObjectRef';
import type { ResolvedTarget } from '../paths/DeliveryPath';
import { consumedBy, isTraceable, type Consumed } from './consumedVersion';
import { fact } from './evidence';
import { blindTo } from './freshness';
import { judgeImageAutomation } from './imageAutomation';
import type { Judgement } from './Judgement';
import type { JudgeContext } from './JudgeContext';
import { movedTag } from './movedTag';
import { pushOnItsWay } from './pushes';

/**
 * Segment `promotion`: what the environment consumes, and whether that is there to be fetched. Who promoted it, and whether
 * more was released, only a record of promotions can tell; without one this is all that the cluster knows.
 */
export function judgePromotion(
  target: ResolvedTarget,
  sourceVerdict: Judgement,
  context: JudgeContext,
): Judgement {
  const { applierRef: ref, applier } = target;
  if (!ref) {
    return nothing(
      'not delivered by Flux',
      'No applier of Flux delivers this: nothing is promoted to it.',
    );
  }
  const blind = blindTo(ref, context);
  if (blind) {
    return blind;
  }
  const automation = judgeImageAutomation(target, context);
  if (automation) {
    return automation;
  }
  const consumed = consumedBy(target);
  if (!consumed) {
    return sourceVerdict.verdict === 'unknown'
      ? sourceVerdict
      : nothing(
          'not known what is consumed',
          applier
            ? `${displayRef(ref)} does not tell what it consumes.`
            : `${displayRef(ref)} does not exist.`,
        );
  }
  const { text, evidence } = consumed;
  const { revision, verdict } = sourceVerdict;
  if (verdict === 'unknown') {
    return {
      ...sourceVerdict,
      summary: `This environment consumes ${text}. ${sourceVerdict.summary}`,
      evidence: [...evidence, ...sourceVerdict.evidence],
    };
  }
  const held = target.sources[0]?.source;
  const artifact = (held?.object as Source | undefined)?.status?.artifact
    ?.revision;
  if (!revision || !held || (verdict !== 'ok' && verdict !== 'inProgress')) {
    return {
      ...nothing(
        text,
        `This environment consumes ${text}; ${
          revision
            ? `last resolved to ${revision.short}`
            : 'it was never resolved'
        }.`,
      ),
      evidence,
    };
  }
  return (
    pushOnItsWay(target, context) ??
    notPinned(target, consumed, context) ?? {
      verdict: 'ok',
      headline: text,
      summary: `This environment consumes ${text}, which resolves to ${revision.short}.`,
      ...(!text.includes(revision.short) && {
        detail: `resolves to ${revision.short}`,
      }),
      revision,
      evidence: [
        ...evidence,
        ...fact(held, 'status.artifact.revision', artifact),
      ],
    }
  );
}

/** In an environment that is meant to be pinned, a name that does not stand for one content is a promotion that nobody made. */
function notPinned(
  target: ResolvedTarget,
  { text, how, evidence }: Consumed,
  { pinned }: JudgeContext,
): Judgement | undefined {
  const moved = pinned ? movedTag(target) : undefined;
  if (moved && !moved.isBack) {
    return {
      verdict: 'diverged',
      class: 'tag-moved',
      headline: `tag ${moved.tag} moved to ${moved.to}`,
      summary: `This environment is meant to be pinned, and the tag ${moved.tag} that it consumes named ${moved.from} before and names ${moved.to} now.`,
      since: moved.since,
      evidence: [...moved.evidence, ...evidence],
    };
  }
  return pinned && how === 'tag' && !isTraceable(target)
    ? {
        verdict: 'diverged',
        class: 'floating-tag-untraceable',
        headline: `${text}, not traceable`,
        summary: `This environment is meant to be pinned, and consumes ${text}: nothing tells which release that is.`,
        evidence,
      }
    : undefined;
}

function nothing(headline: string, summary: string): Judgement {
  return { verdict: 'notObserved', headline, summary, evidence: [] };
}
