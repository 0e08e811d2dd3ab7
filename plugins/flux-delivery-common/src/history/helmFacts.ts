import type { HelmRelease, HelmSnapshot, Source } from '../flux/objects';
import { chartMatchesSource } from '../flux/revision';
import { findCondition } from '../kube/conditions';
import { parseDuration } from '../kube/duration';
import type { Observed } from '../kube/KubeObject';
import { list } from '../kube/list';
import { instant, plainText } from './plainValues';
import { revisionsOf } from './revisionsOf';
import type { HelmFacts, ReleaseFacts } from './UnitObservation';
import { untriedRelease } from './untriedRelease';

const DEFAULT_INTERVAL = 5 * 60_000;

/** The Helm revisions that a HelmRelease tells of, and the action that it is at. */
export function helmFacts(
  applier: Observed,
  source: Observed | undefined,
): HelmFacts {
  const object = applier.object as HelmRelease;
  const { spec, status } = object;
  const releases = list(status?.history)
    .flatMap(snapshot => releaseOf(snapshot, source))
    .sort((a, b) => b.version - a.version);
  const ready = findCondition(object, 'Ready');
  const settled =
    releases[0]?.status === 'deployed' &&
    (ready?.status === 'True' || ready?.reason === 'RollbackSucceeded');
  const failed = ready?.status === 'False';
  const running = runningOf(object, releases[0], source);
  const untried = untriedRelease(object, source);
  const settledAt = settled ? instant(ready?.lastTransitionTime) : undefined;
  const failedAt = failed ? instant(ready.lastTransitionTime) : undefined;
  return {
    type: 'helm',
    releases,
    ...(running && { running }),
    ...(untried && { untried }),
    ...(settledAt && { settledAt }),
    ...(failedAt && { failedAt, message: plainText(ready?.message) }),
    retryMs: parseDuration(spec?.interval) ?? DEFAULT_INTERVAL,
  };
}

function releaseOf(
  snapshot: HelmSnapshot,
  source: Observed | undefined,
): ReleaseFacts[] {
  const { version, status, action, chartName, chartVersion } = snapshot;
  const deployedAt = instant(snapshot.lastDeployed);
  if (typeof version !== 'number' || !deployedAt) {
    return [];
  }
  const { ociDigest, configDigest } = snapshot;
  return [
    {
      version,
      deployedAt,
      status: status ?? '',
      ...(action && { action }),
      content: contentOf(chartName, chartVersion, ociDigest, configDigest),
      revisions: {
        ...chartRevisions(chartVersion, ociDigest, configDigest, source),
        helmRevision: version,
      },
    },
  ];
}

function runningOf(
  object: HelmRelease,
  newest: ReleaseFacts | undefined,
  source: Observed | undefined,
): HelmFacts['running'] {
  const { status, spec } = object;
  const reconciling = findCondition(object, 'Reconciling');
  const version = status?.lastAttemptedRevision;
  // That an action failed is told one version before it is told that it runs no more.
  if (
    findCondition(object, 'Ready')?.status !== 'Unknown' ||
    reconciling?.status !== 'True' ||
    !/^Running '(?:install|upgrade)' action/.test(reconciling.message ?? '') ||
    !version ||
    (reconciling.observedGeneration !== undefined &&
      status.lastAttemptedGeneration !== undefined &&
      reconciling.observedGeneration !== status.lastAttemptedGeneration)
  ) {
    return undefined;
  }
  const digest = status.lastAttemptedRevisionDigest;
  const config = status.lastAttemptedConfigDigest;
  // What runs is named by its folder or by name; the name that it gives itself is only known afterwards.
  const name =
    newest === undefined
      ? spec?.chart?.spec?.chart?.split('/').pop() ?? ''
      : newest.content.split(' ')[0];
  const at = instant(reconciling.lastTransitionTime);
  return {
    content: contentOf(name, version, digest, config),
    revisions: chartRevisions(version, digest, config, source),
    ...(at && { at }),
  };
}

/** At most as long as the ledger keeps. */
const LONGEST_PARTS = [50, 50, 72, 72];

/** Name, version, digest of the chart, digest of the values; none of them holds a space. */
function contentOf(...parts: (string | undefined)[]): string {
  return parts
    .map((part, at) => (part ?? '').slice(0, LONGEST_PARTS[at]))
    .join(' ');
}

/** Whether two contents are the same, whatever the chart calls itself. */
export function isSameRelease(a: string, b: string): boolean {
  const unnamed = (content: string) => content.slice(content.indexOf(' '));
  return a === b || unnamed(a) === unnamed(b);
}

/** Whether they differ in their values alone. */
export function hasSameChart(a: string, b: string): boolean {
  const chart = (content: string) => content.slice(0, content.lastIndexOf(' '));
  return chart(a) === chart(b);
}

function chartRevisions(
  version: string | undefined,
  ociDigest: string | undefined,
  configDigest: string | undefined,
  source: Observed | undefined,
) {
  return {
    ...revisionsOf(version, originOf(source, version, ociDigest), source),
    ...(version && { chartVersion: version }),
    ...(ociDigest && { digest: ociDigest }),
    ...(configDigest && { configDigest }),
  };
}

/** The commit that the chart was packed from, where its source still holds that chart. */
function originOf(
  source: Observed | undefined,
  version: string | undefined,
  digest: string | undefined,
): string | undefined {
  const { artifact, observedSourceArtifactRevision } =
    (source?.object as Source | undefined)?.status ?? {};
  return chartMatchesSource(version, artifact?.revision, digest)
    ? artifact?.metadata?.['org.opencontainers.image.revision'] ??
        observedSourceArtifactRevision
    : undefined;
}
