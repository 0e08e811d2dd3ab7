import type { Source } from '../flux/objects';
import { readableRevision, sameRevision } from '../flux/revision';
import { findCondition } from '../kube/conditions';
import type { Observed } from '../kube/KubeObject';
import { displayRef } from '../kube/ObjectRef';
import { sourceBegan } from './began';
import { after, durationOr, MINUTE, PICK_UP } from './deadline';
import { conditionFacts, fact, messageOf } from './evidence';
import { withFlaps } from './flapping';
import { isOutdated, specIsUnread } from './generation';
import { inProgress, type Judgement } from './Judgement';
import { NOT_RECONCILED } from './notReconciled';
import { suspensionOf } from './suspension';

/** In the order in which they say most about the cause. */
const FAILURES = [
  'SourceVerified',
  'StorageOperationFailed',
  'FetchFailed',
  'IncludeUnavailable',
  'BuildFailed',
  'Stalled',
  'Ready',
] as const;
/** Of these, False is the failure; of the others, True. */
const GOOD_WHEN_TRUE: readonly string[] = ['SourceVerified', 'Ready'];

const HEADLINES: Record<string, string> = {
  SourceVerified: 'signature not verified',
  StorageOperationFailed: 'artifact cannot be stored',
  FetchFailed: 'fetch failed',
  IncludeUnavailable: 'an included repository is not there',
  BuildFailed: 'chart cannot be built',
  Stalled: 'stalled: wrong configuration',
  Ready: 'source not ready',
};

/**
 * The verdict on one source object by itself.
 */
export function judgeSourceObject(observed: Observed, now: string): Judgement {
  return withFlaps(atThisInstant(observed, now), observed, now);
}

function atThisInstant(observed: Observed, now: string): Judgement {
  const source = observed.object as Source;
  const common = commonOf(observed);
  if (isStatic(source)) {
    return {
      verdict: 'ok',
      headline: 'static configuration',
      summary: `${displayRef(
        observed.ref,
      )} is of type oci: it is only configuration, and the chart tells whether it works.`,
      evidence: fact(observed, 'spec.type', source.spec?.type),
    };
  }
  if (source.metadata.deletionTimestamp) {
    return beingDeleted(observed, common, now);
  }
  if (source.spec?.suspend) {
    return suspended(observed, common);
  }
  const failure = failureOf(observed);
  if (failure) {
    return failed(observed, failure, common);
  }
  return working(observed, common, now) ?? settled(observed, common);
}

type Common = Pick<Judgement, 'revision' | 'at' | 'atWord'>;

function commonOf({ object }: Observed): Common {
  const artifact = (object as Source).status?.artifact;
  const revision = readableRevision(artifact?.revision);
  return {
    ...(revision && { revision }),
    ...(artifact?.lastUpdateTime && {
      at: artifact.lastUpdateTime,
      atWord: 'fetched',
    }),
  };
}

/** A HelmRepository of type oci has no status at all, and is not meant to have one. */
function isStatic({ kind, spec }: Source): boolean {
  return kind === 'HelmRepository' && spec?.type === 'oci';
}

function suspended(observed: Observed, common: Common): Judgement {
  const never = common.revision === undefined;
  return {
    ...common,
    verdict: 'suspended',
    // Nothing was ever fetched, so all that was ever wanted is withheld.
    ...(never && { class: 'suspended' }),
    headline: never
      ? 'suspended, never fetched'
      : `suspended at ${common.revision!.short}`,
    summary: `${displayRef(observed.ref)} is suspended: ${
      never
        ? 'nothing was ever fetched.'
        : 'nothing newer will be fetched until it is resumed.'
    }`,
    ...suspensionOf(observed),
  };
}

function beingDeleted(
  observed: Observed,
  common: Common,
  now: string,
): Judgement {
  const { deletionTimestamp } = observed.object.metadata;
  return inProgress(
    {
      ...common,
      headline: 'source is being deleted',
      summary: `${displayRef(
        observed.ref,
      )} is being deleted: nothing newer will be fetched.`,
      expectedBy: after(deletionTimestamp, PICK_UP),
      evidence: fact(observed, 'metadata.deletionTimestamp', deletionTimestamp),
    },
    now,
    {
      headline: 'deletion hangs',
      summary: `${displayRef(
        observed.ref,
      )} was to be deleted, and is still there.`,
    },
  );
}

/** A pass that repeats a failure sets Ready to Unknown; the failure's own condition stays. */
function failureOf({ object }: Observed): string | undefined {
  return FAILURES.find(type => {
    const condition = findCondition(object, type);
    const bad = GOOD_WHEN_TRUE.includes(type) ? 'False' : 'True';
    return condition?.status === bad && !isOutdated(object, condition);
  });
}

