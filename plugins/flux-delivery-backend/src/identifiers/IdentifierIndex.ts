import type {
  Identifier,
  IdentifierEdgeHow,
  IdentifierKind,
} from 'backstage-plugin-flux-delivery-common';

/** What bears the identifiers: a row of the ledger, a promotion record, or a hint of Flux. */
export interface Bearer {
  type: 'delivery' | 'promotion' | 'hint';
  /** Of the row or the record. */
  id: string;
  /** Full and lower-case; absent where a promotion names an image or a source alone, and for hints. */
  entityRef?: string;
  /** Empty for hints, and for what was only published. */
  environment: string;
}

export interface FoundIdentifier extends Bearer {
  kind: IdentifierKind;
  value: string;
  how: IdentifierEdgeHow;
}

export interface IdentifierQuery {
  kinds: readonly IdentifierKind[];
  value: string;
  /** True where `value` is only the beginning. */
  prefix: boolean;
}

/** A name of a place, and an entity that a row of the ledger knows to be delivered from it. */
export interface DeliveredFrom {
  kind: IdentifierKind;
  value: string;
  entityRef: string;
}

export interface FindOptions {
  limit: number;
  /** Only what is of one of these, and of each no more than `each`. At most 500. */
  among?: { entityRefs: readonly string[]; each: number };
  /** Only bearers of this type that name no entity. */
  ownerless?: 'promotion' | 'hint';
}

/**
 * Which rows and records bear an identifier. The same bearer with the same identifier again adds nothing, so that a replay is
 * harmless.
 *
 * @typeParam Transaction - what a store hands in to have it written together with its own row
 */
export interface IdentifierIndex<Transaction = never> {
  add(
    bearer: Bearer,
    identifiers: readonly Identifier[],
    within?: Transaction,
  ): Promise<void>;

  /** Forgets bearers that retention took. */
  remove(
    type: Bearer['type'],
    ids: readonly string[],
    within?: Transaction,
  ): Promise<void>;

  /** The newest first, by when they were added. */
  find(
    query: IdentifierQuery,
    options: FindOptions,
  ): Promise<FoundIdentifier[]>;

  /** Whose names these are, each entity once: the newest first, by the last of its rows. */
  entities(
    query: IdentifierQuery,
    options: { limit: number },
  ): Promise<string[]>;

  /** Which entities rows of the ledger deliver from these places, each pair once. What was only said counts for nothing. */
  deliveredFrom(
    places: readonly Pick<DeliveredFrom, 'kind' | 'value'>[],
    options: { limit: number },
  ): Promise<DeliveredFrom[]>;

  /** Every identifier of these bearers. */
  of(type: Bearer['type'], ids: readonly string[]): Promise<FoundIdentifier[]>;
}
