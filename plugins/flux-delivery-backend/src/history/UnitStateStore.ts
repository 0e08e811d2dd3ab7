import type {
  UnitState,
  UnitStateDraft,
} from 'backstage-plugin-flux-delivery-common';

/**
 * How targets were judged over time: one chain of states per entity and target. Every replica reads and writes the same; there is
 * no lock and no leader.
 *
 * - A state is appended only where it differs from the newest one of its chain (see `stateKey`), at the number after it; two
 *   replicas that judge the same write it once.
 * - Times do not go back within a chain: a state that is told with an earlier time bears that of the one before it.
 *
 * All of it rejects where the database does not answer.
 */
export interface UnitStateStore {
  /** Answers whether it was written. */
  append(draft: UnitStateDraft): Promise<boolean>;

  /** For each target of the entity, its newest state; also of those that are gone. */
  newest(entityRef: string): Promise<UnitState[]>;

  /** For each target of the entity, its newest state at the instant (RFC 3339). */
  at(entityRef: string, instant: string): Promise<UnitState[]>;

  /** Forgets states from before the instant, at most `limit` of them, never the newest one of a chain. Answers how many. */
  prune(before: string, limit: number): Promise<number>;
}
