import type { JudgedTarget, JudgedWorkload } from '../divergence/JudgedTarget';
import type { Judgement } from '../divergence/Judgement';
import {
  SEGMENTS,
  type Segment,
  type SegmentVerdict,
} from '../divergence/SegmentVerdict';
import { refOf, type KubeObject, type Observed } from '../kube/KubeObject';
import type { ObjectRef } from '../kube/ObjectRef';
import type { ResolvedWorkload } from '../paths/DeliveryPath';
import {
  aDeployment,
  aGitRepository,
  aKustomization,
  aService,
} from './builders';

/** The instant that hand-built targets were seen at. */
export const SEEN_AT = '2026-11-21T06:00:00Z';

/** An object of a cluster, as it was seen at {@link SEEN_AT}. */
export function seen<T extends KubeObject>(
  object: T,
  cluster = 'prod-eu',
): Observed<T> {
  return { ref: refOf(cluster, object), object, observedAt: SEEN_AT };
}

/** A ref on `prod-eu`. */
export function refTo(
  kind: string,
  namespace: string,
  name: string,
  group = kind === 'Kustomization' ? 'kustomize.toolkit.fluxcd.io' : '',
): ObjectRef {
  return { cluster: 'prod-eu', group, kind, namespace, name };
}

const HEALTHY: Record<Segment, Omit<SegmentVerdict, 'segment'>> = {
  promotion: {
    verdict: 'ok',
    headline: 'main',
    summary: 'This environment consumes main, which resolves to main 3fa2c1e.',
    evidence: [],
  },
  source: {
    verdict: 'ok',
    headline: 'main 3fa2c1e',
    summary: 'GitRepository/flux-system/apps holds main 3fa2c1e.',
    evidence: [],
  },
  reconcile: {
    verdict: 'ok',
    headline: 'applied main 3fa2c1e',
    summary: 'Kustomization/flux-system/payments-api applied main 3fa2c1e.',
    evidence: [],
  },
  rollout: {
    verdict: 'ok',
    headline: '3/3 ready',
    summary: 'Deployment/payments/api has rolled out: 3 of 3 are ready.',
    evidence: [],
  },
  traffic: {
    verdict: 'ok',
    headline: '3 ready endpoints',
    summary: 'Service/payments/api has 3 ready endpoints.',
    evidence: [],
  },
};

/** What of a hand-built target may be otherwise; a workload that says nothing else says what its segment does. */
export type TargetChanges = Partial<Omit<JudgedTarget, 'workloads'>> & {
  workloads?: (ResolvedWorkload & Partial<JudgedWorkload>)[];
};

/**
 * A target of `payments-api` on `prod-eu`, healthy from end to end, unless the changes say otherwise. Verdicts are given by
 * segment.
 */
export function aJudgedTarget(
  verdicts: Partial<Record<Segment, Partial<SegmentVerdict>>> = {},
  { workloads, ...changes }: TargetChanges = {},
): JudgedTarget {
  const applier = seen(aKustomization('flux-system', 'payments-api'));
  const source = seen(aGitRepository('flux-system', 'apps'));
  const parent = seen(aKustomization('flux-system', 'cluster'));
  const workload = seen(aDeployment('payments', 'api'));
  const service = seen(aService('payments', 'api'));
  const rollout = { ...HEALTHY.rollout, ...verdicts.rollout } as Judgement;
  return {
    id: 'prod-eu-payments-api',
    cluster: 'prod-eu',
    environment: 'prod',
    environmentBecause: 'a test',
    applierRef: applier.ref,
    applier,
    binding: 'claimed',
    because: ['a test'],
    sources: [{ ref: source.ref, source, because: 'a test' }],
    parents: [{ ref: parent.ref, parent, because: 'a test' }],
    workloads: (
      workloads ?? [
        { ref: workload.ref, workload, because: 'a test', related: [] },
      ]
    ).map(one => ({ judgement: rollout, ...one })),
    services: [
      {
        ref: service.ref,
        service,
        because: 'a test',
        slices: [],
        routes: [],
        selects: [],
      },
    ],
    imageAutomation: [],
    owned: [workload.ref, service.ref],
    segments: SEGMENTS.map(segment => ({
      segment,
      ...HEALTHY[segment],
      ...verdicts[segment],
    })),
    notes: [],
    ...changes,
  };
}