function failed(observed: Observed, type: string, common: Common): Judgement {
  const condition = findCondition(observed.object, type)!;
  const stalled = findCondition(observed.object, 'Stalled')?.status === 'True';
  const name = displayRef(observed.ref);
  const kept = common.revision
    ? ` What was fetched before stays in use: ${common.revision.short}.`
    : '';
  return {
    ...common,
    verdict: 'diverged',
    headline: HEADLINES[type] ?? 'source not ready',
    summary: `${name}: ${HEADLINES[type] ?? 'not ready'}.${kept}`,
    ...(stalled && { detail: 'not retried until something changes' }),
    ...sourceBegan(observed.object, type),
    ...(type === 'SourceVerified' && { class: 'source-verification-failed' }),
    reason: condition.reason,
    message: messageOf(observed, type) ?? messageOf(observed, 'Ready'),
    evidence: [
      ...conditionFacts(observed, type),
      ...(type === 'Ready' ? [] : conditionFacts(observed, 'Ready')),
      ...fact(observed, 'status.artifact.revision', common.revision?.raw),
    ],
  };
}

function working(
  observed: Observed,
  common: Common,
  now: string,
): Judgement | undefined {
  const source = observed.object as Source;
  const ready = findCondition(source, 'Ready');
  const reconciling = findCondition(source, 'Reconciling');
  const outdated = findCondition(source, 'ArtifactOutdated')?.status === 'True';
  const unread = specIsUnread(source) || isOutdated(source, ready);
  if (
    ready?.status === 'True' &&
    !outdated &&
    !unread &&
    !isBetweenPatches(source)
  ) {
    return undefined;
  }
  if (!ready && !reconciling && !unread) {
    return undefined;
  }
  const told = unread
    ? reconciling?.lastTransitionTime
    : (reconciling ?? ready)?.lastTransitionTime;
  // When a spec was changed nobody tells: only the start of the pass that takes it up, and that it has been so since it was looked at.
  const started = told ?? (unread ? observed.observedAt : undefined);
  const allowed = durationOr(source.spec?.timeout, MINUTE) + MINUTE;
  return inProgress(
    {
      ...common,
      headline: unread ? 'taking up a changed spec' : 'fetching',
      summary: `${displayRef(observed.ref)}: ${
        messageOf(observed, reconciling ? 'Reconciling' : 'Ready') ??
        'work is in flight'
      }.`,
      message: messageOf(observed, 'Reconciling'),
      expectedBy:
        ready || reconciling
          ? after(started, allowed)
          : after(source.metadata.creationTimestamp, PICK_UP),
      evidence: [
        ...conditionFacts(observed, 'Reconciling'),
        ...conditionFacts(observed, 'Ready'),
        ...fact(observed, 'metadata.generation', source.metadata.generation),
        ...fact(
          observed,
          'status.observedGeneration',
          source.status?.observedGeneration,
        ),
      ],
    },
    now,
    {
      class: NOT_RECONCILED,
      headline: unread ? 'changed spec not taken up' : 'fetch does not end',
      summary: `${displayRef(observed.ref)} ${
        unread
          ? 'has not taken up its changed spec'
          : 'has been working longer than it may'
      }.`,
      ...(told === undefined && ready && { since: null }),
    },
  );
}

/** Conditions are written before the artifact: for some milliseconds Ready=True stands beside the old one. */
function isBetweenPatches(source: Source): boolean {
  const { kind, status } = source;
  const message = findCondition(source, 'Ready')?.message;
  const stored =
    kind === 'HelmChart'
      ? undefined
      : /^stored artifact\b[^']*'([^']+)'/.exec(message ?? '')?.[1];
  return (
    stored !== undefined &&
    status?.artifact?.revision !== undefined &&
    !sameRevision(stored, status.artifact.revision)
  );
}

function settled(observed: Observed, common: Common): Judgement {
  const ready = findCondition(observed.object, 'Ready');
  const name = displayRef(observed.ref);
  if (ready?.status === 'True' && common.revision) {
    return {
      ...common,
      verdict: 'ok',
      headline: common.revision.short,
      summary: `${name} holds ${common.revision.short}.`,
      evidence: [
        ...conditionFacts(observed, 'Ready').slice(0, 1),
        ...fact(observed, 'status.artifact.revision', common.revision.raw),
      ],
    };
  }
  if (ready?.status === 'True' && observed.ref.kind === 'ArtifactGenerator') {
    return {
      verdict: 'ok',
      headline: 'generated',
      summary: `${name} has generated its artifacts.`,
      evidence: conditionFacts(observed, 'Ready'),
    };
  }
  return {
    ...common,
    verdict: 'unknown',
    unknownReason: 'noEvidence',
    headline: ready ? 'no artifact told' : 'never looked at',
    summary: ready
      ? `${name} calls itself ready, and tells no artifact.`
      : `${name} has no condition: no controller has looked at it.`,
    evidence: [
      ...conditionFacts(observed, 'Ready'),
      ...fact(observed, 'status', ready ? undefined : 'no condition Ready'),
      ...fact(
        observed,
        'status.artifact',
        common.revision ? undefined : 'absent',
      ),
    ],
  };
}
