import type { DatabaseService } from '@backstage/backend-plugin-api';
import {
  applyProgress,
  compareVersions,
  type Delivery,
  fromMillis,
  identifiersOfDelivery,
  type LedgerOperation,
  type LedgerRow,
  toMillis,
  type UnitChain,
  type UnitCursor,
  type UnitKey,
} from 'backstage-plugin-flux-delivery-common';
import type { IdentifierIndex } from '../identifiers/IdentifierIndex';
import type {
  DeliveryLedger,
  DeliveryPage,
  DeliveryPosition,
  DeliveryQuery,
  RecordedTarget,
  WriteResult,
} from './DeliveryLedger';
import {
  DELIVERIES,
  type DeliveryRecord,
  millisOf,
  time,
  toDelivery,
  toRecord,
  toRow,
  UNITS,
  WATCHES,
} from './deliveryRows';
import { condensed } from './condensed';
import { isUniqueViolation } from './isUniqueViolation';
import { newestOfTargets } from './newestOfTargets';

type Client = Awaited<ReturnType<DatabaseService['getClient']>>;

interface UnitRecord {
  entity_ref: string;
  target_id: string;
  object_version: string;
  seen_at: number | string | null;
  attempt: string;
  attempted_at: number | string;
  failing_at: number | string | null;
  release: string | null;
  told: boolean | number;
}

/** SQLite takes at most 32766 bindings, and older builds 999. */
const AT_ONCE = 100;

/** Ends a transaction in which another writer was faster. */
class LostRace extends Error {}

/** The ledger in the plugin's database, whose schema is up to date; every replica reads and writes the same. */
export class DatabaseDeliveryLedger implements DeliveryLedger {
  constructor(
    private readonly client: Client,
    private readonly identifiers?: IdentifierIndex<Client>,
  ) {}

  async chain(unit: UnitKey): Promise<UnitChain> {
    const [newest, open, cursor] = await Promise.all([
      this.rowsOf(unit).orderBy('sequence', 'desc').first(),
      this.rowsOf(unit).where('outcome', 'inProgress').orderBy('sequence'),
      this.client<UnitRecord>(UNITS).where(columnsOf(unit)).first(),
    ]);
    return {
      ...(newest && { newest: toRow(newest) }),
      open: open.map(toRow),
      ...(cursor && { cursor: toCursor(cursor) }),
    };
  }

  async delivered(
    unit: UnitKey,
    { workloads, applied }: { workloads: string; applied: string },
    before?: number,
  ) {
    if (!workloads && !applied) {
      return undefined;
    }
    const found:
      | Pick<DeliveryRecord, 'id' | 'sequence' | 'images'>
      | undefined = await this.rowsOf(unit)
      .modify(query =>
        before === undefined ? query : query.where('sequence', '<', before),
      )
      .whereNot('kind', 'gap')
      .where(settled =>
        settled.where('outcome', 'succeeded').orWhere('kind', 'baseline'),
      )
      .modify(query =>
        workloads
          ? query
              .where('workloads_hash', workloads)
              .modify(narrower =>
                applied
                  ? narrower.whereIn('applied_content', ['', applied])
                  : narrower,
              )
          : query.where('applied_content', applied),
      )
      .orderBy('sequence', 'desc')
      .select('id', 'sequence', 'images')
      .first();
    return found && { ...found, images: JSON.parse(found.images) };
  }

  async write(
    unit: UnitKey,
    operations: readonly LedgerOperation[],
  ): Promise<WriteResult> {
    try {
      await this.client.transaction(async transaction => {
        for (const operation of condensed(operations)) {
          await this.perform(unit, operation, transaction);
        }
      });
      return 'written';
    } catch (error) {
      if (error instanceof LostRace || isUniqueViolation(error)) {
        return 'lost';
      }
      throw error;
    }
  }

  async page(
    query: DeliveryQuery,
    { limit, after }: { limit: number; after?: DeliveryPosition },
  ): Promise<DeliveryPage> {
    const records: DeliveryRecord[] = await this.pageQuery(
      query,
      after,
      limit + 1,
    );
    const items = records.slice(0, limit).map(toDelivery);
    const last = items.at(-1);
    return {
      items,
      ...(records.length > limit &&
        last && { next: { startedAt: last.startedAt, id: last.id } }),
    };
  }

