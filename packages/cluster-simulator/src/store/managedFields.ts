import type { Fields, KubeResource } from './KubeResource';
import { same } from './plain';

/** Who writes, and how: `Apply` for server-side apply, `Update` for everything else. */
export interface Writer {
  manager: string;
  operation: 'Apply' | 'Update';
  subresource?: string;
}

/** The keys by which lists of a pod template are merged; other lists have one owner as a whole. */
const LIST_KEYS: Record<string, string[]> = {
  containers: ['name'],
  initContainers: ['name'],
  env: ['name'],
  ports: ['containerPort', 'protocol'],
};

/** What an API server keeps of a write: the tree of the fields in it, as `fieldsV1`. */
export function fieldsOf(value: unknown, name = ''): Fields {
  if (Array.isArray(value)) {
    const keys = LIST_KEYS[name];
    const items: unknown[] = value;
    if (!keys || !items.every(item => keys.every(key => hasKey(item, key)))) {
      return {};
    }
    return Object.fromEntries(
      items.map(item => [
        `k:${JSON.stringify(
          Object.fromEntries(keys.map(key => [key, (item as Fields)[key]])),
        )}`,
        { '.': {}, ...fieldsOf(item) },
      ]),
    );
  }
  return typeof value === 'object' && value !== null
    ? Object.fromEntries(
        Object.entries(value).map(([key, inner]) => [
          `f:${key}`,
          fieldsOf(inner, key),
        ]),
      )
    : {};
}

/** What an applied manifest owns: everything in it but its identity. */
export function fieldsOfManifest({
  apiVersion: _apiVersion,
  kind: _kind,
  metadata,
  status: _status,
  ...content
}: KubeResource): Fields {
  const { labels, annotations, finalizers } = metadata;
  const owned = Object.fromEntries(
    Object.entries({ labels, annotations, finalizers }).filter(
      ([, value]) => value !== undefined,
    ),
  );
  return fieldsOf({ metadata: owned, ...content });
}

/**
 * Notes a write. An apply replaces what the same manager applied before; an update adds to it. Fields whose value the write
 * changed belong to its manager alone from then on.
 */
export function recordWrite(
  draft: KubeResource,
  writer: Writer,
  written: Fields,
  changed: Fields,
  time: string,
): void {
  const entries = draft.metadata.managedFields ?? [];
  const isOwn = (entry: Fields) =>
    entry.manager === writer.manager &&
    entry.operation === writer.operation &&
    entry.subresource === writer.subresource;
  const before = entries.find(isOwn);
  const fieldsV1 =
    before && writer.operation === 'Update'
      ? union(before.fieldsV1, written)
      : written;
  const others = entries
    .filter(entry => !isOwn(entry))
    .map(entry => ({ ...entry, fieldsV1: without(entry.fieldsV1, changed) }))
    .filter(entry => Object.keys(entry.fieldsV1).length > 0);
  const unchanged =
    before !== undefined &&
    Object.keys(changed).length === 0 &&
    same(before.fieldsV1, fieldsV1);
  draft.metadata.managedFields = [
    ...others,
    {
      apiVersion: draft.apiVersion,
      fieldsType: 'FieldsV1',
      fieldsV1,
      manager: writer.manager,
      operation: writer.operation,
      ...(writer.subresource ? { subresource: writer.subresource } : {}),
      time: unchanged ? before.time : time,
    },
  ];
}

/** The fields of a tree whose values differ between two objects. */
export function changedFields(
  before: unknown,
  after: unknown,
  name = '',
): Fields | undefined {
  if (same(before, after)) {
    return undefined;
  }
  const [old, now] = [byKey(before, name), byKey(after, name)];
  if (!old || !now) {
    return {};
  }
  const found = Object.keys({ ...old, ...now }).flatMap(key => {
    const inner = changedFields(old[key], now[key], key.replace(/^f:/, ''));
    return inner ? [[key, inner] as const] : [];
  });
  return Object.fromEntries(found);
}

/** An object, or a list that is merged by keys, as a map by the names that `fieldsV1` gives; nothing for a leaf. */
function byKey(value: unknown, name: string): Fields | undefined {
  if (Array.isArray(value)) {
    const keys = LIST_KEYS[name];
    return keys && value.every(item => keys.every(key => hasKey(item, key)))
      ? Object.fromEntries(
          value.map(item => [
            `k:${JSON.stringify(
              Object.fromEntries(keys.map(key => [key, item[key]])),
            )}`,
            item,
          ]),
        )
      : undefined;
  }
  return typeof value === 'object' && value !== null
    ? Object.fromEntries(
        Object.entries(value).map(([key, inner]) => [`f:${key}`, inner]),
      )
    : undefined;
}

function hasKey(item: unknown, key: string) {
  return typeof item === 'object' && item !== null && key in item;
}

const isLeaf = (tree: Fields) => Object.keys(tree).every(key => key === '.');

function union(a: Fields, b: Fields): Fields {
  return Object.fromEntries(
    Object.keys({ ...a, ...b }).map(key => [
      key,
      key in a && key in b ? union(a[key], b[key]) : a[key] ?? b[key],
    ]),
  );
}

function without(tree: Fields, taken: Fields): Fields {
  return Object.fromEntries(
    Object.entries(tree).flatMap(([key, inner]) => {
      if (!(key in taken)) {
        return [[key, inner]];
      }
      if (isLeaf(taken[key]) || isLeaf(inner)) {
        return [];
      }
      const rest = without(inner, taken[key]);
      return isLeaf(rest) && !('.' in rest) ? [] : [[key, rest]];
    }),
  );
}
