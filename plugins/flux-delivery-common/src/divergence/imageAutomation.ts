import { withCarriedFailure } from '../flux/carriedFailure';
import type { FluxAuxiliary } from '../flux/objects';
import { findCondition } from '../kube/conditions';
import { imageRepository, parseImage } from '../kube/imageReference';
import type { Observed } from '../kube/KubeObject';
import { displayRef } from '../kube/ObjectRef';
import { imagesOf } from '../kube/podTemplate';
import type { ResolvedTarget } from '../paths/DeliveryPath';
import { automationBegan } from './began';
import { conditionFacts, fact, messageOf } from './evidence';
import { blindTo } from './freshness';
import { isOutdated } from './generation';
import type { Judgement } from './Judgement';
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

/** Automations that somebody stopped, while a version is chosen that nothing here declares, and no other one brings it. */
function withheldBySuspension(target: ResolvedTarget): Judgement | undefined {
  const [withheld] = chosenNotDeclared(target).flatMap(waiting => {
    const feeding = automationsOf(target).filter(
      ({ ref }) => ref.namespace === waiting.policy.ref.namespace,
    );
    const isStopped = feeding.every(({ object }) => object.spec?.suspend);
    return feeding.length > 0 && isStopped
      ? [{ ...waiting, automation: feeding[0] }]
      : [];
  });
  if (!withheld) {
    return undefined;
  }
  const { policy, tag, automation } = withheld;
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

/** The automations that write what the policies of a target choose. */
export function automationsOf({
  imageAutomation,
}: ResolvedTarget): Observed<FluxAuxiliary>[] {
  return list(imageAutomation).filter(
    ({ ref }) => ref.kind === 'ImageUpdateAutomation',
  ) as Observed<FluxAuxiliary>[];
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