  /** From entity to entity by the index, however many rows each has. */
  async entities(limit: number, after = ''): Promise<string[]> {
    const found: string[] = [];
    while (found.length < limit) {
      const [next]: { ref: string | null }[] = await this.client(DELIVERIES)
        .where('entity_ref', '>', found.at(-1) ?? after)
        .min('entity_ref as ref');
      if (!next?.ref) {
        break;
      }
      found.push(next.ref);
    }
    return found;
  }

  async targets(entityRef: string): Promise<RecordedTarget[]> {
    const records: Pick<
      DeliveryRecord,
      'target_id' | 'environment' | 'cluster' | 'applier'
    >[] = await this.client<DeliveryRecord>(DELIVERIES)
      .where('entity_ref', entityRef)
      .distinct('target_id', 'environment', 'cluster', 'applier');
    return records.map(({ target_id, applier, environment, cluster }) => ({
      targetId: target_id,
      environment,
      cluster,
      applier: applier === null ? null : JSON.parse(applier),
    }));
  }

  async byIds(ids: readonly string[]): Promise<Delivery[]> {
    const found: DeliveryRecord[] = [];
    for (let at = 0; at < ids.length; at += AT_ONCE) {
      found.push(
        ...(await this.client<DeliveryRecord>(DELIVERIES).whereIn(
          'id',
          ids.slice(at, at + AT_ONCE),
        )),
      );
    }
    return found.map(toDelivery);
  }

  async at(entityRef: string, instant: string): Promise<Delivery[]> {
    return this.byIds(
      await newestOfTargets(this.client, entityRef, toMillis(instant)!),
    );
  }

  async before(
    delivery: Pick<Delivery, 'entityRef' | 'targetId' | 'sequence'>,
  ) {
    return (await this.behind(delivery, 1))[0] as Delivery | undefined;
  }

  async behind(
    {
      sequence,
      ...unit
    }: Pick<Delivery, 'entityRef' | 'targetId' | 'sequence'>,
    limit: number,
  ): Promise<Delivery[]> {
    const records: DeliveryRecord[] = await this.rowsOf(unit)
      .where('sequence', '<', sequence)
      .orderBy('sequence', 'desc')
      .limit(limit);
    return records.map(toDelivery);
  }

  async watchedUntil(cluster: string): Promise<string | undefined> {
    const record = await this.client(WATCHES).where({ cluster }).first();
    return record && fromMillis(Number(record.watched_until));
  }

  async noteWatched(cluster: string, until: string): Promise<void> {
    const millis = toMillis(until)!;
    await this.client(WATCHES)
      .insert({ cluster, watched_until: millis })
      .onConflict('cluster')
      .merge()
      .where(`${WATCHES}.watched_until`, '<', millis);
  }

  async prune(before: string, limit: number): Promise<number> {
    const old: Pick<DeliveryRecord, 'id'>[] = await this.client<DeliveryRecord>(
      { old: DELIVERIES },
    )
      .where('old.started_at', '<', toMillis(before)!)
      .whereExists(
        this.client({ later: DELIVERIES })
          .whereRaw('later.entity_ref = old.entity_ref')
          .whereRaw('later.target_id = old.target_id')
          .whereRaw('later.sequence > old.sequence')
          .select(this.client.raw('1')),
      )
      .orderBy('old.started_at')
      .orderBy('old.id')
      .limit(limit)
      .select('old.id');
    const ids = old.map(({ id }) => id);
    await this.client.transaction(async transaction => {
      for (let at = 0; at < ids.length; at += AT_ONCE) {
        await transaction(DELIVERIES)
          .whereIn('id', ids.slice(at, at + AT_ONCE))
          .delete();
      }
      await this.identifiers?.remove('delivery', ids, transaction);
    });
    return ids.length;
  }

  /** Ends at the index of the filter: neither a sort nor a row that is not shown, but for an outcome or a target. */
  private pageQuery(
    {
      entityRef,
      environment,
      targetId,
      targetIds,
      outcome,
      from,
      until,
      all,
    }: DeliveryQuery,
    after: DeliveryPosition | undefined,
    limit: number,
  ) {
    return this.client<DeliveryRecord>(DELIVERIES)
      .where('entity_ref', entityRef)
      .modify(query => {
        if (!all) query.where('is_deployment', true);
        if (environment !== undefined) query.where({ environment });
        if (targetId !== undefined) query.where('target_id', targetId);
        if (targetIds !== undefined) query.whereIn('target_id', targetIds);
        if (outcome !== undefined) query.where({ outcome });
        if (from !== undefined) {
          query.where('started_at', '>=', toMillis(from)!);
        }
        if (until !== undefined) {
          query.where('started_at', '<', toMillis(until)!);
        }
        if (after) {
          query.whereRaw('(started_at, id) < (?, ?)', [
            toMillis(after.startedAt)!,
            after.id,
          ]);
        }
      })
      .orderBy('started_at', 'desc')
      .orderBy('id', 'desc')
      .limit(limit);
  }

