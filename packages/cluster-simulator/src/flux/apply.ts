import type { KubeResource, ResourceRef } from '../store/KubeResource';
import { groupOf, refOf, versionOf } from '../store/KubeResource';
import { servedKind } from '../store/kinds';
import type { ObjectStore } from '../store/ObjectStore';
import { withDefaults } from '../kubernetes/defaults';

export interface InventoryEntry {
  id: string;
  v: string;
}

export interface ApplyOptions {
  targetNamespace?: string;
  labels: Record<string, string>;
  annotations?: Record<string, string>;
}

/** Server-side apply of manifests: creates what is absent, changes what differs. Returns the inventory, in the order of Flux. */
export function applyManifests(
  store: ObjectStore,
  manifests: KubeResource[],
  options: ApplyOptions,
): InventoryEntry[] {
  const objects = manifests.map(manifest => place(manifest, options));
  const manifestOf = (ref: ResourceRef) =>
    manifests.find(
      manifest =>
        manifest.kind === ref.kind && manifest.metadata.name === ref.name,
    );
  for (const object of objects) {
    const ref = refOf(object);
    if (store.get(ref)) {
      store.modify(ref, draft => {
        draft.metadata.labels = {
          ...draft.metadata.labels,
          ...object.metadata.labels,
        };
        if (object.metadata.annotations) {
          draft.metadata.annotations = {
            ...draft.metadata.annotations,
            ...object.metadata.annotations,
          };
        }
        const { metadata: _metadata, status: _status, ...content } = object;
        // A field that the manifest leaves to another owner (a canary controller, an autoscaler) stays as it is.
        const owned =
          manifestOf(ref)?.spec?.replicas === undefined &&
          draft.spec?.replicas !== undefined;
        Object.assign(
          draft,
          content,
          owned
            ? { spec: { ...content.spec, replicas: draft.spec?.replicas } }
            : {},
        );
      });
    } else {
      store.create(object);
    }
  }
  return objects
    .map(object => ({
      id: inventoryId(refOf(object)),
      v: versionOf(object.apiVersion),
    }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Removes what an older inventory lists and the new one does not. */
export function prune(
  store: ObjectStore,
  before: InventoryEntry[],
  after: InventoryEntry[],
): void {
  const kept = new Set(after.map(entry => entry.id));
  before
    .filter(entry => !kept.has(entry.id))
    .forEach(entry => store.remove(parseInventoryId(entry.id)));
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
  const { namespaced } = servedKind(
    groupOf(manifest.apiVersion),
    manifest.kind,
  );
  const object = structuredClone(manifest);
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
