import type { DatabaseService } from '@backstage/backend-plugin-api';
import type { Identifier } from 'backstage-plugin-flux-delivery-common';
import type {
  Bearer,
  DeliveredFrom,
  FindOptions,
  FoundIdentifier,
  IdentifierIndex,
  IdentifierQuery,
} from './IdentifierIndex';

type Client = Awaited<ReturnType<DatabaseService['getClient']>>;

const TABLE = 'identifiers';
/** Above every character that an identifier may hold. */
const HIGHEST = '\u{10FFFF}';
/** SQLite takes at most 32766 bindings, and older builds 999. */
const AT_ONCE = 100;

interface Row {
  id: number;
  value: string;
  kind: Identifier['kind'];
  how: Identifier['how'];
  bearer_type: Bearer['type'];
  bearer_id: string;
  entity_ref: string | null;
  environment: string;
}

/** Identifiers in the plugin's database, looked up by prefix from one index. */
export class DatabaseIdentifierIndex implements IdentifierIndex<Client> {
  constructor(private readonly client: Client) {}

  async add(
    { type, id, entityRef, environment }: Bearer,
    identifiers: readonly Identifier[],
    within: Client = this.client,
  ): Promise<void> {
    const rows = identifiers.map(({ kind, value, how }) => ({
      value,
      kind,
      how,
      bearer_type: type,
      bearer_id: id,
      entity_ref: entityRef ?? null,
      environment,
    }));
    for (let at = 0; at < rows.length; at += AT_ONCE) {
      await within<Row>(TABLE)
        .insert(rows.slice(at, at + AT_ONCE))
        .onConflict(['bearer_id', 'bearer_type', 'kind', 'value'])
        .ignore();
    }
  }

  async remove(
    type: Bearer['type'],
    ids: readonly string[],
    within: Client = this.client,
  ): Promise<void> {
    for (let at = 0; at < ids.length; at += AT_ONCE) {
      await within<Row>(TABLE)
        .whereIn('bearer_id', ids.slice(at, at + AT_ONCE))
        .where('bearer_type', type)
        .delete();
    }
  }

  async find(
    query: IdentifierQuery,
    { limit, among, ownerless }: FindOptions,
  ): Promise<FoundIdentifier[]> {
    const found = this.bearing(query);
    if (ownerless) {
      found.whereNull('entity_ref').where('bearer_type', ownerless);
    }
    const rows: Row[] = await (among
      ? this.client<Row>(TABLE).whereIn('id', this.newestOfEach(query, among))
      : found
    )
      .orderBy('id', 'desc')
      .limit(limit);
    return rows.map(toFound);
  }

  async entities(
    query: IdentifierQuery,
    { limit }: { limit: number },
  ): Promise<string[]> {
    const rows: Pick<Row, 'entity_ref'>[] = await this.bearing(query)
      .select('entity_ref')
      .whereNotNull('entity_ref')
      .groupBy('entity_ref')
      .orderByRaw('max(id) desc')
      .limit(limit);
    return rows.flatMap(({ entity_ref: ref }) => ref ?? []);
  }

  async deliveredFrom(
    places: readonly Pick<DeliveredFrom, 'kind' | 'value'>[],
    { limit }: { limit: number },
  ): Promise<DeliveredFrom[]> {
    const found: DeliveredFrom[] = [];
    for (const kind of new Set(places.map(each => each.kind))) {
      const values = places.flatMap(each =>
        each.kind === kind ? each.value : [],
      );
      for (let at = 0; at < values.length; at += AT_ONCE) {
        const rows = await this.client<Row>(TABLE)
          .distinct('value', 'entity_ref')
          .where({ kind, bearer_type: 'delivery' })
          .whereIn('value', values.slice(at, at + AT_ONCE))
          .whereNotNull('entity_ref')
          .limit(limit);
        found.push(
          ...rows.map(({ value, entity_ref: entityRef }) => ({
            kind,
            value,
            entityRef: entityRef!,
          })),
        );
      }
    }
    return found.slice(0, limit);
  }

  async of(
    type: Bearer['type'],
    ids: readonly string[],
  ): Promise<FoundIdentifier[]> {
    const found: Row[] = [];
    for (let at = 0; at < ids.length; at += AT_ONCE) {
      found.push(
        ...(await this.client<Row>(TABLE)
          .whereIn('bearer_id', ids.slice(at, at + AT_ONCE))
          .where('bearer_type', type)
          .orderBy('id')),
      );
    }
    return found.map(toFound);
  }

  /** Counted in the index alone; the rows are read of those that are taken. */
  private newestOfEach(
    query: IdentifierQuery,
    { entityRefs, each }: NonNullable<FindOptions['among']>,
  ) {
    const numbered = this.bearing(query)
      .whereIn('entity_ref', [...entityRefs])
      .select('id')
      .rowNumber('place', place =>
        place.partitionBy('entity_ref').orderBy('id', 'desc'),
      );
    return this.client
      .from(numbered.as('numbered'))
      .where('place', '<=', each)
      .select('id');
  }

  private bearing({ kinds, value, prefix }: IdentifierQuery) {
    return this.client<Row>(TABLE)
      .whereIn('kind', [...kinds])
      .modify(query =>
        prefix
          ? query
              .where('value', '>=', value)
              .where('value', '<', value + HIGHEST)
          : query.where('value', value),
      );
  }
}

function toFound(row: Row): FoundIdentifier {
  return {
    type: row.bearer_type,
    id: row.bearer_id,
    ...(row.entity_ref !== null && { entityRef: row.entity_ref }),
    environment: row.environment,
    kind: row.kind,
    value: row.value,
    how: row.how,
  };
}