  private rowsOf(unit: UnitKey, within: Client = this.client) {
    return within<DeliveryRecord>(DELIVERIES).where(columnsOf(unit));
  }

  private async perform(
    unit: UnitKey,
    operation: LedgerOperation,
    within: Client,
  ): Promise<void> {
    switch (operation.type) {
      case 'append':
        return this.append(unit, operation.row, within);
      case 'progress':
        return this.progress(unit, operation, within);
      default:
        return this.moveCursor(unit, operation, within);
    }
  }

  private async append(
    unit: UnitKey,
    row: LedgerRow,
    within: Client,
  ): Promise<void> {
    const newest = await this.rowsOf(unit, within)
      .orderBy('sequence', 'desc')
      .select('sequence')
      .first();
    if ((newest?.sequence ?? 0) + 1 !== row.delivery.sequence) {
      throw new LostRace();
    }
    await within<DeliveryRecord>(DELIVERIES).insert(toRecord(row));
    await this.index(row, within);
  }

  private async progress(
    unit: UnitKey,
    { sequence, steps, end }: Extract<LedgerOperation, { type: 'progress' }>,
    within: Client,
  ): Promise<void> {
    const record = await this.rowsOf(unit, within)
      .where({ sequence })
      .modify(query =>
        // Two replicas that fill in different steps of a row must not undo each other.
        this.isPostgres() ? query.forUpdate() : query,
      )
      .first();
    if (!record) {
      return;
    }
    if (end && record.outcome !== 'inProgress') {
      throw new LostRace();
    }
    const after = applyProgress(toRow(record), steps, end);
    const columns = changed(record, toRecord(after));
    if (Object.keys(columns).length > 0) {
      await within<DeliveryRecord>(DELIVERIES)
        .where({ id: record.id })
        .update(columns);
    }
    // Nothing else of a step is a name.
    if (columns.revisions ?? columns.images) {
      await this.index(after, within);
    }
  }

  private async moveCursor(
    unit: UnitKey,
    { cursor, instead }: Extract<LedgerOperation, { type: 'cursor' }>,
    within: Client,
  ): Promise<void> {
    const { version, attempt, attemptedAt, failingAt, release, told } = cursor;
    const record = {
      object_version: version,
      seen_at: millisOf(cursor.seenAt),
      attempt,
      attempted_at: toMillis(attemptedAt)!,
      failing_at: millisOf(failingAt),
      release: release ?? null,
      told: told ?? false,
    };
    const held = await within<UnitRecord>(UNITS)
      .where(columnsOf(unit))
      .modify(query => (this.isPostgres() ? query.forUpdate() : query))
      .first();
    if (!held) {
      await within(UNITS)
        .insert({ ...columnsOf(unit), ...record })
        .onConflict(['entity_ref', 'target_id'])
        .ignore();
    } else if (
      held.object_version === instead ||
      compareVersions(held.object_version, version) <= 0
    ) {
      await within(UNITS).where(columnsOf(unit)).update(record);
    }
  }

  private async index({ delivery }: LedgerRow, within: Client) {
    await this.identifiers?.add(
      { type: 'delivery', ...delivery },
      identifiersOfDelivery(delivery),
      within,
    );
  }

  private isPostgres(): boolean {
    return this.client.client.config.client === 'pg';
  }
}

/** The columns that are others now. */
function changed(
  before: DeliveryRecord,
  after: DeliveryRecord,
): Partial<DeliveryRecord> {
  return Object.fromEntries(
    Object.entries(after).filter(([column, value]) => {
      const held = before[column as keyof DeliveryRecord];
      // Databases tell big integers as text, and booleans as numbers.
      return typeof value === 'string' || held === null || value === null
        ? held !== value
        : Number(held) !== Number(value);
    }),
  );
}

function columnsOf({ entityRef, targetId }: UnitKey) {
  return { entity_ref: entityRef, target_id: targetId };
}

function toCursor(record: UnitRecord): UnitCursor {
  return {
    version: record.object_version,
    ...time('seenAt', record.seen_at),
    attempt: record.attempt,
    attemptedAt: fromMillis(Number(record.attempted_at)),
    ...time('failingAt', record.failing_at),
    ...(record.release !== null && { release: record.release }),
    ...(record.told && { told: true }),
  };
}
