import type { Source } from '../flux/objects';
import { sourceRefOf } from '../flux/sourceRef';
import type { Observed } from '../kube/KubeObject';
import type { ResolvedTarget } from '../paths/DeliveryPath';
import { blindTo } from './freshness';
import { judgeHelmRelease } from './judgeHelmRelease';
import { judgeKustomization } from './judgeKustomization';
import type { Judgement } from './Judgement';
import type { JudgeContext } from './JudgeContext';
import { judgeSource } from './judgeSource';

const NOT_LOOKED_AT: Judgement = {
  verdict: 'notObserved',
  headline: 'not looked at',
  summary: 'The workloads of a parent are not part of this path.',
  evidence: [],
};

/**
 * The verdict on the reconciliation of a parent applier by itself: without its own parents, and without what it delivers
 * elsewhere. A failed health check of a parent is about its other children as likely as about this one, and is not held
 * against it.
 */
export function judgeOwner(
  parent: Observed,
  context: JudgeContext,
): Judgement | undefined {
  if (
    parent.ref.kind !== 'Kustomization' &&
    parent.ref.kind !== 'HelmRelease'
  ) {
    return undefined;
  }
  const unseen = blindTo(parent.ref, context);
  if (unseen) {
    return unseen;
  }
  const target = asTarget(parent, context);
  const input = {
    target,
    applier: parent,
    source: target.sources[0]?.source as Observed<Source> | undefined,
    sourceVerdict: judgeSource(target, context),
    workloads: NOT_LOOKED_AT,
    context,
  };
  return parent.ref.kind === 'Kustomization'
    ? judgeKustomization(input)
    : judgeHelmRelease(input);
}

function asTarget(parent: Observed, context: JudgeContext): ResolvedTarget {
  const source = sourceRefOf(parent.ref, parent.object);
  return {
    id: '',
    cluster: parent.ref.cluster,
    environment: '',
    environmentBecause: '',
    applierRef: parent.ref,
    applier: parent,
    binding: 'claimed',
    because: [],
    sources: source
      ? [
          {
            ref: source,
            source: context.view.get(source),
            because: 'the parent reads from it',
          },
        ]
      : [],
    parents: [],
    workloads: [],
    services: [],
    imageAutomation: [],
    owned: [],
  };
}
