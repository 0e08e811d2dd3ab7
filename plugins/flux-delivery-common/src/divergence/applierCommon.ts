import type { HelmRelease, Kustomization, Source } from '../flux/objects';
import { readableRevision } from '../flux/revision';
import { withCarriedFailure } from '../flux/carriedFailure';
import { conditionIs, findCondition } from '../kube/conditions';
import type { Observed } from '../kube/KubeObject';
import { displayRef } from '../kube/ObjectRef';
import type { ResolvedTarget } from '../paths/DeliveryPath';
import { after, MINUTE, PICK_UP } from './deadline';
import { conditionFacts, fact, messageOf } from './evidence';
import { inProgress, type Judgement } from './Judgement';
import type { JudgeContext } from './JudgeContext';
import { NOT_RECONCILED } from './notReconciled';
import type { ReadableRevision } from '../flux/ReadableRevision';

export type Applier = Observed<Kustomization> | Observed<HelmRelease>;

/** What the judges of Kustomization and HelmRelease look at beside the object itself. */
export interface ReconcileInput {
  target: ResolvedTarget;
  applier: Observed;
  source?: Observed<Source>;
  sourceVerdict: Judgement;
  /** What the workloads say by themselves. */
  workloads: Judgement;
  context: JudgeContext;
}

/** The revision of the artifact that the applier reads, where it can be seen. */
export function artifactRevisionOf({
  source,
}: Pick<ReconcileInput, 'source'>): string | undefined {
  return source?.object.status?.artifact?.revision;
}

export function beingDeleted({
  applier,
  context,
}: ReconcileInput): Judgement | undefined {
  const { deletionTimestamp } = applier.object.metadata;
  if (!deletionTimestamp) {
    return undefined;
  }
  const name = displayRef(applier.ref);
  const { finalizers } = applier.object.metadata;
  const held = finalizers?.length ? `, held by ${finalizers.join(', ')}` : '';
  // What it failed of before, it fails of while it goes as well.
  const failed = conditionIs(
    withCarriedFailure(applier.object),
    'Ready',
    'False',
  );
  return inProgress(
    {
      headline: 'being deleted',
      summary: `${name} is being deleted, and what it applied with it, unless its deletion policy says otherwise.`,
      expectedBy: after(deletionTimestamp, failed ? MINUTE / 2 : PICK_UP),
      at: deletionTimestamp,
      atWord: 'deleted',
      message: messageOf(applier, 'Ready'),
      evidence: fact(
        applier,
        'metadata.deletionTimestamp',
        `${deletionTimestamp}${held}`,
      ),
    },
    context.now,
    {
      headline: 'deletion hangs',
      summary: `${name} was to be deleted, and is still there${held}.`,
      class: 'prune-failure',
    },
  );
}

export function neverReconciled({
  applier,
  context,
}: ReconcileInput): Judgement | undefined {
  if (
    findCondition(applier.object, 'Ready') ||
    findCondition(applier.object, 'Reconciling')
  ) {
    return undefined;
  }
  const name = displayRef(applier.ref);
  return inProgress(
    {
      headline: 'not taken up yet',
      summary: `${name} is new: its controller has not taken it up yet.`,
      expectedBy:
        after(applier.object.metadata.creationTimestamp, PICK_UP) ??
        context.now,
      evidence: [
        ...fact(
          applier,
          'metadata.creationTimestamp',
          applier.object.metadata.creationTimestamp,
        ),
        ...fact(applier, 'status.conditions', 'no condition Ready'),
      ],
    },
    context.now,
    {
      class: NOT_RECONCILED,
      headline: 'never reconciled',
      summary: `${name} was never reconciled: no controller has taken it up.`,
    },
  );
}

const TARGET_CLUSTER =
  /failed to get server groups: |unable to read KubeConfig|kubernetes cluster unreachable|could not get KubeConfig|dial tcp|no such host|i\/o timeout/i;
const TARGET_REASONS = [
  'RESTClientError',
  'StateError',
  'FactoryError',
  'ConfigFactoryErr',
];

/**
 * An applier that delivers to another cluster and cannot get there: what runs there cannot be told. A refusal by that
 * cluster's API server is no such case.
 */
export function targetOutOfReach({
  applier,
}: ReconcileInput): Judgement | undefined {
  const { spec } = applier.object as Kustomization;
  const ready = findCondition(applier.object, 'Ready');
  const message = messageOf(applier, 'Ready') ?? '';
  const reaches =
    TARGET_CLUSTER.test(message) ||
    TARGET_REASONS.includes(ready?.reason ?? '');
  if (
    !spec?.kubeConfig ||
    ready?.status !== 'False' ||
    !reaches ||
    / is forbidden: User /.test(message)
  ) {
    return undefined;
  }
  return {
    verdict: 'unknown',
    unknownReason: 'unreachable',
    headline: 'target cluster out of reach',
    summary: `${displayRef(
      applier.ref,
    )} delivers to another cluster, and Flux cannot reach it.`,
    reason: ready.reason,
    message,
    evidence: [
      ...conditionFacts(applier, 'Ready'),
      ...fact(applier, 'spec.kubeConfig', spec.kubeConfig),
    ],
  };
}

/** The text as the pages show it: the short form, without a word for what is absent. */
export function shortOf(revision: string | undefined): string {
  return readableRevision(revision)?.short ?? '';
}

export function readable(revision: string | undefined): {
  revision?: ReadableRevision;
} {
  const read = readableRevision(revision);
  return read ? { revision: read } : {};
}

export function newerThan(revision: string | undefined): {
  newer?: ReadableRevision;
} {
  const read = readableRevision(revision);
  return read ? { newer: read } : {};
}
