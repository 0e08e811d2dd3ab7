import { fieldChangesOf, replicasBy, type ChangeScope } from './fieldChanges';
import {
  groupOf,
  type KubeObject,
  type ObjectMeta,
  type OwnerReference,
} from './KubeObject';
import { lastStatusWriteOf, lastWriteOf } from './lastWrite';
import { redact } from './redact';
import { templateFingerprint } from './templateFingerprint';

/**
 * What is projected: an entry of the kinds' table, and the apiVersion for list items, which do not bear one.
 *
 * @public
 */
export interface Projection {
  group: string;
  kind: string;
  keep: readonly string[];
  /** As asked for in the list; `v1` of the group where it is left out. */
  apiVersion?: string;
  changes?: ChangeScope;
  /** Top fields whose last write is kept as `metadata.writtenAt`. */
  writes?: readonly string[];
  /** True where the last write of the status is kept as `metadata.statusWrittenAt`. */
  statusWrites?: boolean;
}

/** `true` keeps everything below. */
type KeepTree = true | { fields: Map<string, KeepTree>; items?: KeepTree };

const LONGEST_STRING = 4096;
const LONGEST_ANNOTATION = 1024;
// Longer texts are cut before redaction too, so that one object cannot hold up the others.
const LONGEST_REDACTED = 65_536;
const DEEPEST = 32;

/** Names are keys: they must stay what they are, and cannot be credentials. */
const NAMES = new Set(['name', 'namespace', 'kind', 'id', 'uid', 'apiVersion']);
const DROPPED_ANNOTATIONS = new Set([
  'kubectl.kubernetes.io/last-applied-configuration',
  'control-plane.alpha.kubernetes.io/leader',
]);

/**
 * Cuts an object down to slim metadata and the paths of `keep`, with long texts shortened and credentials taken out. Shares
 * nothing with `raw`. Undefined where `raw` is no object of that kind or has no name; never throws.
 *
 * @public
 */
export function projectObject(
  raw: unknown,
  projection: Projection,
): KubeObject | undefined {
  return compileProjection(projection)(raw);
}

/**
 * {@link projectObject} for many objects of one kind: reads the paths once.
 *
 * @public
 */
export function compileProjection(
  projection: Projection,
): (raw: unknown) => KubeObject | undefined {
  const tree = keepTree(projection.keep);
  const templateAt = templatePath(projection.keep);
  const { group, kind } = projection;
  const defaultVersion =
    projection.apiVersion ?? (group ? `${group}/v1` : 'v1');
  return raw => {
    const metadata =
      isMap(raw) && isMap(raw.metadata) ? raw.metadata : undefined;
    if (!isMap(raw) || typeof metadata?.name !== 'string' || !metadata.name) {
      return undefined;
    }
    const apiVersion = text(raw.apiVersion) ?? defaultVersion;
    if (groupOf(apiVersion) !== group || (text(raw.kind) ?? kind) !== kind) {
      return undefined;
    }
    const kept = pick(raw, tree, '', 0) as Record<string, unknown> | undefined;
    return {
      ...kept,
      apiVersion,
      kind,
      metadata: {
        ...slimMetadata(metadata, projection),
        ...(projection.changes && replicasIn(raw, metadata)),
        ...(templateAt && fingerprintAt(raw, templateAt)),
      },
    };
  };
}

/** Where the kind has a pod template: of the paths that are kept, the one that leads to its images. */
function templatePath(keep: readonly string[]): string[] | undefined {
  const images = '.spec.containers[].image';
  return keep
    .find(path => path.endsWith(images))
    ?.slice(0, -images.length)
    .split('.');
}

function replicasIn(
  { spec }: Record<string, unknown>,
  { managedFields }: Record<string, unknown>,
): Pick<ObjectMeta, 'replicasBy'> {
  const by =
    isMap(spec) && typeof spec.replicas === 'number'
      ? replicasBy(managedFields)
      : undefined;
  return by ? { replicasBy: by } : {};
}

function fingerprintAt(
  raw: Record<string, unknown>,
  path: string[],
): Pick<ObjectMeta, 'template'> {
  let found: unknown = raw;
  for (const field of path) {
    found = isMap(found) ? found[field] : undefined;
  }
  const restartAt = isMap(raw.spec) ? raw.spec.restartAt : undefined;
  const template = templateFingerprint(found, restartAt);
  return template ? { template } : {};
}

function keepTree(keep: readonly string[]): KeepTree {
  const root = { fields: new Map<string, KeepTree>() };
  for (const path of keep) {
    const steps = path.replaceAll('[]', '.[]').split('.');
    if (steps[0] !== 'metadata') {
      addPath(root, steps);
    }
  }
  return root;
}

function addPath(node: Exclude<KeepTree, true>, [step, ...rest]: string[]) {
  const existing = step === '[]' ? node.items : node.fields.get(step);
  if (existing === true) {
    return;
  }
  const next: KeepTree =
    rest.length === 0
      ? true
      : existing ?? { fields: new Map<string, KeepTree>() };
  if (step === '[]') {
    node.items = next;
  } else {
    node.fields.set(step, next);
  }
  if (next !== true) {
    addPath(next, rest);
  }
}

