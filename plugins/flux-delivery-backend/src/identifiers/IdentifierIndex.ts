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
    options: { limit: number },
  ): Promise<FoundIdentifier[]>;

  /** Every identifier of these bearers. */
  of(type: Bearer['type'], ids: readonly string[]): Promise<FoundIdentifier[]>;
}
