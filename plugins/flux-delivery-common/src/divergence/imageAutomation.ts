import { withCarriedFailure } from '../flux/carriedFailure';
import type { FluxAuxiliary, Source } from '../flux/objects';
import type { ReadableRevision } from '../flux/ReadableRevision';
import { parseRevision, readableRevision } from '../flux/revision';
import { findCondition } from '../kube/conditions';
import { imageRepository, parseImage } from '../kube/imageReference';
import type { Observed } from '../kube/KubeObject';
import { displayRef } from '../kube/ObjectRef';
import { imagesOf } from '../kube/podTemplate';
import type { ResolvedTarget } from '../paths/DeliveryPath';
import { automationBegan } from './began';
import { after, durationOr, isBefore, MINUTE } from './deadline';
import { conditionFacts, fact, messageOf } from './evidence';
import { blindTo } from './freshness';
import { isOutdated } from './generation';
import { inProgress, type Judgement } from './Judgement';
import { suspensionOf } from './suspension';
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
  return blind ?? withheldBySuspension(target);
}

/** An automation that somebody stopped, while a version is chosen that nothing here declares. */
function withheldBySuspension(target: ResolvedTarget): Judgement | undefined {
  const automation = list(target.imageAutomation).find(
    ({ ref, object }) =>
      ref.kind === 'ImageUpdateAutomation' &&
      (object as FluxAuxiliary).spec?.suspend === true,
  );
  const [waiting] = chosenNotDeclared(target).filter(
    ({ policy }) => policy.ref.namespace === automation?.ref.namespace,
  );
  if (!automation || !waiting) {
    return undefined;
  }
  const { policy, tag } = waiting;
  const { since, evidence } = suspensionOf(automation);
  return {
    verdict: 'suspended',
    class: 'suspended',
    headline: `automation suspended, ${tag} waits`,
    summary: `${displayRef(
      automation.ref,
    )} is suspended: ${tag}, which ${displayRef(
      policy.ref,
    )} chose, does not get here.`,
    ...(since && { since }),
    evidence: [...evidence, ...fact(policy, 'status.latestRef.tag', tag)],
  };
}

/** Versions that policies chose and that no workload of the target declares. */
export function chosenNotDeclared(
  target: ResolvedTarget,
): { policy: Observed<FluxAuxiliary>; tag: string }[] {
  const declared = target.workloads.flatMap(({ workload }) =>
    workload ? imagesOf(workload.object) : [],
  );
  const policies = list(target.imageAutomation).filter(
    ({ ref }) => ref.kind === 'ImagePolicy',
  ) as Observed<FluxAuxiliary>[];
  return policies.flatMap(policy => {
    const { name, tag } = policy.object.status?.latestRef ?? {};
    const repository = name && imageRepository(name);
    const used = declared.filter(
      image => repository && imageRepository(image) === repository,
    );
    return tag !== undefined &&
      used.length > 0 &&
      used.every(image => parseImage(image).tag !== tag)
      ? [{ policy, tag }]
      : [];
  });
}

function failed(held: Observed): Judgement | undefined {
  // A scan or a push that is tried again has not succeeded yet.
  const observed = { ...held, object: withCarriedFailure(held.object) };
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
    ...automationBegan(object as FluxAuxiliary),
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

/** A commit of the automation that the source does not hold. */
interface Push {
  automation: Observed<FluxAuxiliary>;
  source: Observed<Source>;
  commit: string;
  at?: string;
  newer?: ReadableRevision;
}

/** The newest push to the branch that the source reads, where it holds an older one. */
export function pushedBeyond(target: ResolvedTarget): Push | undefined {
  const source = target.sources[0]?.source as Observed<Source> | undefined;
  const artifact = source?.object.status?.artifact;
  const automation = list(target.imageAutomation).find(
    ({ ref }) => ref.kind === 'ImageUpdateAutomation',
  ) as Observed<FluxAuxiliary> | undefined;
  const { lastPushCommit: commit, lastPushTime } =
    automation?.object.status ?? {};
  if (!source || !automation || !commit) {
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
  return { automation, source, commit, at: lastPushTime, newer };
}

/** A commit of the automation that the source has not fetched yet. */
export function pushOnItsWay(
  target: ResolvedTarget,
  context: JudgeContext,
): Judgement | undefined {
  const push = pushedBeyond(target);
  if (!push || push.source.object.spec?.suspend) {
    return undefined;
  }
  const { automation, source, commit, at: lastPushTime, newer } = push;
  const { artifact } = source.object.status ?? {};
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
