import type { DatabaseService } from '@backstage/backend-plugin-api';
import {
  fromMillis,
  stateKey,
  toMillis,
  type UnitState,
  type UnitStateDraft,
  type Unseen,
} from 'backstage-plugin-flux-delivery-common';
import { isUniqueViolation } from './isUniqueViolation';
import type { UnitStateStore, WatchSpan } from './UnitStateStore';

type Client = Awaited<ReturnType<DatabaseService['getClient']>>;

const TABLE = 'unit_states';
const SPANS = 'watch_spans';
/** Each lost race means that another replica has written: after so many the next change will tell. */
const TRIES = 5;
const AT_ONCE = 100;

/** A row of the table; its columns are described in the migration. */
interface Row {
  entity_ref: string;
  target_id: string;
  sequence: number;
  /** PostgreSQL gives big integers as text. */
  judged_at: number | string;
  environment: string;
  cluster: string;
  applier: string | null;
  segments: string;
}

/** States in the plugin's database, whose schema is up to date. */
export class DatabaseUnitStateStore implements UnitStateStore {
  constructor(private readonly client: Client) {}

  async append(draft: UnitStateDraft): Promise<boolean> {
    for (let tries = 0; tries < TRIES; tries += 1) {
      const row = await this.client<Row>(TABLE)
        .where({ entity_ref: draft.entityRef, target_id: draft.targetId })
        .orderBy('sequence', 'desc')
        .first();
      const newest = row && toState(row);
      if (newest && stateKey(newest) === stateKey(draft)) {
        return false;
      }
      try {
        await this.client<Row>(TABLE).insert(toRow(draft, newest));
        return true;
      } catch (error) {
        if (!isUniqueViolation(error)) {
          throw error;
        }
      }
    }
    return false;
  }

  async newest(entityRef: string): Promise<UnitState[]> {
    return this.lastOf(entityRef);
  }

  async at(entityRef: string, instant: string): Promise<UnitState[]> {
    return this.lastOf(entityRef, toMillis(instant)!);
  }

  async noteWatched({
    cluster,
    watcher,
    from,
    until,
  }: WatchSpan): Promise<void> {
    const watched_until = toMillis(until)!;
    await this.client(SPANS)
      .insert({
        cluster,
        watcher,
        watched_from: toMillis(from)!,
        watched_until,
      })
      .onConflict(['cluster', 'watched_from', 'watcher'])
      .merge(['watched_until'])
      .where(`${SPANS}.watched_until`, '<', watched_until);
  }

  async unwatched(
    clusters: readonly string[],
    instant: string,
  ): Promise<Map<string, Unseen>> {
    const found = new Map<string, Unseen>();
    for (const cluster of clusters) {
      const unseen = await this.unwatchedOf(cluster, toMillis(instant)!);
      if (unseen) {
        found.set(cluster, unseen);
      }
    }
    return found;
  }

  private async unwatchedOf(
    cluster: string,
    at: number,
  ): Promise<Unseen | undefined> {
    const spans = () => this.client(SPANS).where({ cluster });
    const covering = await spans()
      .where('watched_from', '<=', at)
      .where('watched_until', '>=', at)
      .first('cluster');
    if (covering) {
      return undefined;
    }
    const [before, after] = await Promise.all([
      spans()
        .where('watched_until', '<', at)
        .max('watched_until as at')
        .first(),
      spans().where('watched_from', '>', at).min('watched_from as at').first(),
    ]);
    const told = (side: { at?: number | string | null } | undefined) =>
      side?.at === null || side?.at === undefined
        ? undefined
        : fromMillis(Number(side.at));
    const [from, to] = [told(before), told(after)];
    return { ...(from && { from }), ...(to && { to }) };
  }

  async prune(before: string, limit: number): Promise<number> {
    await this.client(SPANS)
      .where('watched_until', '<', toMillis(before)!)
      .delete();
    const old: Pick<Row, 'entity_ref' | 'target_id' | 'sequence'>[] =
      await this.client({ old: TABLE })
        .where('old.judged_at', '<', toMillis(before)!)
        .whereExists(
          this.client({ later: TABLE })
            .whereRaw('later.entity_ref = old.entity_ref')
            .whereRaw('later.target_id = old.target_id')
            .whereRaw('later.sequence > old.sequence')
            .select(this.client.raw('1')),
        )
        .orderBy('old.judged_at')
        .limit(limit)
        .select('old.entity_ref', 'old.target_id', 'old.sequence');
    for (let at = 0; at < old.length; at += AT_ONCE) {
      await this.client(TABLE)
        .whereIn(
          ['entity_ref', 'target_id', 'sequence'],
          old
            .slice(at, at + AT_ONCE)
            .map(row => [row.entity_ref, row.target_id, row.sequence]),
        )
        .delete();
    }
    return old.length;
  }

  /** Times do not go back within a chain: the newest number is the newest state. Answered from one index. */
  private async lastOf(
    entityRef: string,
    until?: number,
  ): Promise<UnitState[]> {
    const rows: Row[] = await this.client<Row>(TABLE)
      .where('entity_ref', entityRef)
      .whereIn(['target_id', 'sequence'], newest =>
        newest
          .from(TABLE)
          .where('entity_ref', entityRef)
          .modify(query =>
            until === undefined ? query : query.where('judged_at', '<=', until),
          )
          .groupBy('target_id')
          .select('target_id')
          .max('sequence'),
      );
    return rows.map(toState);
  }
}

function toRow(draft: UnitStateDraft, newest: UnitState | undefined): Row {
  return {
    entity_ref: draft.entityRef,
    target_id: draft.targetId,
    sequence: (newest?.sequence ?? 0) + 1,
    judged_at: Math.max(
      toMillis(draft.at)!,
      newest ? toMillis(newest.at)! : -Infinity,
    ),
    environment: draft.environment,
    cluster: draft.cluster,
    applier: draft.applier && JSON.stringify(draft.applier),
    segments: JSON.stringify(draft.segments),
  };
}

function toState(row: Row): UnitState {
  return {
    entityRef: row.entity_ref,
    targetId: row.target_id,
    sequence: row.sequence,
    at: fromMillis(Number(row.judged_at)),
    environment: row.environment,
    cluster: row.cluster,
    applier: row.applier === null ? null : JSON.parse(row.applier),
    segments: JSON.parse(row.segments),
  };
}
