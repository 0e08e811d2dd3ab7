import {
  type DatabaseService,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import {
  DIVERGENCE_POINTS,
  type DivergencePoint,
  type DivergenceStatement,
} from 'backstage-plugin-flux-delivery-common';
import type { DivergencePointStore, TargetKey } from './DivergencePointStore';

type Client = Awaited<ReturnType<DatabaseService['getClient']>>;

const TABLE = 'divergence_points';
const WITHDRAWN = 'withdrawn';

interface Row {
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
    { entityRef, targetId }: TargetKey,
    { by, at, segment, note, about }: DivergenceStatement,
  ): Promise<void> {
    await this.client<Row>(TABLE).insert({
      entity_ref: entityRef,
      target_id: targetId,
      said: segment,
      note: note ?? null,
      said_by: by,
      said_at: new Date(at),
      about_segment: about.segment,
      about_class: about.class ?? null,
      about_since: about.since ?? null,
    });
  }

  async withdraw(
    { entityRef, targetId }: TargetKey,
    { by, at }: Pick<DivergenceStatement, 'by' | 'at'>,
  ): Promise<boolean> {
    const standing = await this.standing(entityRef);
    if (!standing.has(targetId)) {
      return false;
    }
    await this.client<Row>(TABLE).insert({
      entity_ref: entityRef,
      target_id: targetId,
      said: WITHDRAWN,
      said_by: by,
      said_at: new Date(at),
    });
    return true;
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

function isPoint(text: string | null): text is DivergencePoint {
  return DIVERGENCE_POINTS.some(point => point === text);
}
