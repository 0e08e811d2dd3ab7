import { sha256 } from '../clock/Random';
import type { KubeResource } from '../store/KubeResource';
import type { Content } from '../world/World';

/** One entry of `status.history` of a HelmRelease. */
export interface Snapshot {
  action?: string;
  apiVersion: string;
  appVersion: string;
  chartName: string;
  chartVersion: string;
  configDigest: string;
  digest: string;
  firstDeployed: string;
  lastDeployed: string;
  name: string;
  namespace: string;
  ociDigest?: string;
  status: string;
  testHooks?: Record<
    string,
    { lastCompleted: string; lastStarted: string; phase: string }
  >;
  version: number;
}

/** A release as Helm stores it in the cluster: what a rollback needs. */
export interface Release {
  content: Content;
  chartName: string;
  chartVersion: string;
  ociDigest?: string;
  snapshot: Snapshot;
}

export const configDigest = (release: KubeResource) =>
  `sha256:${sha256(JSON.stringify(release.spec?.values ?? {}))}`;

export function makeSnapshot(
  release: KubeResource,
  options: {
    version: number;
    action: string;
    status: string;
    chartName: string;
    chartVersion: string;
    ociDigest?: string;
    firstDeployed: string;
    lastDeployed: string;
  },
): Snapshot {
  const { version, status, chartName, chartVersion } = options;
  const name: string = release.spec?.releaseName ?? release.metadata.name;
  return {
    action: options.action,
    apiVersion: 'v2',
    appVersion: chartVersion.split('+')[0],
    chartName,
    chartVersion,
    configDigest: configDigest(release),
    digest: snapshotDigest(name, version, status),
    firstDeployed: options.firstDeployed,
    lastDeployed: options.lastDeployed,
    name,
    namespace: release.spec?.targetNamespace ?? release.metadata.namespace,
    ...(options.ociDigest ? { ociDigest: options.ociDigest } : {}),
    status,
    version,
  };
}

function snapshotDigest(name: string, version: number, status: string) {
  return `sha256:${sha256(`release/${name}/${version}/${status}`)}`;
}

const wasDeployed = ({ snapshot }: Release) =>
  ['deployed', 'superseded'].includes(snapshot.status);

/** Puts a release in front. What was deployed before it no longer tells by which action. */
export function addRelease(stored: Release[], release: Release): void {
  const [newest] = stored;
  if (newest?.snapshot.status === 'deployed') {
    const { action: _action, ...rest } = newest.snapshot;
    newest.snapshot = rest;
  }
  stored.unshift(release);
}

/** A new release took over. The digest changes with the status; a release that was rolled back to says so. */
export function supersede(stored: Release[], target?: Release): void {
  for (const release of stored.slice(1).filter(wasDeployed)) {
    const { action: _action, ...rest } = release.snapshot;
    release.snapshot = {
      ...(release === target ? { action: 'rollback' } : {}),
      ...rest,
      status: 'superseded',
      digest: snapshotDigest(rest.name, rest.version, 'superseded'),
    };
  }
}

/** Forgets what is older than the newest release before the current one that once was deployed. */
export function cutReleases(stored: Release[]): void {
  const end = stored.findIndex(
    (release, index) => index > 0 && wasDeployed(release),
  );
  stored.splice(end < 0 ? 5 : end + 1);
}

export const snapshotsOf = (stored: Release[]): Snapshot[] =>
  stored.map(release => release.snapshot);
