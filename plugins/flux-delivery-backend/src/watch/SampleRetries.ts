import { keyOf, type ObjectRef } from 'backstage-plugin-flux-delivery-common';
import { ClusterCallError } from 'backstage-plugin-flux-delivery-node';

const RETRY_MS = 1_000;
const LONGEST_MS = 15_000;
const FORBIDDEN_MS = 60_000;

/** How often in a row the pods of each workload could not be listed, and when it is worth trying again. */
export class SampleRetries {
  private readonly failures = new Map<string, number>();

  /** The next failure counts as the first. */
  forget(ref: ObjectRef) {
    this.failures.delete(keyOf(ref));
  }

  /** Milliseconds: soon after the first failure, which may pass like an API server's start, then ever later; not before the server wants it. */
  afterFailure(ref: ObjectRef, error: unknown): number {
    const key = keyOf(ref);
    const failures = (this.failures.get(key) ?? 0) + 1;
    this.failures.set(key, failures);
    const failure = error instanceof ClusterCallError ? error : undefined;
    const longest = failure?.reason === 'forbidden' ? FORBIDDEN_MS : LONGEST_MS;
    const told = (failure?.details.retryAfterSeconds ?? 0) * 1_000;
    return Math.max(Math.min(longest, RETRY_MS * 2 ** (failures - 1)), told);
  }
}
