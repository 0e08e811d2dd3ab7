import {
  type ClustersDto,
  type ClusterStatusDto,
  fromMillis,
  type KindFreshness,
  type KindStatusDto,
  kindOf,
  WATCHED_KINDS,
} from 'backstage-plugin-flux-delivery-common';
import { type ClusterRecord, clusterView, kindFreshness } from './freshness';

const NAMED_KINDS = 4;

/** How well each cluster and kind is known, and what to do where it is not. `now` in milliseconds. */
export function clusterStatus(
  clusters: readonly ClusterRecord[],
  now: number,
): ClustersDto {
  return { observedAt: fromMillis(now), clusters: clusters.map(statusOf) };
}

function statusOf(cluster: ClusterRecord): ClusterStatusDto {
  const view = clusterView(cluster);
  const watched = cluster.info.access === 'server' ? WATCHED_KINDS : [];
  const kinds = watched.map(({ group, kind }) =>
    kindStatus(cluster, group, kind),
  );
  const advice = clusterAdvice(cluster, view.state, kinds);
  return {
    ...view,
    authProvider: cluster.info.authProvider,
    objects: kinds.reduce((sum, { objects }) => sum + objects, 0),
    ...(advice ? { advice } : {}),
    kinds,
  };
}

function kindStatus(
  cluster: ClusterRecord,
  group: string,
  kind: string,
): KindStatusDto {
  const record = cluster.kinds.get(`${group}/${kind}`);
  const freshness = kindFreshness(cluster, record);
  const advice = kindAdvice(group, kind, freshness);
  return {
    group,
    kind,
    ...(record?.version ? { version: record.version } : {}),
    ...freshness,
    objects: record?.entries.size ?? 0,
    ...(advice ? { advice } : {}),
  };
}

function kindAdvice(
  group: string,
  kind: string,
  { state }: KindFreshness,
): string | undefined {
  const plural = kindOf(group, kind)?.plural ?? kind;
  switch (state) {
    case 'forbidden':
      return `Allow it: apply examples/rbac.yaml, or add to the ClusterRole of the configured identity: - apiGroups: ["${group}"], resources: ["${plural}"], verbs: ["get", "list", "watch"]. It is tried again every minute.`;
    case 'absent':
      return `The cluster does not serve ${
        group ? `${plural}.${group}` : plural
      }. Nothing to do, unless you expect it there: it is watched by itself once it is installed.`;
    case 'unreachable':
      return 'Nothing to do for this kind: it is tried again by itself. What was known last is kept.';
    default:
      return undefined;
  }
}

function clusterAdvice(
  { info, outage }: ClusterRecord,
  state: ClusterStatusDto['state'],
  kinds: readonly KindStatusDto[],
): string | undefined {
  if (state === 'needsUserSession') {
    return `The auth provider '${info.authProvider}' has only credentials of the person who looks, so the cluster cannot be watched in the background. Add a second entry for it under kubernetes.clusterLocatorMethods with a server-side provider (serviceAccount, aws, azure, googleServiceAccount) and the read-only role of examples/rbac.yaml.`;
  }
  switch (outage?.reason) {
    case undefined:
      return forbiddenAdvice(kinds);
    case 'unauthorized':
      return 'The API server does not accept the credential that is configured for this cluster in the Kubernetes plugin. Renew it (serviceAccountToken, or the identity of the auth provider). It is tried again by itself.';
    case 'unknownCluster':
      return 'The Kubernetes plugin does not know this cluster at the moment. Check kubernetes.clusterLocatorMethods, and the log of the Kubernetes plugin if a locator finds clusters by itself.';
    case 'refused':
      return "The Kubernetes plugin refuses requests of this plugin. Check that the backend's plugins trust each other (backend.auth), and that no permission policy denies kubernetes.proxy to plugins.";
    default:
      return "Check that the API server runs and can be reached from the Backstage backend (network, DNS, proxy), and that url and caData of the cluster are right in the Kubernetes plugin's configuration. It is tried again by itself at least every half minute; what was known last is kept.";
  }
}

function forbiddenAdvice(kinds: readonly KindStatusDto[]): string | undefined {
  const forbidden = kinds
    .filter(({ state }) => state === 'forbidden')
    .map(({ kind }) => kind);
  if (forbidden.length === 0) {
    return undefined;
  }
  const named = forbidden.slice(0, NAMED_KINDS).join(', ');
  const more =
    forbidden.length > NAMED_KINDS
      ? ` and ${forbidden.length - NAMED_KINDS} more`
      : '';
  return `The configured identity may not read ${named}${more}: apply examples/rbac.yaml to this cluster.`;
}
