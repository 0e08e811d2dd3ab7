import type {
  KubeObject,
  Observed,
} from 'backstage-plugin-flux-delivery-common';

/** An object's place in the store: it stays the same while the object in it changes. */
export interface Entry {
  readonly key: string;
  observed: Observed;
  /** About, as JSON. */
  bytes: number;
}

interface Bucket {
  entries: Set<Entry>;
  /** By key; absent after a change. */
  sorted?: Entry[];
}

const NONE: readonly Observed[] = [];

/**
 * Entries by value. Most values have one entry, so that a bucket is made only for the second; a value without entries is
 * forgotten.
 */
export class Index {
  private readonly values = new Map<string, Entry | Bucket>();

  /** The number of values that are held. */
  get size() {
    return this.values.size;
  }

  add(value: string, entry: Entry) {
    const held = this.values.get(value);
    if (held === undefined) {
      this.values.set(value, entry);
    } else if (isBucket(held)) {
      held.entries.add(entry);
      held.sorted = undefined;
    } else if (held !== entry) {
      this.values.set(value, { entries: new Set([held, entry]) });
    }
  }

  remove(value: string, entry: Entry) {
    const held = this.values.get(value);
    if (held === entry) {
      this.values.delete(value);
    } else if (held && isBucket(held)) {
      held.entries.delete(entry);
      held.sorted = undefined;
      if (held.entries.size === 1) {
        this.values.set(value, [...held.entries][0]);
      }
    }
  }

  /** In the order of their keys. */
  get<T extends KubeObject>(value: string): readonly Observed<T>[] {
    const held = this.values.get(value);
    if (held === undefined) {
      return NONE as readonly Observed<T>[];
    }
    if (!isBucket(held)) {
      return [held.observed as Observed<T>];
    }
    held.sorted ??= [...held.entries].sort((a, b) => (a.key < b.key ? -1 : 1));
    return held.sorted.map(entry => entry.observed as Observed<T>);
  }
}

function isBucket(held: Entry | Bucket): held is Bucket {
  return 'entries' in held;
}
