import type { ListOptions, ResourcePath, WatchOptions } from './ClusterClient';

const part = encodeURIComponent;

/**
 * The path of a resource, or of one object, below the root of the API server.
 */
export function resourcePath(resource: ResourcePath): string {
  const { group, version, plural, namespace, name } = resource;
  return [
    group ? `/apis/${part(group)}/${part(version)}` : `/api/${part(version)}`,
    ...(namespace ? ['namespaces', part(namespace)] : []),
    part(plural),
    ...(name ? [part(name)] : []),
  ].join('/');
}

function query(
  parameters: Record<string, string | number | undefined>,
): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined && value !== '') {
      search.set(name, String(value));
    }
  }
  const text = search.toString();
  return text ? `?${text}` : '';
}

export function listUrl(resource: ResourcePath, options: ListOptions): string {
  return (
    resourcePath(resource) +
    query({
      limit: options.limit,
      continue: options.continue,
      labelSelector: options.labelSelector,
      fieldSelector: options.fieldSelector,
      resourceVersion: options.resourceVersion,
      resourceVersionMatch: options.resourceVersionMatch,
    })
  );
}

/**
 * Bookmarks are always asked for: they keep the version fresh on quiet kinds, and they are the sign of life of the connection.
 */
export function watchUrl(
  resource: ResourcePath,
  options: WatchOptions,
): string {
  return (
    resourcePath(resource) +
    query({
      watch: '1',
      allowWatchBookmarks: 'true',
      resourceVersion: options.resourceVersion,
      timeoutSeconds: Math.max(1, Math.round(options.timeoutSeconds)),
      labelSelector: options.labelSelector,
      fieldSelector: options.fieldSelector,
    })
  );
}
