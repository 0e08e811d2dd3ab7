import type { Observed } from '../kube/KubeObject';
import { displayRef, keyOf, type ObjectRef } from '../kube/ObjectRef';
import { hasRole } from '../paths/kindRoles';
import { deliveredWorkloads, resolveWorkload } from '../paths/workloads';
import { asSegment, type Judgement } from './Judgement';
import type { JudgeContext } from './JudgeContext';
import { judgeApplier } from './judgeApplier';
import { isJudged, judgeOwner, loneTarget } from './judgeParent';
import type { JudgedWorkload } from './JudgedTarget';
import {
  judgeEachWorkload,
  judgeRollout,
  judgeWorkloads,
} from './judgeRollout';
import { judgeSource } from './judgeSource';
import { perContext } from './perContext';
import { isOfSource } from './reconcileFailure';
import type { RootCause, Segment, SegmentVerdict } from './SegmentVerdict';
import { withClass } from './withClass';

interface Found {
  root: RootCause;
  since?: string;
}

/** One blocker holds up many: what is behind it is looked for once. */
const rootOf = perContext((blocker: Observed, context): Found | undefined =>
  rootOfBlocker(blocker, context, new Set()),
);

/**
 * Names the class of a blocker, and goes on to its source or its workload where that is what fails: what a chain of dependencies
 * ends in is not yet what has to be mended.
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
  const found = rootOf(blocker, context);
  if (!found) {
    return judgement;
  }
  return judgement.since === undefined && found.since !== undefined
    ? {
        ...judgement,
        since: found.since,
        at: undefined,
        atWord: undefined,
        rootCause: found.root,
      }
    : { ...judgement, rootCause: found.root };
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
  const each = judgeEachWorkload(withWorkloads, context);
  const workloads = judgeWorkloads(withWorkloads, context, each);
  const own = judgeApplier(withWorkloads, source, workloads, context);
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
    ? ofRollout(rollout, each, blocker.ref)
    : undefined;
}

/** The workload itself: by what its pods say, else as the one that the health check names. */
function ofRollout(
  rollout: Judgement,
  each: readonly JudgedWorkload[],
  blocker: ObjectRef,
): Found {
  const broken = each.find(({ judgement }) => judgement.verdict === 'diverged');
  if (broken) {
    const { ref, judgement } = broken;
    return {
      since: judgement.since ?? rollout.since,
      root: fromVerdict('rollout', judgement, ref, true),
    };
  }
  const { since, rootCause: named } = rollout;
  return {
    since,
    root:
      named && hasRole(named, 'workload')
        ? named
        : fromVerdict('rollout', rollout, blocker, true),
  };
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
export const brokenParent = perContext(
  (parent: Observed, context): BrokenParent | undefined => {
    const judged = judgeOwner(parent, context);
    if (!judged) {
      return undefined;
    }
    const own = explainRoot(judged, context);
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
          root:
            own.rootCause ?? fromVerdict('reconcile', own, parent.ref, true),
        }
      : undefined;
  },
);

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
