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

export const configDigest = (release: KubeResource) => `sha256:${sha256(JSON.stringify(release.spec?.values ?? {}))}`;

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

const snapshotDigest = (name: string, version: number, status: string) =>
  `sha256:${sha256(`release/${name}/${version}/${status}`)}`;

/** The same release in another status: its digest changes with it, and its action is told no more. */
export function withStatus(snapshot: Snapshot, status: string): Snapshot {
  const { action: _action, ...rest } = snapshot;
  return { ...rest, status, digest: snapshotDigest(snapshot.name, snapshot.version, status) };
}
