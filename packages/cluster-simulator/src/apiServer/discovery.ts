import type { ServedKind } from '../store/kinds';
import { noSuchPath } from './StatusError';

const VERBS = ['get', 'list', 'patch', 'watch'];

export const versionInfo = {
  major: '1',
  minor: '36',
  gitVersion: 'v1.36.4',
  gitTreeState: 'clean',
  compiler: 'gc',
  platform: 'linux/amd64',
};

export const coreVersions = () => ({
  kind: 'APIVersions',
  versions: ['v1'],
  serverAddressByClientCIDRs: [],
});

function groupEntry(group: string, kinds: readonly ServedKind[]) {
  const versions = [
    ...new Set(
      kinds.filter(kind => kind.group === group).map(kind => kind.version),
    ),
  ];
  const entries = versions.map(version => ({
    groupVersion: `${group}/${version}`,
    version,
  }));
  return { name: group, versions: entries, preferredVersion: entries[0] };
}

export const groupList = (kinds: readonly ServedKind[]) => ({
  kind: 'APIGroupList',
  apiVersion: 'v1',
  groups: [...new Set(kinds.map(kind => kind.group))]
    .filter(Boolean)
    .map(group => groupEntry(group, kinds)),
});

export function groupOfCluster(group: string, kinds: readonly ServedKind[]) {
  if (!kinds.some(kind => kind.group === group)) {
    throw noSuchPath();
  }
  return { kind: 'APIGroup', apiVersion: 'v1', ...groupEntry(group, kinds) };
}

export function resourceList(
  group: string,
  version: string,
  kinds: readonly ServedKind[],
) {
  const resources = kinds.filter(
    kind => kind.group === group && kind.version === version,
  );
  if (resources.length === 0) {
    throw noSuchPath();
  }
  return {
    kind: 'APIResourceList',
    apiVersion: 'v1',
    groupVersion: group ? `${group}/${version}` : version,
    resources: resources.map(kind => ({
      name: kind.plural,
      singularName: kind.kind.toLowerCase(),
      namespaced: kind.namespaced,
      kind: kind.kind,
      verbs: VERBS,
      ...(kind.shortNames ? { shortNames: kind.shortNames } : {}),
    })),
  };
}
