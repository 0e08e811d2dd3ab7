import {
  ClusterCallError,
  type ClusterClient,
} from 'backstage-plugin-flux-delivery-node';
import type { WatchedKind } from 'backstage-plugin-flux-delivery-common';

/** What a cluster serves of one kind. */
export type Discovered =
  | { state: 'served'; version: string }
  | { state: 'absent' }
  /** It could not be told: what is known holds. */
  | { state: 'unknown'; error: string };

/** `group/kind`: names an entry of the table of kinds. */
export function kindKey({
  group,
  kind,
}: {
  group: string;
  kind: string;
}): string {
  return `${group}/${kind}`;
}

interface ApiGroups {
  groups?: { name?: string; versions?: { version?: string }[] }[];
}

interface ApiResources {
  resources?: { name?: string; kind?: string; verbs?: string[] }[];
}

/** The served versions by group. Equal texts of it mean that no group and no version came or went. */
export type ServedGroups = ReadonlyMap<string, readonly string[]>;

export async function discoverGroups(
  client: ClusterClient,
  cluster: string,
  signal: AbortSignal,
): Promise<ServedGroups> {
  const { groups } = (await client.get(cluster, '/apis', {
    signal,
  })) as ApiGroups;
  const served = new Map<string, readonly string[]>([['', ['v1']]]);
  for (const { name, versions } of groups ?? []) {
    if (name) {
      served.set(
        name,
        (versions ?? []).flatMap(({ version }) => version ?? []),
      );
    }
  }
  return served;
}

/**
 * The version to use of each kind: the first of its list that the cluster serves *with this kind in it*. One group may serve
 * several versions with different kinds in each, so the resources of every version are looked at.
 */
export async function discoverKinds(
  client: ClusterClient,
  cluster: string,
  kinds: readonly WatchedKind[],
  groups: ServedGroups,
  signal: AbortSignal,
): Promise<Map<string, Discovered>> {
  const lists = new Map<string, Promise<ApiResources | ClusterCallError>>();
  const resourcesOf = (group: string, version: string) => {
    const path = group ? `/apis/${group}/${version}` : `/api/${version}`;
    const list =
      lists.get(path) ?? readResources(client, cluster, path, signal);
    lists.set(path, list);
    return list;
  };
  const found = new Map<string, Discovered>();
  for (const kind of kinds) {
    found.set(kindKey(kind), await discoverKind(kind, groups, resourcesOf));
  }
  return found;
}

async function discoverKind(
  kind: WatchedKind,
  groups: ServedGroups,
  resourcesOf: (
    group: string,
    version: string,
  ) => Promise<ApiResources | ClusterCallError>,
): Promise<Discovered> {
  const served = groups.get(kind.group) ?? [];
  let failure: ClusterCallError | undefined;
  for (const version of kind.versions.filter(candidate =>
    served.includes(candidate),
  )) {
    const list = await resourcesOf(kind.group, version);
    if (list instanceof ClusterCallError) {
      failure = list;
    } else if (
      list.resources?.some(
        resource =>
          resource.name === kind.plural && resource.kind === kind.kind,
      )
    ) {
      return { state: 'served', version };
    }
  }
  return failure
    ? { state: 'unknown', error: failure.message }
    : { state: 'absent' };
}

/** A group whose own server is down must not hide the others: its failure is a value. No connection at all is thrown. */
async function readResources(
  client: ClusterClient,
  cluster: string,
  path: string,
  signal: AbortSignal,
) {
  try {
    return (await client.get(cluster, path, { signal })) as ApiResources;
  } catch (error) {
    if (error instanceof ClusterCallError && error.reason === 'notFound') {
      return { resources: [] };
    }
    if (error instanceof ClusterCallError && error.reason !== 'aborted') {
      return error;
    }
    throw error;
  }
}
