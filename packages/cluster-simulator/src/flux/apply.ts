import type { KubeResource, ResourceRef } from '../store/KubeResource';
import { groupOf, refOf, versionOf } from '../store/KubeResource';
import { findKind } from '../store/kinds';
import {
  changedFields,
  fieldsOfManifest,
  recordWrite,
} from '../store/managedFields';
import type { ObjectStore } from '../store/ObjectStore';
import { clone } from '../store/plain';
import type { Admission } from '../admission/Admission';
import type { Refusal } from '../admission/Refusal';
import { withDefaults } from '../kubernetes/defaults';

export interface InventoryEntry {
  id: string;
  v: string;
}

export interface ApplyOptions {
  targetNamespace?: string;
  labels: Record<string, string>;
  annotations?: Record<string, string>;
  /** The field manager, and the time of the write. */
  manager: string;
  time: string;
}

/** Server-side apply of manifests: creates what is absent, changes what differs. Returns the inventory, in the order of Flux. */
export function applyManifests(
  store: ObjectStore,
  manifests: KubeResource[],
  options: ApplyOptions,
): InventoryEntry[] {
  const placed = manifests.map(manifest => place(manifest, options));
  placed.forEach((object, index) =>
    applyOne(store, manifests[index], object, options),
  );
  return inventoryOf(placed);
}

/** The objects of manifests as they would be stored: where, with which labels and defaults. */
export const placeAll = (
  manifests: KubeResource[],
  options: ApplyOptions,
): KubeResource[] => manifests.map(manifest => place(manifest, options));

export function inventoryOf(objects: KubeResource[]): InventoryEntry[] {
  return objects
    .map(object => ({
      id: inventoryId(refOf(object)),
      v: versionOf(object.apiVersion),
    }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

function applyOne(
  store: ObjectStore,
  manifest: KubeResource,
  object: KubeResource,
  options: ApplyOptions,
): void {
  const ref = refOf(object);
  const writer = { manager: options.manager, operation: 'Apply' } as const;
  const { labels, annotations } = object.metadata;
  const own = () =>
    fieldsOfManifest({
      ...manifest,
      metadata: { ...manifest.metadata, labels, annotations },
    });
  if (!store.get(ref)) {
    recordWrite(object, writer, own(), {}, options.time);
    store.create(object);
    return;
  }
  store.modify(ref, draft => {
    const { metadata: before, status: _before, ...old } = draft;
    draft.metadata = {
      ...before,
      labels: { ...before.labels, ...labels },
      ...(annotations
        ? { annotations: { ...before.annotations, ...annotations } }
        : {}),
    };
    const { metadata: _metadata, status: _status, ...content } = object;
    // A field that the manifest leaves to another owner (a canary controller, an autoscaler) stays as it is.
    const { replicas } = old.spec ?? {};
    const isLeft =
      manifest.spec?.replicas === undefined && replicas !== undefined;
    const next = isLeft
      ? { ...content, spec: { ...content.spec, replicas } }
      : content;
    const changed = changedFields(old, next);
    const isKnown = before.managedFields?.some(
      ({ manager, operation }) =>
        manager === writer.manager && operation === writer.operation,
    );
    if (changed || !isKnown) {
      recordWrite(draft, writer, own(), changed ?? {}, options.time);
    }
    Object.assign(draft, next);
  });
}

/** An entry whose object may not be deleted, and why. */
export interface NotPruned {
  entry: InventoryEntry;
  object: KubeResource;
  refusal: Refusal;
}

/** Removes what an older inventory lists and the new one does not. Returns what could not be removed. */
export function prune(
  { store, admission }: { store: ObjectStore; admission: Admission },
  before: InventoryEntry[],
  after: InventoryEntry[],
): NotPruned[] {
  const kept = new Set(after.map(entry => entry.id));
  return before
    .filter(entry => !kept.has(entry.id))
    .flatMap(entry => {
      const ref = parseInventoryId(entry.id);
      const object = store.get(ref);
      const refusal = object && admission.toDelete(object);
      if (refusal) {
        return [{ entry, object, refusal }];
      }
      store.remove(ref);
      return [];
    });
}

export function inventoryId({
  group,
  kind,
  namespace = '',
  name,
}: ResourceRef) {
  return `${namespace}_${name.replaceAll(':', '__')}_${group}_${kind}`;
}

export function parseInventoryId(id: string): ResourceRef {
  const kindAt = id.lastIndexOf('_');
  const groupAt = id.lastIndexOf('_', kindAt - 1);
  const namespaceAt = id.indexOf('_');
  return {
    namespace: id.slice(0, namespaceAt) || undefined,
    name: id.slice(namespaceAt + 1, groupAt).replaceAll('__', ':'),
    group: id.slice(groupAt + 1, kindAt),
    kind: id.slice(kindAt + 1),
  };
}

function place(manifest: KubeResource, options: ApplyOptions): KubeResource {
  const { namespaced = true } =
    findKind(groupOf(manifest.apiVersion), manifest.kind) ?? {};
  const object = clone(manifest);
  object.metadata.labels = { ...object.metadata.labels, ...options.labels };
  if (options.annotations) {
    object.metadata.annotations = {
      ...object.metadata.annotations,
      ...options.annotations,
    };
  }
  if (namespaced) {
    object.metadata.namespace =
      options.targetNamespace ?? object.metadata.namespace ?? 'default';
  }
  return withDefaults(object);
}
