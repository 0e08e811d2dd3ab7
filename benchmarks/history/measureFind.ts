import { DatabaseHintStore } from '../../plugins/flux-delivery-backend/src/events/DatabaseHintStore';
import { DefaultFindService } from '../../plugins/flux-delivery-backend/src/find/DefaultFindService';
import { DatabaseDeliveryLedger } from '../../plugins/flux-delivery-backend/src/history/DatabaseDeliveryLedger';
import { DatabaseIdentifierIndex } from '../../plugins/flux-delivery-backend/src/identifiers/DatabaseIdentifierIndex';
import { DatabasePromotionStore } from '../../plugins/flux-delivery-backend/src/promotions/DatabasePromotionStore';
import type { Database } from './databases';
import type { Times } from './measurePages';
import type { Names } from './fillNames';
import { randomFrom, timed } from './timed';

/** Searches as `GET /find` answers them to whoever may see everything. */
export async function measureFind(
  database: Database,
  { rows, names, calls }: { rows: number; names: Names; calls: number },
): Promise<Times[]> {
  const service = findIn(database);
  const credentials = undefined as never;
  const random = randomFrom(7);
  const digest = () => names.digests[random(names.digests.length)];
  const queries: Record<string, () => string> = {
    'a digest': digest,
    'the first 12 digits of a digest': () =>
      digest().slice('sha256:'.length).slice(0, 12),
    'what nothing bears': () =>
      `sha256:${random(2 ** 30)
        .toString(16)
        .padStart(64, 'e')}`,
    'a version that every service had': () => `1.${random(names.versions)}.0`,
    'a repository that 33 services share': () =>
      `https://git.example.com/team-${random(names.repositories)}/deploy`,
  };
  const results: Times[] = [];
  for (const [query, text] of Object.entries(queries)) {
    const times = await timed(calls, () =>
      service.find(text(), { credentials }),
    );
    results.push({
      database: database.name,
      rows,
      query: `find ${query}`,
      ...times,
    });
  }
  return results;
}

function findIn({ knex }: Database): DefaultFindService {
  const identifiers = new DatabaseIdentifierIndex(knex);
  return new DefaultFindService({
    identifiers,
    history: new DatabaseDeliveryLedger(knex),
    promotions: new DatabasePromotionStore(knex, identifiers),
    hints: new DatabaseHintStore(knex, identifiers),
    readable: {
      for: () => async entityRefs =>
        new Map(
          entityRefs.map(ref => [
            ref,
            { told: rows => [...rows], seesEnvironment: () => true },
          ]),
        ),
    },
    subjects: {
      of: async entityRef => ({ entityRef, images: [], sources: [] }),
    },
    now: () => new Date(),
  });
}
