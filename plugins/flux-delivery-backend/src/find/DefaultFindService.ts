import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { ServiceUnavailableError } from '@backstage/errors';
import {
  correlate,
  type Delivery,
  type FindDto,
  type Identifier,
  type IdentifierReading,
  type NamedBearer,
  readIdentifier,
} from 'backstage-plugin-flux-delivery-common';
import type { HintStore } from '../events/HintStore';
import type { DeliveryHistory } from '../history/DeliveryLedger';
import type {
  FoundIdentifier,
  IdentifierIndex,
  IdentifierQuery,
} from '../identifiers/IdentifierIndex';
import { identifiersOfPromotion } from '../promotions/identifiersOfPromotion';
import type {
  PromotionStore,
  PromotionSubject,
} from '../promotions/PromotionStore';
import { type CurrentRows, currentRows } from './currentRows';
import type { FindService } from './FindService';
import {
  byBearer,
  entitiesIn,
  idsOf,
  isMeant,
  isOf,
  isOfThePast,
} from './finds';
import { deliveryBearer, promotionBearer } from './FoundBearers';
import { HintedRows } from './HintedRows';
import { JoinedRows } from './JoinedRows';
import { OwnerlessRecords } from './OwnerlessRecords';
import type { Readable } from './Readable';
import { ReadableInBatches } from './ReadableInBatches';
import { rankReleases, toFoundRelease } from './toFoundReleases';
import { VisibleRows } from './VisibleRows';

/** Records and hints for one reading that name no entity. Above it, what is newest is found. */
const MOST_OWNERLESS = 2_000;
/** Rows, and as many records. */
const MOST_BEARERS = 500;
const MOST_RELEASES = 20;

/** Reads what was pasted, asks the index for each reading, and leaves what the caller may not read before anything is counted. */
export class DefaultFindService implements FindService {
  constructor(
    private readonly deps: {
      identifiers: IdentifierIndex<any>;
      history: Pick<DeliveryHistory, 'byIds' | 'at' | 'page'>;
      promotions: Pick<PromotionStore, 'byIds' | 'page'>;
      hints: Pick<HintStore, 'byIds' | 'of'>;
      readable: Pick<Readable, 'for'>;
      /** What an entity's path proves to be its own; undefined where the caller sees no such entity. */
      subjects: {
        of: (
          entityRef: string,
          options: { credentials: BackstageCredentials },
        ) => Promise<PromotionSubject | undefined>;
      };
      now: () => Date;
    },
  ) {}

  async find(
    query: string,
    { credentials }: { credentials: BackstageCredentials },
  ): Promise<FindDto> {
    const readings = readIdentifier(query);
    const answer = {
      query: query.slice(0, 512),
      readAs: readings.map(({ kind, value }) => ({ kind, value })),
    };
    const { items, total, isCut } = await answered(
      this.releases(readings, credentials),
    );
    return {
      ...answer,
      ambiguous: total > 1,
      items,
      truncated: isCut || total > MOST_RELEASES,
    };
  }

  private async releases(
    readings: readonly IdentifierReading[],
    credentials: BackstageCredentials,
  ) {
    const readable = new ReadableInBatches(this.deps.readable.for(credentials));
    const stores = readable.within(this.deps);
    const subjectOf = async (entityRef: string) =>
      readable.partOf(entityRef)?.subject ??
      this.deps.subjects.of(entityRef, { credentials });
    const joins = new JoinedRows({ ...this.deps, subjectOf });
    const hinted = new HintedRows({ ...this.deps, ...stores, joins });
    const looked = await this.lookUp(readings, {
      subjectOf,
      hinted,
      readable,
    });
    const current = await currentRows(
      { ...this.deps, ...stores },
      readable.all,
    );
    const visible = looked.found.filter(
      each => !isOfThePast(each, { readings, current }),
    );
    const { bearers, deliveries, promotions } = await this.bearersOf(visible, {
      readings,
      current,
      hinted,
      stores,
    });
    const ranked = rankReleases(correlate(bearers.slice(0, 2 * MOST_BEARERS)), {
      readings,
      current,
      deliveries,
      promotions,
    });
    const best = ranked.slice(0, MOST_RELEASES);
    const carriedOut = await joins.promotionsOf(
      best.flatMap(({ rows }) => rows),
    );
    return {
      items: best.map(each => toFoundRelease(each, { current, carriedOut })),
      total: ranked.length,
      isCut: looked.isCut || readable.isCut,
    };
  }

