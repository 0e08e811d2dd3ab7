import {
  applyProgress,
  carriesContent,
  compareVersions,
  type Delivery,
  DEPLOYMENT_KINDS,
  type Identifier,
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

interface Unit extends UnitKey {
  /** In order; retention takes from the front. */
  rows: LedgerRow[];
  cursor?: UnitCursor;
}

/** Keeps the ledger as long as the process lives: for tests, and to say what a ledger does in few words. */
export class MemoryDeliveryLedger implements DeliveryLedger {
  private readonly units = new Map<string, Unit>();
  private readonly watched = new Map<string, string>();

  constructor(private readonly identifiers?: IdentifierIndex<any>) {}

  async chain(unit: UnitKey): Promise<UnitChain> {
    const { rows, cursor } = this.unit(unit);
    return structuredClone({
      ...(rows.length > 0 && { newest: rows.at(-1) }),
      open: rows.filter(({ delivery }) => delivery.outcome === 'inProgress'),
      ...(cursor && { cursor }),
    });
  }

  async delivered(
    unit: UnitKey,
    content: { workloads: string; applied: string },
    before = Infinity,
  ) {
    const found = this.unit(unit).rows.findLast(
      row => row.delivery.sequence < before && carriesContent(row, content),
    );
    return (
      found && {
        id: found.delivery.id,
        sequence: found.delivery.sequence,
        images: structuredClone(found.delivery.images),
      }
    );
  }

  async write(
    key: UnitKey,
    operations: readonly LedgerOperation[],
  ): Promise<WriteResult> {
    const unit = this.unit(key);
    const next: Unit = {
      ...unit,
      rows: [...unit.rows],
    };
    const named: [Delivery, Identifier[]][] = [];
    for (const operation of operations) {
      if (operation.type === 'cursor') {
        next.cursor = newer(next.cursor, operation);
        continue;
      }
      if (operation.type === 'append') {
        const row = structuredClone(operation.row);
        const { id, sequence } = row.delivery;
        if (
          next.rows.some(({ delivery }) => delivery.id === id) ||
          sequence !== (next.rows.at(-1)?.delivery.sequence ?? 0) + 1
        ) {
          return 'lost';
        }
        next.rows.push(row);
        named.push([row.delivery, identifiersOfDelivery(row.delivery)]);
        continue;
      }
      const at = next.rows.findIndex(
        ({ delivery }) => delivery.sequence === operation.sequence,
      );
      if (at >= 0) {
        if (operation.end && isEnded(next.rows[at])) {
          return 'lost';
        }
        next.rows[at] = structuredClone(
          applyProgress(next.rows[at], operation.steps, operation.end),
        );
        const { delivery } = next.rows[at];
        named.push([delivery, identifiersOfDelivery(delivery)]);
      }
    }
    this.units.set(nameOf(key), next);
    for (const [delivery, identifiers] of named) {
      await this.identifiers?.add(
        { type: 'delivery', ...delivery },
        identifiers,
      );
    }
    return 'written';
  }

  async page(
    query: DeliveryQuery,
    { limit, after }: { limit: number; after?: DeliveryPosition },
  ): Promise<DeliveryPage> {
    const rows = this.of(query.entityRef)
      .filter(delivery => matches(delivery, query))
      .filter(delivery => !after || compare(delivery, after) > 0)
      .sort(compare);
    const items = rows.slice(0, limit);
    const last = items.at(-1);
    return structuredClone({
      items,
      ...(rows.length > limit &&
        last && { next: { startedAt: last.startedAt, id: last.id } }),
    });
  }

  async entities(limit: number, after = ''): Promise<string[]> {
    const refs = [...this.units.values()]
      .filter(({ rows }) => rows.length > 0)
      .map(({ entityRef }) => entityRef);
    return [...new Set(refs)]
      .filter(ref => ref > after)
      .sort()
      .slice(0, limit);
  }

  async targets(entityRef: string): Promise<RecordedTarget[]> {
    const told = this.of(entityRef).map(
      ({ targetId, environment, cluster, applier }): RecordedTarget => ({
        targetId,
        environment,
        cluster,
        applier,
      }),
    );
    const unique = new Map(told.map(each => [JSON.stringify(each), each]));
    return structuredClone([...unique.values()]);
  }

  async byIds(ids: readonly string[]): Promise<Delivery[]> {
    return structuredClone(
      [...this.units.values()]
        .flatMap(({ rows }) => rows.map(({ delivery }) => delivery))
        .filter(({ id }) => ids.includes(id)),
    );
  }

  async at(entityRef: string, instant: string): Promise<Delivery[]> {
    const newest = new Map<string, Delivery>();
    for (const delivery of this.of(entityRef)) {
      if (
        delivery.kind !== 'gap' &&
        toMillis(delivery.startedAt)! <= toMillis(instant)!
      ) {
        newest.set(delivery.targetId, delivery);
      }
    }
    return structuredClone([...newest.values()]);
  }

  async before(
    delivery: Pick<Delivery, 'entityRef' | 'targetId' | 'sequence'>,
  ) {
    return (await this.behind(delivery, 1))[0] as Delivery | undefined;
  }

  async behind(
    {
      entityRef,
      targetId,
      sequence,
    }: Pick<Delivery, 'entityRef' | 'targetId' | 'sequence'>,
    limit: number,
  ): Promise<Delivery[]> {
    return structuredClone(
      this.unit({ entityRef, targetId })
        .rows.map(({ delivery }) => delivery)
        .filter(delivery => delivery.sequence < sequence)
        .reverse()
        .slice(0, limit),
    );
  }

  async watchedUntil(cluster: string) {
    return this.watched.get(cluster);
  }

  async noteWatched(cluster: string, until: string) {
    const known = this.watched.get(cluster);
    if (!known || toMillis(known)! < toMillis(until)!) {
      this.watched.set(cluster, until);
    }
  }

  async prune(before: string, limit: number): Promise<number> {
    const limitMillis = toMillis(before)!;
    const old = [...this.units.values()]
      .flatMap(({ rows }) => rows.slice(0, -1))
      .filter(({ delivery }) => toMillis(delivery.startedAt)! < limitMillis)
      .sort((a, b) => compare(b.delivery, a.delivery))
      .slice(0, limit);
    for (const unit of this.units.values()) {
      unit.rows = unit.rows.filter(row => !old.includes(row));
    }
    await this.identifiers?.remove(
      'delivery',
      old.map(({ delivery }) => delivery.id),
    );
    return old.length;
  }

  private unit(key: UnitKey): Unit {
    return (
      this.units.get(nameOf(key)) ?? {
        entityRef: key.entityRef,
        targetId: key.targetId,
        rows: [],
      }
    );
  }

  private of(entityRef: string): Delivery[] {
    return [...this.units.values()]
      .filter(unit => unit.entityRef === entityRef)
      .flatMap(({ rows }) => rows.map(({ delivery }) => delivery));
  }
}

function isEnded({ delivery }: LedgerRow): boolean {
  return delivery.outcome !== 'inProgress';
}

function nameOf({ entityRef, targetId }: UnitKey): string {
  return `${entityRef}\n${targetId}`;
}

function newer(
  held: UnitCursor | undefined,
  { cursor, instead }: Extract<LedgerOperation, { type: 'cursor' }>,
): UnitCursor {
  return held &&
    held.version !== instead &&
    compareVersions(held.version, cursor.version) > 0
    ? held
    : cursor;
}

function matches(delivery: Delivery, query: DeliveryQuery): boolean {
  const startedAt = toMillis(delivery.startedAt)!;
  return (
    (query.all || DEPLOYMENT_KINDS.includes(delivery.kind)) &&
    (!query.environment || delivery.environment === query.environment) &&
    (!query.targetId || delivery.targetId === query.targetId) &&
    (!query.targetIds || query.targetIds.includes(delivery.targetId)) &&
    (!query.outcome || delivery.outcome === query.outcome) &&
    (!query.from || startedAt >= toMillis(query.from)!) &&
    (!query.until || startedAt < toMillis(query.until)!)
  );
}

/** Newest first. */
function compare(a: DeliveryPosition, b: DeliveryPosition): number {
  const [aMillis, bMillis] = [toMillis(a.startedAt)!, toMillis(b.startedAt)!];
  if (aMillis !== bMillis) {
    return bMillis - aMillis;
  }
  return a.id < b.id ? 1 : Number(a.id !== b.id) * -1;
}
