import { createHash } from 'node:crypto';
import {
  type DatabaseService,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import {
  DIVERGENCE_POINTS,
  type DivergencePoint,
  type DivergenceStatement,
  repeats,
} from 'backstage-plugin-flux-delivery-common';
import type { DivergencePointStore, TargetKey } from './DivergencePointStore';

type Client = Awaited<ReturnType<DatabaseService['getClient']>>;

const TABLE = 'divergence_points';
const WITHDRAWN = 'withdrawn';

interface Row {
  id: number | string;
  entity_ref: string;
  target_id: string;
  said: string;
  note: string | null;
  said_by: string;
  /** PostgreSQL gives a date, SQLite milliseconds. */
  said_at: Date | number | string;
  about_segment: string | null;
  about_class: string | null;
  about_since: string | null;
  natural_key: string | null;
}

/** Statements in the plugin's database; every replica reads and writes the same. */
export class DatabaseDivergencePointStore implements DivergencePointStore {
  private constructor(private readonly client: Client) {}

  /** Brings the schema up to date, unless the portal does that elsewhere. */
  static async create(
    database: DatabaseService,
  ): Promise<DatabaseDivergencePointStore> {
    const client = await database.getClient();
    if (!database.migrations?.skip) {
      await client.migrate.latest({ directory: migrationsDirectory() });
    }
    return new DatabaseDivergencePointStore(client);
  }

  async record(
    target: TargetKey,
    statement: DivergenceStatement,
  ): Promise<DivergenceStatement> {
    const newest = await this.newestOf(target);
    const standing = newest && statementOf(newest);
    if (standing && repeats(statement, standing)) {
      return standing;
    }
    const { by, at, segment, note, about } = statement;
    await this.append(target, newest, {
      said: segment,
      note: note ?? null,
      said_by: by,
      said_at: new Date(at),
      about_segment: about.segment,
      about_class: about.class ?? null,
      about_since: about.since ?? null,
    });
    return statement;
  }

  async withdraw(
    target: TargetKey,
    { by, at }: Pick<DivergenceStatement, 'by' | 'at'>,
  ): Promise<boolean> {
    const newest = await this.newestOf(target);
    if (!newest || !statementOf(newest)) {
      return false;
    }
    await this.append(target, newest, {
      said: WITHDRAWN,
      note: null,
      said_by: by,
      said_at: new Date(at),
      about_segment: null,
      about_class: null,
      about_since: null,
    });
    return true;
  }

  private newestOf({ entityRef, targetId }: TargetKey) {
    return this.client<Row>(TABLE)
      .where({ entity_ref: entityRef, target_id: targetId })
      .orderBy('id', 'desc')
      .first();
  }

  /** A row after the one that was the newest, unless another replica has just put the same there. */
  private async append(
    { entityRef, targetId }: TargetKey,
    newest: Row | undefined,
    row: Omit<Row, 'id' | 'entity_ref' | 'target_id' | 'natural_key'>,
  ): Promise<void> {
    const { said, note, said_by, about_segment, about_class } = row;
    await this.client<Row>(TABLE)
      .insert({
        ...row,
        entity_ref: entityRef,
        target_id: targetId,
        natural_key: hashOf([
          [entityRef, targetId, newest?.id],
          [said, note, said_by, about_segment, about_class],
        ]),
      })
      .onConflict('natural_key')
      .ignore();
  }

  async standing(entityRef: string): Promise<Map<string, DivergenceStatement>> {
    const rows: Row[] = await this.newest(entityRef);
    return new Map(
      rows.flatMap(row => {
        const statement = statementOf(row);
        return statement ? [[row.target_id, statement] as const] : [];
      }),
    );
  }

  /**
   * A withdrawal goes with the last row before it: without it, what it took back would stand again, for replicas whose clocks
   * differ may have written the two in another order than their times tell.
   */
  async prune(before: Date): Promise<number> {
    const { client } = this;
    const ofSameTarget = () =>
      client(`${TABLE} as other`)
        .whereRaw('other.entity_ref = ??.entity_ref', [TABLE])
        .whereRaw('other.target_id = ??.target_id', [TABLE]);
    return client(TABLE)
      .where('said_at', '<', before)
      .where(row =>
        row
          .whereExists(
            ofSameTarget().whereRaw('other.id > ??.id', [TABLE]).select('id'),
          )
          .orWhere(newest =>
            newest
              .where('said', WITHDRAWN)
              .whereNotExists(
                ofSameTarget()
                  .whereRaw('other.id < ??.id', [TABLE])
                  .where('other.said_at', '>=', before)
                  .select('id'),
              ),
          ),
      )
      .delete();
  }

  /** The newest row of each target; answered from one index. */
  private newest(entityRef: string) {
    return this.client<Row>(TABLE).whereIn(
      'id',
      this.client(TABLE)
        .max('id')
        .where('entity_ref', entityRef)
        .groupBy('target_id'),
    );
  }
}

export function migrationsDirectory(): string {
  return resolvePackagePath(
    'backstage-plugin-flux-delivery-backend',
    'migrations',
  );
}

/** Undefined for a withdrawal, and for what only a later version of the plugin understands. */
function statementOf(row: Row): DivergenceStatement | undefined {
  if (!isPoint(row.said) || !isPoint(row.about_segment)) {
    return undefined;
  }
  return {
    by: row.said_by,
    at: new Date(row.said_at).toISOString(),
    segment: row.said,
    ...(row.note !== null && { note: row.note }),
    about: {
      segment: row.about_segment,
      ...(row.about_class !== null && { class: row.about_class }),
      ...(row.about_since !== null && { since: row.about_since }),
    },
  };
}

function hashOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}

function isPoint(text: string | null): text is DivergencePoint {
  return DIVERGENCE_POINTS.some(point => point === text);
}
