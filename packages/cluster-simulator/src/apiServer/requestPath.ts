import type { ServedKind } from '../store/kinds';

/** What the path of a request names. */
export type RequestTarget =
  | { type: 'version' }
  | { type: 'health' }
  | { type: 'coreVersions' }
  | { type: 'groups' }
  | { type: 'group'; group: string }
  | { type: 'resources'; group: string; version: string }
  | { type: 'accessReview' }
  | {
      type: 'object';
      kind: ServedKind;
      namespace?: string;
      name?: string;
      subresource?: string;
    }
  | { type: 'unknown' };

/** Reads `/api/v1/…` and `/apis/<group>/<version>/…` against the kinds that the cluster serves. */
export function readPath(
  pathname: string,
  kinds: readonly ServedKind[],
): RequestTarget {
  const parts = pathname.split('/').filter(Boolean).map(decodeURIComponent);
  switch (parts[0]) {
    case 'version':
      return { type: 'version' };
    case 'healthz':
    case 'livez':
    case 'readyz':
      return { type: 'health' };
    case 'api':
      if (parts.length === 1) {
        return { type: 'coreVersions' };
      }
      return readResource('', parts[1], parts.slice(2), kinds);
    case 'apis':
      if (parts.length === 1) {
        return { type: 'groups' };
      }
      if (parts.length === 2) {
        return { type: 'group', group: parts[1] };
      }
      if (parts[1] === 'authorization.k8s.io') {
        return parts[3] === 'selfsubjectaccessreviews'
          ? { type: 'accessReview' }
          : { type: 'unknown' };
      }
      return readResource(parts[1], parts[2], parts.slice(3), kinds);
    default:
      return { type: 'unknown' };
  }
}

function readResource(
  group: string,
  version: string,
  rest: string[],
  kinds: readonly ServedKind[],
): RequestTarget {
  if (rest.length === 0) {
    return { type: 'resources', group, version };
  }
  const find = (plural: string, namespaced: boolean) =>
    kinds.find(
      kind =>
        kind.group === group &&
        kind.version === version &&
        kind.plural === plural &&
        (kind.namespaced || !namespaced),
    );
  if (rest[0] === 'namespaces' && rest.length >= 3) {
    const kind = find(rest[2], true);
    return kind
      ? {
          type: 'object',
          kind,
          namespace: rest[1],
          name: rest[3],
          subresource: rest[4],
        }
      : { type: 'unknown' };
  }
  const kind = find(rest[0], false);
  if (!kind || (kind.namespaced && rest.length > 1)) {
    return { type: 'unknown' };
  }
  return { type: 'object', kind, name: rest[1], subresource: rest[2] };
}
