import { DatabaseHintStore } from '../../plugins/flux-delivery-backend/src/events/DatabaseHintStore';
import { DatabaseDeliveryLedger } from '../../plugins/flux-delivery-backend/src/history/DatabaseDeliveryLedger';
import { DatabaseIdentifierIndex } from '../../plugins/flux-delivery-backend/src/identifiers/DatabaseIdentifierIndex';
import { DatabasePromotionStore } from '../../plugins/flux-delivery-backend/src/promotions/DatabasePromotionStore';
import { DefaultDeliveryListService } from '../../plugins/flux-delivery-backend/src/views/DefaultDeliveryListService';
import type { DeliveryFilter } from '../../plugins/flux-delivery-backend/src/views/DeliveryListService';
import type { Distribution } from '../distribution';
import type { Database } from './databases';
import { FIRST_AT, TURN_MS, TURNS } from './fillLedger';
import { randomFrom, timed } from './timed';

export interface Times extends Distribution {
  database: string;
  rows: number;
  query: string;
}

const QUERIES: Record<string, DeliveryFilter> = {
  'deployments of an entity': {},
  'everything of an entity': { all: true },
  'deployments of an environment': { environment: 'prod' },
  'everything of an environment': { environment: 'prod', all: true },
  'failures of an entity': { outcome: 'failed' },
};
const LIMIT = 20;

/**
 * Pages of random entities as `GET …/deliveries` answers them to whoever may see everything: the first one, and the one after a row
 * somewhere in the history; with the records that they carry out, what changed, and whether something is missing.
 */
export async function measurePages(
  database: Database,
  { rows, entities, calls }: { rows: number; entities: number; calls: number },
): Promise<Times[]> {
  const service = listOf(database);
  const results: Times[] = [];
  for (const [query, filter] of Object.entries(QUERIES)) {
    const random = randomFrom(1);
    const times = await timed(calls, at => {
      const entityRef = `component:default/service-${random(entities)}`;
      const startedAt = new Date(
        FIRST_AT + random(TURNS) * TURN_MS,
      ).toISOString();
      return service.list(entityRef, {
        credentials: undefined as never,
        filter,
        limit: LIMIT,
        cursor: at % 2 ? cursorAt(startedAt) : undefined,
      });
    });
    results.push({ database: database.name, rows, query, ...times });
  }
  return results;
}

function listOf({ knex }: Database): DefaultDeliveryListService {
  const history = new DatabaseDeliveryLedger(knex);
  const promotions = new DatabasePromotionStore(
    knex,
    new DatabaseIdentifierIndex(knex),
  );
  return new DefaultDeliveryListService({
    seen: {
      of: async entityRef => ({
        subject: { entityRef, images: [], sources: [] },
        history,
        promotions,
        present: [],
        isPresentTold: true,
        sees: () => true,
        tells: () => () => true,
        told: found => [...found],
        seesEnvironment: () => true,
      }),
    },
    hints: new DatabaseHintStore(knex, new DatabaseIdentifierIndex(knex)),
    heldRows: () => [],
    options: { links: { git: [], dashboards: [] } },
    logger: {
      warn: (_: string, error: Error) => {
        throw error;
      },
    } as never,
    now: () => new Date(),
  });
}

/** Like the one that a page before it gave. */
function cursorAt(startedAt: string): string {
  return Buffer.from(JSON.stringify([startedAt, 'f'])).toString('base64url');
}