function pick(
  value: unknown,
  tree: KeepTree,
  key: string,
  depth: number,
): unknown {
  if (tree === true) {
    return copy(value, key, depth);
  }
  const { items, fields } = tree;
  if (Array.isArray(value)) {
    // Items of which nothing is kept stay as empty objects: their number is a fact too.
    return items && value.map(item => pick(item, items, key, depth + 1) ?? {});
  }
  if (!isMap(value)) {
    return undefined;
  }
  const kept: Record<string, unknown> = {};
  let any = false;
  for (const [field, subtree] of fields) {
    const below = Object.hasOwn(value, field)
      ? pick(value[field], subtree, field, depth + 1)
      : undefined;
    if (below !== undefined) {
      kept[field] = below;
      any = true;
    }
  }
  return any ? kept : undefined;
}

function copy(value: unknown, key: string, depth: number): unknown {
  if (typeof value === 'string') {
    return NAMES.has(key)
      ? shorten(value, LONGEST_STRING)
      : cleanText(value, LONGEST_STRING);
  }
  if (typeof value === 'number' || typeof value === 'boolean') {
    return value;
  }
  if (depth > DEEPEST || typeof value !== 'object' || value === null) {
    return undefined;
  }
  if (Array.isArray(value)) {
    return value.map(item => copy(item, key, depth + 1) ?? null);
  }
  const copied: Record<string, unknown> = {};
  for (const [field, item] of Object.entries(value)) {
    const below =
      field === '__proto__' ? undefined : copy(item, field, depth + 1);
    if (below !== undefined) {
      copied[field] = below;
    }
  }
  return copied;
}

function slimMetadata(
  metadata: Record<string, unknown>,
  { changes: scope, writes, statusWrites }: Projection,
): ObjectMeta {
  const slim: ObjectMeta = { name: metadata.name as string };
  for (const field of [
    'namespace',
    'uid',
    'resourceVersion',
    'creationTimestamp',
    'deletionTimestamp',
  ] as const) {
    const value = text(metadata[field]);
    if (value !== undefined) {
      slim[field] = value;
    }
  }
  if (typeof metadata.generation === 'number') {
    slim.generation = metadata.generation;
  }
  if (
    slim.deletionTimestamp &&
    typeof metadata.deletionGracePeriodSeconds === 'number'
  ) {
    slim.deletionGracePeriodSeconds = metadata.deletionGracePeriodSeconds;
  }
  const labels = textMap(metadata.labels, (_, value) => value);
  const annotations = textMap(metadata.annotations, keepAnnotation);
  const owners = Array.isArray(metadata.ownerReferences)
    ? metadata.ownerReferences.flatMap(ownerReference)
    : [];
  const changes = scope ? fieldChangesOf(metadata.managedFields, scope) : [];
  const writtenAt = writes && lastWriteOf(metadata.managedFields, writes);
  const statusWrittenAt =
    statusWrites && lastStatusWriteOf(metadata.managedFields);
  const finalizers =
    slim.deletionTimestamp && Array.isArray(metadata.finalizers)
      ? metadata.finalizers.flatMap(name => text(name) ?? []).slice(0, 10)
      : [];
  return {
    ...slim,
    ...(labels && { labels }),
    ...(annotations && { annotations }),
    ...(owners.length > 0 && { ownerReferences: owners }),
    ...(finalizers.length > 0 && { finalizers }),
    ...(changes.length > 0 && { changes }),
    ...(writtenAt && { writtenAt }),
    ...(statusWrittenAt && { statusWrittenAt }),
  };
}

function keepAnnotation(name: string, value: string): string | undefined {
  return DROPPED_ANNOTATIONS.has(name) || value.length > LONGEST_ANNOTATION
    ? undefined
    : redact(value);
}

function ownerReference(raw: unknown): OwnerReference[] {
  if (!isMap(raw)) {
    return [];
  }
  const [apiVersion, kind, name, uid] = [
    raw.apiVersion,
    raw.kind,
    raw.name,
    raw.uid,
  ].map(text);
  if (apiVersion === undefined || kind === undefined || name === undefined) {
    return [];
  }
  const controller = raw.controller === true ? { controller: true } : {};
  return [{ apiVersion, kind, name, uid: uid ?? '', ...controller }];
}

function textMap(
  raw: unknown,
  keep: (name: string, value: string) => string | undefined,
): Record<string, string> | undefined {
  if (!isMap(raw)) {
    return undefined;
  }
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(raw)) {
    const wanted =
      typeof value === 'string' && name !== '__proto__'
        ? keep(name, value)
        : undefined;
    if (wanted !== undefined) {
      kept[name] = wanted;
    }
  }
  return Object.keys(kept).length > 0 ? kept : undefined;
}

function cleanText(value: string, longest: number): string {
  return shorten(redact(value.slice(0, LONGEST_REDACTED)), longest);
}

function shorten(value: string, longest: number): string {
  if (value.length <= longest) {
    return value;
  }
  // Half a surrogate pair is no text.
  return `${value.slice(0, longest - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
