import type { DatabaseService } from '@backstage/backend-plugin-api';
import type { DatabaseIdentifierIndex } from '../identifiers/DatabaseIdentifierIndex';
import {
  type HintedApplier,
  type HintStore,
  MOST_OF_AN_APPLIER,
  type StoredHint,
} from './HintStore';

type Client = Awaited<ReturnType<DatabaseService['getClient']>>;

const TABLE = 'flux_hints';
const AT_ONCE = 500;

interface Row {
  id: string;
  cluster: string;
  applier_kind: string;
  applier_namespace: string;
  applier_name: string;
  told_at: Date | number | string;
  record: string;
}

/** Hints in the plugin's database; every replica reads and writes the same. */
export class DatabaseHintStore implements HintStore {
  constructor(
    private readonly client: Client,
    private readonly identifiers: DatabaseIdentifierIndex,
  ) {}

  async add(hint: StoredHint): Promise<boolean> {
    return this.client.transaction(async transaction => {
      const written = await transaction<Row>(TABLE)
        .insert({
          id: hint.id,
          cluster: hint.cluster,
          applier_kind: hint.applier.kind,
          applier_namespace: hint.applier.namespace,
          applier_name: hint.applier.name,
          told_at: new Date(hint.at),
          record: JSON.stringify(hint),
        })
        .onConflict('id')
        .ignore()
        .returning('id');
      if (written.length > 0) {
        await this.identifiers.add(
          { type: 'hint', id: hint.id, environment: '' },
          hint.identifiers,
          transaction,
        );
      }
      return written.length > 0;
    });
  }

  async of(appliers: readonly HintedApplier[]): Promise<StoredHint[]> {
    const found = await Promise.all(
      appliers.map(({ cluster, kind, namespace, name }) =>
        this.client<Row>(TABLE)
          .select('record')
          .where({
            applier_name: name,
            applier_namespace: namespace,
            cluster,
            applier_kind: kind,
          })
          .orderBy('told_at', 'desc')
          .limit(MOST_OF_AN_APPLIER),
      ),
    );
    return found.flat().map(({ record }) => JSON.parse(record));
  }

  async byIds(ids: readonly string[]): Promise<StoredHint[]> {
    const found: StoredHint[] = [];
    for (let at = 0; at < ids.length; at += AT_ONCE) {
      const rows = await this.client<Row>(TABLE)
        .select('record')
        .whereIn('id', ids.slice(at, at + AT_ONCE));
      found.push(...rows.map(({ record }) => JSON.parse(record)));
    }
    return found;
  }

  async prune(before: string, limit: number): Promise<number> {
    return this.client.transaction(async transaction => {
      const old = await transaction<Row>(TABLE)
        .select('id')
        .where('told_at', '<', new Date(before))
        .orderBy('told_at')
        .limit(limit);
      const ids = old.map(({ id }) => id);
      for (let at = 0; at < ids.length; at += AT_ONCE) {
        await transaction(TABLE)
          .whereIn('id', ids.slice(at, at + AT_ONCE))
          .delete();
      }
      await this.identifiers.remove('hint', ids, transaction);
      return ids.length;
    });
  }
}
