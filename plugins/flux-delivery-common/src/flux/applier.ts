import type { KubeObject } from '../kube/KubeObject';
import { keyOf, type ObjectRef } from '../kube/ObjectRef';
import { parseInventoryId } from './inventoryId';

/** One answer asks for the same inventory several times. Small ones are not worth the memory of remembering. */
const LARGE = 50;

/**
 * Stands for the cluster of objects that an applier delivers through a kubeConfig: which of our clusters that is cannot be
 * told from the object. No cluster has this name, so such refs never match an object of the cluster of the applier.
 *
 * @public
 */
export const ANOTHER_CLUSTER = '';

/** Nearest first: what Helm rendered bears labels of Helm, and those of a Kustomization only where somebody added them. */
const OWNER_LABELS: readonly [prefix: string, group: string, kind: string][] = [
  ['helm.toolkit.fluxcd.io', 'helm.toolkit.fluxcd.io', 'HelmRelease'],
  [
    'kustomize.toolkit.fluxcd.io',
    'kustomize.toolkit.fluxcd.io',
    'Kustomization',
  ],
  [
    'resourceset.fluxcd.controlplane.io',
    'fluxcd.controlplane.io',
    'ResourceSet',
  ],
  ['fluxcd.controlplane.io', 'fluxcd.controlplane.io', 'FluxInstance'],
];

/**
 * Whether an applier delivers to a cluster other than its own.
 *
 * @public
 */
export function deliversElsewhere(object: KubeObject): boolean {
  const spec = object.spec as { kubeConfig?: unknown } | undefined | null;
  return Boolean(spec?.kubeConfig);
}

/**
 * Everything in the inventory of a Kustomization, HelmRelease, ResourceSet or FluxInstance, or the ExternalArtifacts of an
 * ArtifactGenerator, in its order. Entries that cannot be read are left out. With a kubeConfig the objects are in
 * {@link ANOTHER_CLUSTER}.
 *
 * @public
 */
export function inventoryOf(applier: {
  ref: ObjectRef;
  object: KubeObject;
}): ObjectRef[] {
  const { ref, object } = applier;
  const status = object.status as { inventory?: unknown } | undefined | null;
  const inventory = status?.inventory as
    | { entries?: unknown }
    | unknown[]
    | undefined
    | null;
  if (Array.isArray(inventory)) {
    return generatedArtifacts(ref, inventory);
  }
  if (!Array.isArray(inventory?.entries)) {
    return [];
  }
  const cluster = clusterOfOwned(applier);
  const { entries } = inventory;
  return entries.length < LARGE
    ? parseEntries(cluster, entries)
    : [...parseOnce(cluster, entries).refs];
}

function parseEntries(cluster: string, entries: any[]): ObjectRef[] {
  return entries
    .map(entry => parseInventoryId(cluster, entry?.id))
    .filter(owned => owned !== undefined);
}

interface Parsed {
  cluster: string;
  length: number;
  refs: ObjectRef[];
  /** Of all refs; made when they are first asked for. */
  keys?: ReadonlySet<string>;
}

const parsed = new WeakMap<any[], Parsed>();

/** As long as the object is held that the entries are of: objects are replaced when they change, never changed. */
function parseOnce(cluster: string, entries: any[]): Parsed {
  const known = parsed.get(entries);
  if (known?.cluster === cluster && known.length === entries.length) {
    return known;
  }
  const fresh = {
    cluster,
    length: entries.length,
    refs: parseEntries(cluster, entries),
  };
  parsed.set(entries, fresh);
  return fresh;
}

/**
 * Whether the inventory of an applier lists an object. The time that it takes does not grow with the inventory.
 *
 * @public
 */
export function inventoryLists(
  applier: { ref: ObjectRef; object: KubeObject },
  ref: ObjectRef,
): boolean {
  const { inventory } = (applier.object.status ?? {}) as {
    inventory?: { entries?: unknown } | null;
  };
  const entries = inventory?.entries;
  if (!Array.isArray(entries) || entries.length < LARGE) {
    return inventoryOf(applier).some(owned => keyOf(owned) === keyOf(ref));
  }
  const once = parseOnce(clusterOfOwned(applier), entries);
  once.keys ??= new Set(once.refs.map(keyOf));
  return once.keys.has(keyOf(ref));
}

function clusterOfOwned(applier: { ref: ObjectRef; object: KubeObject }) {
  return deliversElsewhere(applier.object)
    ? ANOTHER_CLUSTER
    : applier.ref.cluster;
}

function generatedArtifacts(ref: ObjectRef, inventory: any[]): ObjectRef[] {
  if (ref.kind !== 'ArtifactGenerator') {
    return [];
  }
  return inventory
    .filter(entry => typeof entry?.name === 'string' && entry.name)
    .map(entry => ({
      cluster: ref.cluster,
      group: 'source.toolkit.fluxcd.io',
      kind: 'ExternalArtifact',
      namespace: entry.namespace || ref.namespace,
      name: entry.name,
    }));
}

/**
 * All appliers that the Flux owner labels of an object name, nearest first. An object that names itself, as the root
 * Kustomization does, has no applier by that. The labels on objects of a remote cluster name appliers of the hub: the ref is
 * then of an object that is not in this cluster.
 *
 * @public
 */
export function ownerAppliersOf(
  ref: ObjectRef,
  object: KubeObject,
): ObjectRef[] {
  const labels = object.metadata.labels ?? {};
  const own = keyOf(ref);
  return OWNER_LABELS.flatMap(([prefix, group, kind]) => {
    const name = labels[`${prefix}/name`];
    const namespace = labels[`${prefix}/namespace`];
    return name && namespace
      ? [{ cluster: ref.cluster, group, kind, namespace, name }]
      : [];
  }).filter(owner => keyOf(owner) !== own);
}

/**
 * The nearest applier that the owner labels of an object name.
 *
 * @public
 */
export function ownerApplierOf(
  ref: ObjectRef,
  object: KubeObject,
): ObjectRef | undefined {
  return ownerAppliersOf(ref, object)[0];
}
