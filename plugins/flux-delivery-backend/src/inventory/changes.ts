import { keyOf, type ObjectRef } from 'backstage-plugin-flux-delivery-common';

/** What changed since the last call: objects that came, changed or went, and clusters whose state did. */
export interface InventoryChange {
  objects: readonly ObjectRef[];
  clusters: readonly string[];
}

export type InventoryListener = (change: InventoryChange) => void;

/** Tells listeners what changed, once for everything that changed together. A listener that throws disturbs no other. */
export class ChangeFeed {
  private readonly listeners = new Set<InventoryListener>();
  private objects = new Map<string, ObjectRef>();
  private clusters = new Set<string>();
  private scheduled = false;

  constructor(private readonly onError: (error: unknown) => void = () => {}) {}

  /** Returns how to end it. */
  subscribe(listener: InventoryListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  object(ref: ObjectRef) {
    if (this.listeners.size) {
      this.objects.set(keyOf(ref), ref);
      this.schedule();
    }
  }

  cluster(name: string) {
    if (this.listeners.size) {
      this.clusters.add(name);
      this.schedule();
    }
  }

  private schedule() {
    if (!this.scheduled) {
      this.scheduled = true;
      queueMicrotask(() => this.flush());
    }
  }

  private flush() {
    const change = {
      objects: [...this.objects.values()],
      clusters: [...this.clusters],
    };
    this.objects = new Map();
    this.clusters = new Set();
    this.scheduled = false;
    for (const listener of this.listeners) {
      try {
        listener(change);
      } catch (error) {
        this.onError(error);
      }
    }
  }
}