  /** What the caller may read, with the entities of what names none: of images and sources, and of what events told. */
  private async lookUp(
    readings: readonly IdentifierReading[],
    {
      subjectOf,
      hinted,
      readable,
    }: {
      subjectOf: (entityRef: string) => Promise<PromotionSubject | undefined>;
      hinted: HintedRows;
      readable: ReadableInBatches;
    },
  ) {
    const queries = readings.map(({ kind, value, prefix }) => ({
      kinds: [kind],
      value,
      prefix,
    }));
    const rows = new VisibleRows(this.deps, readable);
    const owned = await rows.of(queries);
    const hints = await this.without('hint', queries);
    const records = await this.without('promotion', queries);
    const ownerless = await new OwnerlessRecords(this.deps).rowsOf(records, {
      readable,
      subjectOf,
    });
    return {
      found: [
        ...owned,
        ...(await hinted.rowsOf(hints, rows)),
        ...ownerless.rows,
      ],
      isCut: ownerless.isCut,
    };
  }

  /** Those that name no entity. */
  private async without(
    ownerless: 'hint' | 'promotion',
    queries: readonly IdentifierQuery[],
  ): Promise<FoundIdentifier[]> {
    const found = await Promise.all(
      queries.map(query =>
        this.deps.identifiers.find(query, { limit: MOST_OWNERLESS, ownerless }),
      ),
    );
    return found.flat();
  }

  private async bearersOf(
    visible: readonly FoundIdentifier[],
    {
      readings,
      current,
      hinted,
      stores,
    }: {
      readings: readonly IdentifierReading[];
      current: CurrentRows;
      hinted: HintedRows;
      stores: ReturnType<ReadableInBatches['within']>;
    },
  ) {
    const { history, promotions } = stores;
    const matches = byBearer(visible);
    const [rows, records] = await Promise.all([
      history.byIds(idsOf(visible, 'delivery', MOST_BEARERS)),
      promotions.byIds(idsOf(visible, 'promotion', MOST_BEARERS)),
    ]);
    const wanted = rows.filter(row =>
      isMeant(row, matches.get(`delivery ${row.id}`) ?? [], {
        readings,
        current,
      }),
    );
    const names = await this.namesOf(wanted);
    const bearers: NamedBearer[] = [
      ...wanted.map(row =>
        deliveryBearer(row, {
          identifiers: names.get(row.id) ?? [],
          matched: matches.get(`delivery ${row.id}`) ?? [],
          hint: hinted.hints.get(row.id),
        }),
      ),
      ...records.flatMap(record =>
        entitiesIn(visible.filter(each => isOf(each, record))).map(entityRef =>
          promotionBearer(record, {
            entityRef,
            identifiers: identifiersOfPromotion(record),
            matched: matches.get(`promotion ${record.id}`) ?? [],
          }),
        ),
      ),
    ];
    return { bearers, deliveries: wanted, promotions: records };
  }

  private async namesOf(
    rows: readonly Delivery[],
  ): Promise<Map<string, Identifier[]>> {
    const found = await this.deps.identifiers.of(
      'delivery',
      rows.map(({ id }) => id),
    );
    const names = new Map<string, Identifier[]>();
    for (const { id, kind, value, how } of found) {
      names.set(id, [...(names.get(id) ?? []), { kind, value, how }]);
    }
    return names;
  }
}

async function answered<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if ((error as Error).name === 'ServiceUnavailableError') {
      throw error;
    }
    throw new ServiceUnavailableError(
      'The database or the catalog does not answer: nothing can be found',
      error,
    );
  }
}
