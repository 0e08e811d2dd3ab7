import { after } from '../divergence/deadline';
import type { Kustomization, KustomizationHistory } from '../flux/objects';
import { sameRevision } from '../flux/revision';
import { findCondition } from '../kube/conditions';
import { parseDuration } from '../kube/duration';
import type { Observed } from '../kube/KubeObject';
import { list } from '../kube/list';
import { fingerprint } from '../kube/templateFingerprint';
import { instant } from './plainValues';
import { revisionsOf } from './revisionsOf';
import type { AppliedManifests, KustomizationFacts } from './UnitObservation';

const DEFAULT_INTERVAL = 10 * 60_000;
const LONGEST_KEY = 200;

/** Conditions and revisions of one object version, read together: neither proves anything without the other. */
export function kustomizationFacts(
  applier: Observed,
  source: Observed | undefined,
): KustomizationFacts {
  const object = applier.object as Kustomization;
  const { spec, status } = object;
  const ready = findCondition(object, 'Ready');
  const reconciling = findCondition(object, 'Reconciling');
  const attempted = status?.lastAttemptedRevision;
  const generation = Math.max(
    status?.observedGeneration ?? 0,
    ready?.observedGeneration ?? 0,
    reconciling?.observedGeneration ?? 0,
  );
  const settled =
    ready?.status === 'True' &&
    sameRevision(status?.lastAppliedRevision, attempted) &&
    status?.observedGeneration === generation;
  const history = list(status?.history).map(entry =>
    manifestsOf(entry, source),
  );
  const checked = isChecked(object);
  return {
    type: 'kustomization',
    attempt: {
      key: keyOfAttempt(generation, attempted),
      revisions: revisionsOf(
        attempted,
        originOf(status?.history, attempted) ??
          (settled ? status?.lastAppliedOriginRevision : undefined) ??
          originIn(source, attempted),
        source,
      ),
      ...optional('at', beginOf(object)),
    },
    isApplied: settled || checked,
    ...(settled && optional('settledAt', instant(ready.lastTransitionTime))),
    digest: digestOf(object, settled || hasFailedCheck(object), generation),
    history,
    retryMs:
      parseDuration(spec?.retryInterval) ??
      parseDuration(spec?.interval) ??
      DEFAULT_INTERVAL,
  };
}

/** While it runs, its conditions are of its steps; afterwards the history tells when it began. */
function beginOf(object: Kustomization): string | undefined {
  const reconciling = findCondition(object, 'Reconciling');
  const [newest] = list(object.status?.history);
  const took = parseDuration(newest?.lastReconciledDuration);
  return (
    instant(reconciling?.lastTransitionTime) ??
    instant(after(newest?.lastReconciled, took === undefined ? 0 : -took)) ??
    instant(findCondition(object, 'Ready')?.lastTransitionTime)
  );
}

/** Health checks and garbage collection come after everything was applied. */
function isChecked(object: Kustomization): boolean {
  const reconciling = findCondition(object, 'Reconciling');
  return (
    hasFailedCheck(object) ||
    (reconciling?.status === 'True' &&
      /^Running health checks/.test(reconciling.message ?? ''))
  );
}

function hasFailedCheck(object: Kustomization): boolean {
  const ready = findCondition(object, 'Ready');
  return (
    ready?.status === 'False' &&
    (ready.reason === 'HealthCheckFailed' || ready.reason === 'PruneFailed')
  );
}

/** Flux before 2.7 keeps no digests: revision and generation stand for what was built. */
function digestOf(
  { status }: Kustomization,
  isKnown: boolean,
  generation: number,
): string {
  const attempted = status?.lastAttemptedRevision;
  const [newest] = list(status?.history);
  if (!isKnown || !attempted) {
    return '';
  }
  if (!newest) {
    return fingerprint(['revision', attempted, generation]);
  }
  return sameRevision(newest.metadata?.revision ?? attempted, attempted)
    ? newest.digest ?? ''
    : '';
}

function manifestsOf(
  entry: KustomizationHistory,
  source: Observed | undefined,
): AppliedManifests {
  const { revision, originRevision } = entry.metadata ?? {};
  return {
    digest: entry.digest ?? '',
    revisions: revisionsOf(revision, originRevision, source),
    ...optional('firstAt', instant(entry.firstReconciled)),
    ...optional('lastAt', instant(entry.lastReconciled)),
    ...optional('status', entry.lastReconciledStatus),
  };
}

function originOf(
  history: KustomizationHistory[] | undefined,
  attempted: string | undefined,
): string | undefined {
  return list(history).find(({ metadata }) =>
    sameRevision(metadata?.revision, attempted),
  )?.metadata?.originRevision;
}

function originIn(
  source: Observed | undefined,
  attempted: string | undefined,
): string | undefined {
  const artifact = (
    source?.object.status as
      | {
          artifact?: { revision?: string; metadata?: Record<string, string> };
        }
      | undefined
  )?.artifact;
  return sameRevision(artifact?.revision, attempted)
    ? artifact?.metadata?.['org.opencontainers.image.revision']
    : undefined;
}

function keyOfAttempt(generation: number, revision = ''): string {
  const key = `${generation}/${revision}`;
  return key.length > LONGEST_KEY ? fingerprint(key) : key;
}

function optional<K extends string, V>(
  key: K,
  value: V | undefined,
): Partial<Record<K, V>> {
  return value === undefined ? {} : ({ [key]: value } as Record<K, V>);
}
