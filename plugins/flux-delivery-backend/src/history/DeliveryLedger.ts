import type {
  Delivery,
  DeliveryOutcome,
  LedgerOperation,
  UnitChain,
  UnitKey,
} from 'backstage-plugin-flux-delivery-common';

/** Where a page ends: the last row that was shown. */
export interface DeliveryPosition {
  startedAt: string;
  id: string;
}

/** Which rows of one entity; all that are given must hold. */
export interface DeliveryQuery {
  entityRef: string;
  environment?: string;
  targetId?: string;
  /** Any of these. */
  targetIds?: readonly string[];
  outcome?: DeliveryOutcome;
  /** RFC 3339, inclusive: `startedAt` not before. */
  from?: string;
  /** RFC 3339, exclusive: `startedAt` before. */
  until?: string;
  /** True for rows that are no deployment as well. */
  all?: boolean;
}

/** What rows tell of the target that they are of. */
export type RecordedTarget = Pick<
  Delivery,
  'targetId' | 'environment' | 'cluster' | 'applier'
>;

export interface DeliveryPage {
  /** Newest first: by `startedAt`, then `id`. */
  items: Delivery[];
  /** Absent on the last page. */
  next?: DeliveryPosition;
}

/**
 * What other rooms ask of the ledger. All of it rejects where the database does not answer.
 */
export interface DeliveryHistory {
  page(
    query: DeliveryQuery,
    options: { limit: number; after?: DeliveryPosition },
  ): Promise<DeliveryPage>;

  /** The entities that have rows, in the order of their refs, after the one that is named; at most `limit`. */
  entities(limit: number, after?: string): Promise<string[]>;

  /** Which targets the rows of the entity are of, once for each environment that they were in. Also of those that are gone. */
  targets(entityRef: string): Promise<RecordedTarget[]>;

  /** Rows by id, in no order; those that are not there are left out. */
  byIds(ids: readonly string[]): Promise<Delivery[]>;

  /**
   * For each target of the entity, the newest row that carries content (no gap) and had started at the instant. Steps and outcome
   * are those of today: whoever shows the past compares their times with the instant.
   */
  at(entityRef: string, instant: string): Promise<Delivery[]>;

  /** The row before this one in its chain; undefined where it is the first, or retention took it. */
  before(
    delivery: Pick<Delivery, 'entityRef' | 'targetId' | 'sequence'>,
  ): Promise<Delivery | undefined>;

  /** The rows before this one in its chain, the nearest first, at most `limit` of them. */
  behind(
    delivery: Pick<Delivery, 'entityRef' | 'targetId' | 'sequence'>,
    limit: number,
  ): Promise<Delivery[]>;
}

/**
 * What `write` found: `lost` where another writer was faster, though it told the same: its times may be others, and what comes next
 * depends on them. The chain is to be read again then, and nothing was written.
 */
export type WriteResult = 'written' | 'lost';

/**
 * The chains of the ledger. Every replica reads and writes the same; there is no lock and no leader.
 *
 * - A row is appended only at the number after the newest one of its unit; whoever loses that race writes nothing.
 * - A row of an id that is there already at its number is not written again; the same id at another number is a lost race.
 * - Steps are filled in where they are empty, and an outcome only leaves `inProgress`; what was once said stays.
 */
export interface DeliveryLedger extends DeliveryHistory {
  chain(unit: UnitKey): Promise<UnitChain>;

  /**
   * The newest settled row of the unit, before the row `before`, that delivered this content; by workloads, and by what was
   * applied where both tell it. For rollbacks.
   */
  delivered(
    unit: UnitKey,
    content: { workloads: string; applied: string },
    before?: number,
  ): Promise<Pick<Delivery, 'id' | 'sequence' | 'images'> | undefined>;

  /** All of the operations or none, in order. */
  write(
    unit: UnitKey,
    operations: readonly LedgerOperation[],
  ): Promise<WriteResult>;

  /** RFC 3339: until when some replica watched the cluster; undefined where none ever did. */
  watchedUntil(cluster: string): Promise<string | undefined>;
  /** Moves forward only. */
  noteWatched(cluster: string, until: string): Promise<void>;

  /**
   * Forgets rows that started before the instant, at most `limit` of them, never the newest one of a unit. Answers how many.
   */
  prune(before: string, limit: number): Promise<number>;
}
