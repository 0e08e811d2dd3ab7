import type { ApplierHint } from 'backstage-plugin-flux-delivery-common';

export interface StoredHint extends ApplierHint {
  id: string;
}

/** An applier in its cluster. */
export interface HintedApplier {
  cluster: string;
  kind: string;
  namespace: string;
  name: string;
}

/** What events of Flux told. The same again adds nothing. */
export interface HintStore {
  /** False where the same was there already. */
  add(hint: StoredHint): Promise<boolean>;

  /** The newest first, at most 500 of each applier. */
  of(appliers: readonly HintedApplier[]): Promise<StoredHint[]>;

  /** Hints by id, in no order; those that are not there are left out. */
  byIds(ids: readonly string[]): Promise<StoredHint[]>;

  /** Forgets at most `limit` hints that were told before the instant. Answers how many. */
  prune(before: string, limit: number): Promise<number>;
}

export const MOST_OF_AN_APPLIER = 500;
