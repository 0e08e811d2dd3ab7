import type { DatabaseService } from '@backstage/backend-plugin-api';
import {
  type Promotion,
  sourceKey,
} from 'backstage-plugin-flux-delivery-common';
import type { DatabaseIdentifierIndex } from '../identifiers/DatabaseIdentifierIndex';
import { identifiersOfPromotion } from './identifiersOfPromotion';
import { pageOf } from './MemoryPromotionStore';
import type {
  PromotionFilter,
  PromotionPage,
  PromotionPosition,
  PromotionStore,
  PromotionSubject,
  RecordedPromotion,
} from './PromotionStore';

type Client = Awaited<ReturnType<DatabaseService['getClient']>>;

const TABLE = 'promotions';
const AT_ONCE = 500;

interface Row {
  id: string;
  fingerprint: string;
  entity_ref: string | null;
  image_repository: string | null;
  source_key: string | null;
  environment: string;
  kind: string;
  occurred_at: Date | number | string;
  recorded_at: Date | number | string;
  record: string;
}

/** Promotions in the plugin's database; every replica reads and writes the same. */
export class DatabasePromotionStore implements PromotionStore {
  constructor(
    private readonly client: Client,
    private readonly identifiers: DatabaseIdentifierIndex,
  ) {}

  async record(
    promotion: Promotion,
    fingerprint: string,
  ): Promise<RecordedPromotion> {
    const created = await this.client.transaction(async transaction => {
      const written = await transaction<Row>(TABLE)
        .insert(rowOf(promotion, fingerprint))
        .onConflict('id')
        .ignore()
        .returning('id');
      if (written.length > 0) {
        await this.identifiers.add(
          { type: 'promotion', ...promotion },
          identifiersOfPromotion(promotion),
          transaction,
        );
      }
      return written.length > 0;
    });
    if (created) {
      return { created, promotion, fingerprint };
    }
    const there = await this.client<Row>(TABLE)
      .where('id', promotion.id)
      .first();
    if (!there) {
      throw new Error(`The promotion ${promotion.id} is neither new nor there`);
    }
    return {
      created,
      promotion: JSON.parse(there.record),
      fingerprint: there.fingerprint,
    };
  }

  async page(
    subject: PromotionSubject,
    filter: PromotionFilter,
    options: { limit: number; after?: PromotionPosition },
  ): Promise<PromotionPage> {
    // One query for each index; what a page of all of them may hold is in the pages of each.
    const found = await Promise.all([
      this.of({ entity_ref: [subject.entityRef] }, filter, options),
      this.of({ image_repository: subject.images }, filter, options),
      this.of({ source_key: subject.sources }, filter, options),
    ]);
    const byId = new Map(found.flat().map(row => [row.id, row]));
    const newestFirst = [...byId.values()].sort(
      (a, b) =>
        millis(b.occurred_at) - millis(a.occurred_at) || (a.id < b.id ? 1 : -1),
    );
    return pageOf(
      newestFirst
        .slice(0, options.limit + 1)
        .map(({ record }) => JSON.parse(record)),
      options.limit,
    );
  }

  async byIds(ids: readonly string[]): Promise<Promotion[]> {
    const found: Promotion[] = [];
    for (let at = 0; at < ids.length; at += AT_ONCE) {
      const rows = await this.client<Row>(TABLE)
        .select('record')
        .whereIn('id', ids.slice(at, at + AT_ONCE));
      found.push(...rows.map(({ record }) => JSON.parse(record)));
    }
    return found;
  }

  async prune(before: string, limit: number): Promise<number> {
    const instant = new Date(before);
    return this.client.transaction(async transaction => {
      const old = await transaction(`${TABLE} as old`)
        .select('old.id')
        .where('old.occurred_at', '<', instant)
        .where('old.recorded_at', '<', instant)
        .whereExists(
          transaction(`${TABLE} as newer`)
            .select(transaction.raw('1'))
            .whereRaw('newer.environment = old.environment')
            .whereRaw(samePlace('entity_ref'))
            .whereRaw(samePlace('image_repository'))
            .whereRaw(samePlace('source_key'))
            .whereRaw(
              '(newer.occurred_at > old.occurred_at or (newer.occurred_at = old.occurred_at and newer.id > old.id))',
            ),
        )
        .orderBy('old.occurred_at')
        .orderBy('old.id')
        .limit(limit);
      const ids = old.map(({ id }: { id: string }) => id);
      for (let at = 0; at < ids.length; at += AT_ONCE) {
        await transaction(TABLE)
          .whereIn('id', ids.slice(at, at + AT_ONCE))
          .delete();
      }
      await this.identifiers.remove('promotion', ids, transaction);
      return ids.length;
    });
  }

  private async of(
    subject: Partial<Record<keyof Row, readonly string[]>>,
    { environment, environments, kinds, from, until }: PromotionFilter,
    { limit, after }: { limit: number; after?: PromotionPosition },
  ): Promise<Row[]> {
    const [[column, values]] = Object.entries(subject);
    if (values.length === 0) {
      return [];
    }
    const query = this.client<Row>(TABLE).whereIn(column, [...values]);
    if (column !== 'entity_ref') {
      query.whereNull('entity_ref');
    }
    if (environment !== undefined) {
      query.where('environment', environment);
    }
    if (environments) {
      query.whereIn('environment', [...environments]);
    }
    if (kinds) {
      query.whereIn('kind', [...kinds]);
    }
    if (from !== undefined) {
      query.where('occurred_at', '>=', new Date(from));
    }
    if (until !== undefined) {
      query.where('occurred_at', '<', new Date(until));
    }
    if (after) {
      const at = new Date(after.occurredAt);
      query.where(older =>
        older
          .where('occurred_at', '<', at)
          .orWhere(same =>
            same.where('occurred_at', at).where('id', '<', after.id),
          ),
      );
    }
    return query
      .orderBy('occurred_at', 'desc')
      .orderBy('id', 'desc')
      .limit(limit + 1);
  }
}

function rowOf(promotion: Promotion, fingerprint: string): Row {
  const { id, entityRef, image, source, environment, kind } = promotion;
  return {
    id,
    fingerprint,
    entity_ref: entityRef ?? null,
    image_repository: image ?? null,
    source_key: (source && sourceKey(source)) ?? null,
    environment,
    kind: kind ?? 'promotion',
    occurred_at: new Date(promotion.occurredAt),
    recorded_at: new Date(promotion.recordedAt),
    record: JSON.stringify(promotion),
  };
}

/** Equal, or absent in both. */
function samePlace(column: keyof Row): string {
  return `coalesce(newer.${column}, '') = coalesce(old.${column}, '')`;
}

function millis(at: Row['occurred_at']): number {
  return new Date(at).getTime();
}
