import type { FluxAuxiliary, Source } from '../flux/objects';
import { parseRevision, readableRevision } from '../flux/revision';
import { findCondition } from '../kube/conditions';
import type { Observed } from '../kube/KubeObject';
import { displayRef } from '../kube/ObjectRef';
import type { ResolvedTarget } from '../paths/DeliveryPath';
import { after, durationOr, isBefore, MINUTE } from './deadline';
import { conditionFacts, fact, messageOf } from './evidence';
import { blindTo } from './freshness';
import { isOutdated } from './generation';
import { inProgress, type Judgement } from './Judgement';
import type { JudgeContext } from './JudgeContext';
import { list } from './rollout/shape';

/** In the order in which a new image passes them. */
const ORDER = ['ImageRepository', 'ImagePolicy', 'ImageUpdateAutomation'];
const WHAT: Record<string, string> = {
  ImageRepository: 'image scan failed',
  ImagePolicy: 'no image chosen',
  ImageUpdateAutomation: 'automation failed',
};

/**
 * The first of the objects of image automation that fails: nothing newer reaches this environment by itself. Undefined where
 * all of them work, or there are none.
 */
export function judgeImageAutomation(
  target: ResolvedTarget,
  context: JudgeContext,
): Judgement | undefined {
  const objects = [...list(target.imageAutomation)].sort(
    (a, b) => ORDER.indexOf(a.ref.kind) - ORDER.indexOf(b.ref.kind),
  );
  let blind: Judgement | undefined;
  for (const observed of objects) {
    blind ??= blindTo(
      observed.ref,
      context,
      () => failed(observed) ?? works(observed),
    );
    const failure = blind ? undefined : failed(observed);
    if (failure) {
      return failure;
    }
  }
  return blind;
}

function failed(observed: Observed): Judgement | undefined {
  const { object, ref } = observed;
  const ready = findCondition(object, 'Ready');
  const stalled = findCondition(object, 'Stalled')?.status === 'True';
  const isSuspended = (object as FluxAuxiliary).spec?.suspend === true;
  if (isSuspended || ready?.status !== 'False' || isOutdated(object, ready)) {
    return undefined;
  }
  const headline = WHAT[ref.kind] ?? 'automation failed';
  return {
    verdict: 'diverged',
    ...(stalled && {
      class: 'stalled',
      detail: 'not retried until something changes',
    }),
    headline,
    summary: `${displayRef(
      ref,
    )}: ${headline}. No newer image gets here by itself.`,
    reason: ready.reason,
    message: messageOf(observed, 'Ready'),
    evidence: conditionFacts(observed, 'Ready'),
  };
}

function works(observed: Observed): Judgement {
  return {
    verdict: 'ok',
    headline: 'automation works',
    summary: `${displayRef(observed.ref)} works.`,
    evidence: conditionFacts(observed, 'Ready'),
  };
}

/** A commit of the automation that the source has not fetched yet. */
export function pushOnItsWay(
  target: ResolvedTarget,
  context: JudgeContext,
): Judgement | undefined {
  const source = target.sources[0]?.source as Observed<Source> | undefined;
  const artifact = source?.object.status?.artifact;
  const automation = list(target.imageAutomation).find(
    ({ ref }) => ref.kind === 'ImageUpdateAutomation',
  ) as Observed<FluxAuxiliary> | undefined;
  const { lastPushCommit: commit, lastPushTime } =
    automation?.object.status ?? {};
  if (!source || !automation || !commit || source.object.spec?.suspend) {
    return undefined;
  }
  const pushedTo = automation.object.spec?.git?.push?.branch;
  const branch = source.object.spec?.ref?.branch;
  // A push to a branch of its own waits for a merge, which nobody here can see.
  const reads = pushedTo === undefined || pushedTo === branch;
  const isNewer =
    isBefore(artifact?.lastUpdateTime, lastPushTime) &&
    parseRevision(artifact?.revision ?? '').hash !== commit;
  if (!reads || !isNewer) {
    return undefined;
  }
  const newer = readableRevision(
    `${branch ?? pushedTo ?? 'HEAD'}@sha1:${commit}`,
  );
  const headline = `${newer?.short ?? commit} pushed, not fetched yet`;
  return inProgress(
    {
      headline,
      summary: `${displayRef(automation.ref)} pushed ${
        newer?.short ?? commit
      }, which was not fetched yet.`,
      newer,
      revision: readableRevision(artifact?.revision),
      at: lastPushTime,
      atWord: 'pushed',
      expectedBy: after(
        lastPushTime,
        durationOr(source.object.spec?.interval, MINUTE) * 1.05 +
          durationOr(source.object.spec?.timeout, MINUTE),
      ),
      evidence: [
        ...fact(automation, 'status.lastPushCommit', commit),
        ...fact(source, 'status.artifact.revision', artifact?.revision),
      ],
    },
    context.now,
    {
      headline: `${newer?.short ?? commit} never fetched`,
      summary: `${displayRef(automation.ref)} pushed ${
        newer?.short ?? commit
      }, which should have been fetched by now.`,
      class: 'promotion-not-arrived',
    },
  );
}
