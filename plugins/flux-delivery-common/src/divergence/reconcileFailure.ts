import type { FailureClassName } from '../classes/FailureClass';
import { failingAtLeastSince } from '../flux/carriedFailure';
import { findCondition } from '../kube/conditions';
import { displayRef } from '../kube/ObjectRef';
import {
  newerThan,
  readable,
  shortOf,
  artifactRevisionOf,
  type ReconcileInput,
} from './applierCommon';
import { sameRevision } from '../flux/revision';
import type { Began } from './began';
import { after, MINUTE } from './deadline';
import { conditionFacts, messageOf } from './evidence';
import { inProgress, type Judgement } from './Judgement';
import type { Evidence } from './SegmentVerdict';

export interface Failure {
  reason: string;
  began: Began;
  retryAt?: string;
  attempted?: string;
  /** What is applied now. */
  current?: string;
  evidence: Evidence[];
  /** True while a new pass runs that repeats the failure: Ready then tells nothing. */
  inFlight: boolean;
}

const HEADLINES: Record<string, string> = {
  BuildFailed: 'build failed',
  ReconciliationFailed: 'apply failed',
  PruneFailed: 'prune failed',
  ArtifactFailed: 'nothing to apply',
  SourceNotReady: 'waits for its source',
  ValuesError: 'values missing',
  AccessDenied: 'access denied',
  StateError: 'release cannot be read',
  InvalidCELExpression: 'wrong CEL expression',
  FeatureGateDisabled: 'feature is switched off',
};
const CLASSES: Record<string, FailureClassName> = {
  PruneFailed: 'prune-failure',
  ValuesError: 'values-missing',
  AccessDenied: 'stalled',
  InvalidCELExpression: 'stalled',
  FeatureGateDisabled: 'stalled',
};
const PATH_MISSING = /kustomization path not found/;
const NOT_READ_YET = /latest generation of object has not been reconciled\s*$/;

/**
 * The verdict on a pass that failed before anything else could. Waiting for a source that works is work in flight; waiting
 * for one that does not is a consequence of it.
 */
export function failedReconciliation(
  input: ReconcileInput,
  failure: Failure,
): Judgement {
  const { applier } = input;
  const message = failure.inFlight ? undefined : messageOf(applier, 'Ready');
  const ofSource = isOfSource({ reason: failure.reason, message });
  return ofSource && sourceWorks(input, message)
    ? waitsForSource(input, failure, message)
    : diverged(input, failure, message, ofSource);
}

/** True for what an applier says while it cannot get what it reads. */
export function isOfSource({
  reason,
  message = '',
}: Pick<Judgement, 'reason' | 'message'>): boolean {
  return (
    (reason === 'ArtifactFailed' || reason === 'SourceNotReady') &&
    !PATH_MISSING.test(message)
  );
}

function sourceWorks(
  { sourceVerdict: { verdict } }: ReconcileInput,
  message = '',
): boolean {
  return (
    verdict === 'ok' || verdict === 'inProgress' || NOT_READ_YET.test(message)
  );
}

function waitsForSource(
  input: ReconcileInput,
  failure: Failure,
  message?: string,
): Judgement {
  const { applier, context } = input;
  const words = {
    headline: 'waits for its source',
    summary: `${displayRef(applier.ref)} waits for its source.`,
  };
  return inProgress(
    {
      ...words,
      ...readable(failure.current),
      reason: failure.reason,
      message,
      expectedBy: after(failingAtLeastSince(applier.object), 5 * MINUTE),
      evidence: [...conditionFacts(applier, 'Ready'), ...failure.evidence],
    },
    context.now,
    {
      ...words,
      since: null,
      ...failure.began,
      summary: `${displayRef(
        applier.ref,
      )} still cannot get what its source holds.`,
    },
  );
}

function diverged(
  input: ReconcileInput,
  failure: Failure,
  message: string | undefined,
  ofSource: boolean,
): Judgement {
  const { applier } = input;
  const artifact = artifactRevisionOf(input);
  const stalled = findCondition(applier.object, 'Stalled')?.status === 'True';
  const headline = headlineOf(failure.reason, message, ofSource);
  const known = PATH_MISSING.test(message ?? '')
    ? 'build-render'
    : CLASSES[failure.reason];
  const stays = failure.current
    ? ` ${shortOf(failure.current)} stays applied.`
    : '';
  return {
    verdict: 'diverged',
    ...((known ?? stalled) && { class: known ?? 'stalled' }),
    ...readable(failure.current),
    ...(artifact &&
      !sameRevision(artifact, failure.current) &&
      newerThan(artifact)),
    headline,
    summary: `${displayRef(applier.ref)}${
      failure.attempted ? ` at ${shortOf(failure.attempted)}` : ''
    }: ${headline}.${stays}`,
    detail: stalled ? 'not retried until something changes' : undefined,
    ...failure.began,
    retryAt: stalled ? undefined : failure.retryAt,
    reason: failure.reason,
    message,
    evidence: [...conditionFacts(applier, 'Ready'), ...failure.evidence],
  };
}

function headlineOf(reason: string, message = '', ofSource: boolean): string {
  if (ofSource) {
    return 'waits for its source';
  }
  if (PATH_MISSING.test(message)) {
    return 'path not found';
  }
  if (
    reason === 'ReconciliationFailed' &&
    /forbidden|denied|violates/i.test(message)
  ) {
    return 'apply refused';
  }
  return HEADLINES[reason] ?? (reason ? `failed: ${reason}` : 'failed');
}
