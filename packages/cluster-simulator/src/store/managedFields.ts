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
  volumes: ['name'],
  volumeMounts: ['mountPath'],
};

/** Keys that a manifest may leave out. */
const DEFAULT_KEYS: Fields = { protocol: 'TCP' };

/** Maps that have one owner as a whole. */
const WHOLE = ['selector', 'nodeSelector'];

/** What an API server keeps of a write: the tree of the fields in it, as `fieldsV1`. */
export function fieldsOf(value: unknown, name = ''): Fields {
  const parts = partsOf(value, name) ?? {};
  return Object.fromEntries(
    Object.entries(parts).map(([key, inner]) => [
      key,
      key.startsWith('k:')
        ? { '.': {}, ...fieldsOf(inner) }
        : fieldsOf(inner, key.slice('f:'.length)),
    ]),
  );
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
  const [old, now] = [partsOf(before, name), partsOf(after, name)];
  if (!old || !now) {
    return {};
  }
  const found = Object.keys({ ...old, ...now }).flatMap(key => {
    const inner = changedFields(old[key], now[key], key.replace(/^f:/, ''));
    return inner ? [[key, inner] as const] : [];
  });
  return Object.fromEntries(found);
}

/** What can have owners of its own, by the names that `fieldsV1` gives; nothing where a value is owned as a whole. */
function partsOf(value: unknown, name: string): Fields | undefined {
  if (Array.isArray(value)) {
    const keys = LIST_KEYS[name];
    const items = value.map(item => [keyOf(item, keys), item] as const);
    return items.every(([key]) => key) ? Object.fromEntries(items) : undefined;
  }
  return typeof value === 'object' && value !== null && !WHOLE.includes(name)
    ? Object.fromEntries(
        Object.entries(value).map(([key, inner]) => [`f:${key}`, inner]),
      )
    : undefined;
}

/** The name of an item in a list that is merged by keys; nothing where it lacks one. */
function keyOf(item: unknown, keys: string[] | undefined): string | undefined {
  if (typeof item !== 'object' || item === null || !keys) {
    return undefined;
  }
  const all: Fields = { ...DEFAULT_KEYS, ...item };
  return keys.every(key => key in all)
    ? `k:${JSON.stringify(
        Object.fromEntries(keys.map(key => [key, all[key]])),
      )}`
    : undefined;
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
