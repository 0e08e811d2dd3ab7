import type {
  ObjectRef,
  Observed,
} from 'backstage-plugin-flux-delivery-common';

/** One version of one object, as the watch or a list told it. */
export interface ObjectVersion {
  ref: ObjectRef;
  /** Absent where the object was not held. */
  before?: Observed;
  /** Absent where the object is gone. */
  observed?: Observed;
  /** Milliseconds: when it was told. */
  at: number;
  /** True where it comes from a list: versions in between were not seen. */
  listed: boolean;
}

export interface VersionListener {
  version(version: ObjectVersion): void;
  /** The pods of a workload were listed anew. */
  sampled?(workload: ObjectRef): void;
}

/** Tells listeners each version as it comes. A listener that throws disturbs no other, and not the watch. */
export class VersionFeed {
  private readonly listeners = new Set<VersionListener>();

  constructor(private readonly onError: (error: unknown) => void = () => {}) {}

  /** Returns how to end it. */
  subscribe(listener: VersionListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  version(version: ObjectVersion) {
    this.tell(listener => listener.version(version));
  }

  sampled(workload: ObjectRef) {
    this.tell(listener => listener.sampled?.(workload));
  }

  private tell(call: (listener: VersionListener) => void) {
    for (const listener of this.listeners) {
      try {
        call(listener);
      } catch (error) {
        this.onError(error);
      }
    }
  }
}
