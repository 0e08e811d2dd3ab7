import type { KubeResource, ResourceRef } from './KubeResource';
import { groupOf } from './KubeResource';
import { kindKey, servedKind } from './kinds';
import { clone, same } from './plain';

export type ChangeType = 'ADDED' | 'MODIFIED' | 'DELETED';

export interface Change {
  type: ChangeType;
  version: number;
  kind: string;
  /** Shared and never changed again: a new version is a new object. */
  object: KubeResource;
  previous?: KubeResource;
}

export interface ObjectStoreOptions {
  /** RFC 3339. */
  timestamp: () => string;
  uid: () => string;
  /** How many changes can be watched from; older ones are "too old". */
  window?: number;
}

const keyOf = (namespace: string | undefined, name: string) =>
  `${namespace ?? ''}/${name}`;

/**
 * The objects of one cluster, with one resourceVersion counter over all kinds and a bounded window of changes, as etcd and the
 * watch cache give them together. Writes that change nothing give no new version, as with a real API server.
 */
export class ObjectStore {
  private readonly objects = new Map<string, Map<string, KubeResource>>();
  private readonly sortedKeys = new Map<string, string[]>();
  private readonly listeners = new Set<(change: Change) => void>();
  private readonly undelivered: Change[] = [];
  private changes: Change[] = [];
  private current = 1000;
  private dropped = 1000;
  private readonly window: number;

  constructor(private readonly options: ObjectStoreOptions) {
    this.window = options.window ?? 5000;
  }

  get version(): number {
    return this.current;
  }

  /** A watch from this version or an older one can no longer be served in full. */
  get compactedVersion(): number {
    return this.dropped;
  }

  /** Number of changes that are held for watches. */
  get windowSize(): number {
    return this.changes.length;
  }

  get(ref: ResourceRef): KubeResource | undefined {
    return this.objects
      .get(kindKey(ref.group, ref.kind))
      ?.get(keyOf(ref.namespace, ref.name));
  }

  /** In the order of namespace and name. */
  list(group: string, kind: string, namespace?: string): KubeResource[] {
    const id = kindKey(group, kind);
    const all = this.objects.get(id);
    if (!all) {
      return [];
    }
    let keys = this.sortedKeys.get(id);
    if (!keys) {
      keys = [...all.keys()].sort();
      this.sortedKeys.set(id, keys);
    }
    const wanted =
      namespace === undefined
        ? keys
        : keys.filter(key => key.startsWith(`${namespace}/`));
    return wanted.map(key => all.get(key)!);
  }

  create(object: KubeResource): KubeResource {
    const served = servedKind(groupOf(object.apiVersion), object.kind);
    const stored: KubeResource = {
      ...object,
      metadata: {
        ...object.metadata,
        uid: object.metadata.uid ?? this.options.uid(),
        creationTimestamp:
          object.metadata.creationTimestamp ?? this.options.timestamp(),
        resourceVersion: String(++this.current),
        ...(served.generation ? { generation: 1 } : {}),
      },
    };
    this.put('ADDED', stored);
    return stored;
  }

  /**
   * Changes a copy and stores it as the next version. The generation rises where something beside metadata and status changed.
   * Returns what is stored afterwards; undefined where there is no such object.
   */
  modify(
    ref: ResourceRef,
    change: (draft: KubeResource) => void,
  ): KubeResource | undefined {
    const before = this.get(ref);
    if (!before) {
      return undefined;
    }
    const draft = clone(before);
    change(draft);
    if (same(draft, before)) {
      return before;
    }
    if (
      servedKind(ref.group, ref.kind).generation &&
      !same(contentOf(draft), contentOf(before))
    ) {
      draft.metadata.generation = (before.metadata.generation ?? 0) + 1;
    }
    draft.metadata.resourceVersion = String(++this.current);
    this.put('MODIFIED', draft, before);
    return draft;
  }

  remove(ref: ResourceRef): boolean {
    const id = kindKey(ref.group, ref.kind);
    const before = this.get(ref);
    if (!before) {
      return false;
    }
    this.objects.get(id)!.delete(keyOf(ref.namespace, ref.name));
    this.sortedKeys.delete(id);
    const last = {
      ...before,
      metadata: { ...before.metadata, resourceVersion: String(++this.current) },
    };
    this.record({
      type: 'DELETED',
      version: this.current,
      kind: id,
      object: last,
      previous: before,
    });
    return true;
  }

  /** Changes of a kind after a version, oldest first; `expired` where some of them are no longer held. */
  changesSince(id: string, version: number): Change[] | 'expired' {
    if (version < this.dropped) {
      return 'expired';
    }
    return this.changes.filter(
      change => change.version > version && change.kind === id,
    );
  }

  /** Forgets all changes, as a compaction of etcd does. */
  compact(): void {
    this.changes = [];
    this.dropped = this.current;
  }

  /** Listeners run in the call that changes the object, after it is stored. */
  subscribe(listener: (change: Change) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private put(type: ChangeType, object: KubeResource, previous?: KubeResource) {
    const id = kindKey(groupOf(object.apiVersion), object.kind);
    const all = this.objects.get(id) ?? new Map<string, KubeResource>();
    this.objects.set(id, all);
    if (type === 'ADDED') {
      const key = keyOf(object.metadata.namespace, object.metadata.name);
      if (all.has(key)) {
        throw new Error(`${object.kind} ${key} already exists`);
      }
      this.sortedKeys.delete(id);
    }
    all.set(keyOf(object.metadata.namespace, object.metadata.name), object);
    this.record({ type, version: this.current, kind: id, object, previous });
  }

  private record(change: Change) {
    this.changes.push(change);
    // Cut in blocks, so that a full window does not cost a shift for each change.
    if (this.changes.length >= this.window * 1.25) {
      const cut = this.changes.length - this.window;
      this.dropped = this.changes[cut - 1].version;
      this.changes = this.changes.slice(cut);
    }
    this.undelivered.push(change);
    if (this.undelivered.length === 1) {
      this.deliver();
    }
  }

  // A listener may change objects itself: what it causes is told after what caused it, to everybody in the same order.
  private deliver() {
    while (this.undelivered.length > 0) {
      for (const listener of [...this.listeners]) {
        listener(this.undelivered[0]);
      }
      this.undelivered.shift();
    }
  }
}

function contentOf(object: KubeResource): object {
  const { metadata: _metadata, status: _status, ...content } = object;
  return content;
}
