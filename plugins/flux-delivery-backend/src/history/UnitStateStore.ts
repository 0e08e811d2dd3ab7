import type {
  UnitState,
  UnitStateDraft,
  Unseen,
} from 'backstage-plugin-flux-delivery-common';

/** An unbroken time in which one process recorded the states of a cluster. */
export interface WatchSpan {
  cluster: string;
  /** Names the process; only it writes its spans, so that no two are in each other's way. */
  watcher: string;
  /** RFC 3339. */
  from: string;
  /** RFC 3339, not before `from`. */
  until: string;
}

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

  /** Notes that a process recorded every change of a cluster in this time; the end of its span moves forward only. */
  noteWatched(span: WatchSpan): Promise<void>;

  /**
   * For each of the clusters that no process watched at the instant (RFC 3339), since when and until when nobody did. A side is
   * absent where nobody is known to have watched before, or since.
   */
  unwatched(
    clusters: readonly string[],
    instant: string,
  ): Promise<Map<string, Unseen>>;

  /**
   * Forgets states from before the instant, at most `limit` of them, never the newest one of a chain; and all spans that ended
   * before it. Answers how many states.
   */
  prune(before: string, limit: number): Promise<number>;
}
