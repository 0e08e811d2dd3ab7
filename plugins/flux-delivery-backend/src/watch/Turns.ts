import { keyOf, type ObjectRef } from 'backstage-plugin-flux-delivery-common';

/** So long after a rollout was seen to turn, its pods are wanted before those of others. */
const TURNS_MS = 60_000;

/** Which workloads turn: what they serve is changing right now. */
export class Turns {
  private readonly seenAt = new Map<string, number>();

  note(ref: ObjectRef, now: number) {
    this.seenAt.set(keyOf(ref), now);
  }

  forget(ref: ObjectRef) {
    this.seenAt.delete(keyOf(ref));
  }

  /** Whether it was seen to turn within the last minute. */
  has(ref: ObjectRef, now: number): boolean {
    const key = keyOf(ref);
    const at = this.seenAt.get(key);
    if (at !== undefined && now - at > TURNS_MS) {
      this.seenAt.delete(key);
      return false;
    }
    return at !== undefined;
  }
}
