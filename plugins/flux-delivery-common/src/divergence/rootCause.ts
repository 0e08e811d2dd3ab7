import type { Observed } from '../kube/KubeObject';
import { displayRef, keyOf, type ObjectRef } from '../kube/ObjectRef';
import { deliveredWorkloads, resolveWorkload } from '../paths/workloads';
import { asSegment, type Judgement } from './Judgement';
import type { JudgeContext } from './JudgeContext';
import { isJudged, judgeLone, judgeOwner, loneTarget } from './judgeParent';
import { judgeRollout, judgeWorkloads } from './judgeRollout';
import { judgeSource } from './judgeSource';
import type { RootCause, Segment, SegmentVerdict } from './SegmentVerdict';
import { withClass } from './withClass';

const OF_SOURCE = ['ArtifactFailed', 'SourceNotReady'];

/**
 * Names the class of a blocker, and goes on to its source where that is what fails: what a chain of dependencies ends in is not
 * yet what has to be mended.
 */
export function explainRoot(
  judgement: Judgement,
  context: JudgeContext,
): Judgement {
  const { rootCause } = judgement;
  const blocker = rootCause && context.view.get(rootCause);
  if (!rootCause || rootCause.class || !blocker || !isJudged(blocker)) {
    return judgement;
  }
  const found = rootOfBlocker(blocker, context, new Set());
  return found
    ? {
        ...judgement,
        since: judgement.since ?? found.since,
        rootCause: found.root,
      }
    : judgement;
}

interface Found {
  root: RootCause;
  since?: string;
}

/**
 * What keeps a dependency from being ready: its source, its own reconciliation, its workloads, or another applier that it waits for
 * the health of.
 */
function rootOfBlocker(
  blocker: Observed,
  context: JudgeContext,
  seen: Set<string>,
): Found | undefined {
  seen.add(keyOf(blocker.ref));
  const target = loneTarget(blocker, context);
  const withWorkloads = {
    ...target,
    workloads: deliveredWorkloads(blocker, context.view).map(found =>
      resolveWorkload(found, context.view),
    ),
  };
  const source = judgeSource(target, context);
  const workloads = judgeWorkloads(withWorkloads, context);
  const own = judgeLone(withWorkloads, source, workloads, context);
  if (own.verdict === 'suspended') {
    const { since, summary } = own;
    return { since, root: { ...blocker.ref, class: 'suspended', summary } };
  }
  if (own.verdict === 'diverged') {
    return isOfSource(own) && source.verdict === 'diverged'
      ? {
          since: source.since,
          root: fromVerdict('source', source, blocker.ref),
        }
      : {
          since: own.since,
          root:
            own.rootCause ?? fromVerdict('reconcile', own, blocker.ref, true),
        };
  }
  const rollout = judgeRollout(withWorkloads, workloads, context);
  const deeper = rollout.rootCause && context.view.get(rollout.rootCause);
  if (deeper && isJudged(deeper) && !seen.has(keyOf(deeper.ref))) {
    return (
      rootOfBlocker(deeper, context, seen) ?? {
        since: rollout.since,
        root: rollout.rootCause!,
      }
    );
  }
  return rollout.verdict === 'diverged'
    ? {
        since: rollout.since,
        root: fromVerdict('rollout', rollout, blocker.ref, true),
      }
    : undefined;
}

/** What keeps a parent applier from giving its children anything newer; `withheld` where somebody stopped it. */
export interface BrokenParent {
  judgement: Judgement;
  root: RootCause;
}

/**
 * Undefined where the parent works. A parent that is content with an old artifact while its source fails does not: nothing
 * newer can come from there.
 */
export function brokenParent(
  parent: Observed,
  context: JudgeContext,
): BrokenParent | undefined {
  const own = judgeOwner(parent, context);
  if (!own) {
    return undefined;
  }
  if (own.verdict === 'suspended' && own.class === 'suspended') {
    return {
      judgement: own,
      root: { ...parent.ref, class: 'suspended', summary: own.summary },
    };
  }
  const source = judgeSource(loneTarget(parent, context), context);
  if (
    source.verdict === 'diverged' &&
    (own.verdict === 'ok' || isOfSource(own))
  ) {
    return {
      judgement: source,
      root: fromVerdict('source', source, parent.ref),
    };
  }
  return own.verdict === 'diverged'
    ? {
        judgement: own,
        root: own.rootCause ?? fromVerdict('reconcile', own, parent.ref, true),
      }
    : undefined;
}

function isOfSource({ reason }: Judgement): boolean {
  return reason !== undefined && OF_SOURCE.includes(reason);
}

/** `itself`: the object is the cause, whatever the verdict was read from. */
function fromVerdict(
  segment: Segment,
  judgement: Judgement,
  ref: ObjectRef,
  itself = false,
): RootCause {
  const judged: SegmentVerdict = withClass(asSegment(segment, judgement));
  const object = (!itself && judged.evidence[0]?.object) || ref;
  const [line] = (judged.message ?? '').split('\n');
  return {
    ...object,
    ...(judged.class && { class: judged.class }),
    summary: line
      ? `${displayRef(object)} ${judged.headline}: ${line.slice(0, 200)}`
      : judged.summary,
  };
}
