import type {
  EntityFacts,
  FleetPath,
} from 'backstage-plugin-flux-delivery-common';
import type { TargetPlace } from '../access/PathAccess';
import type { ForeignParts } from './foreignParts';

/** A path of the fleet with what its reader is decided by. */
export interface FleetEntry {
  facts: EntityFacts;
  path: FleetPath;
  /** What of it is told to those alone who may see objects of others. */
  foreign?: ForeignParts;
  /** Of a path that cannot be judged: where its targets were before. Absent where it never was judged. */
  places?: readonly TargetPlace[];
  /** Milliseconds: when a verdict on it may be another one by time alone; absent where that is not known. */
  dueAt?: number;
}

/**
 * What is known of the delivery path of every service: one small summary each. One writer, who judges; readers get what they share and
 * must not change.
 */
export class FleetBook {
  private readonly entries = new Map<string, FleetEntry>();
  private count = 0;
  private isWhole = false;
  private isRoundDone = false;

  /** Changes whenever an entry does. */
  get generation(): number {
    return this.count;
  }

  /** False as long as not every service was judged once. */
  get isComplete(): boolean {
    return this.isWhole;
  }

  /** True once every service was judged, though of some clusters it may not be known what is on them. */
  get isIndexable(): boolean {
    return this.isRoundDone;
  }

  get size(): number {
    return this.entries.size;
  }

  get(entityRef: string): FleetEntry | undefined {
    return this.entries.get(entityRef);
  }

  all(): IterableIterator<FleetEntry> {
    return this.entries.values();
  }

  put(entry: FleetEntry): void {
    this.entries.set(entry.path.entityRef, entry);
    this.count += 1;
  }

  remove(entityRef: string): void {
    if (this.entries.delete(entityRef)) {
      this.count += 1;
    }
  }

  /** Every service was judged; `isWhole` where each cluster had told what is on it. Neither is taken back. */
  completed(isWhole: boolean): void {
    this.isRoundDone = true;
    if (isWhole && !this.isWhole) {
      this.isWhole = true;
      this.count += 1;
    }
  }
}
