import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { ServiceUnavailableError } from '@backstage/errors';
import {
  correlate,
  type Delivery,
  type FindDto,
  type Identifier,
  type IdentifierReading,
  type NamedBearer,
  type Promotion,
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
  ownersOf,
} from './finds';
import { deliveryBearer, promotionBearer } from './FoundBearers';
import { HintedRows } from './HintedRows';
import { OwnerlessRecords } from './OwnerlessRecords';
import type { Readable } from './Readable';
import { ReadableInBatches } from './ReadableInBatches';
import { toFoundReleases } from './toFoundReleases';
import { VisibleRows } from './VisibleRows';

/** Records and hints for one reading that name no entity. Above it, what is newest is found. */
const MOST_OWNERLESS = 2_000;
const MOST_OF_AN_ENTITY = 500;
/** Rows, and as many records. */
const MOST_BEARERS = 500;
const MOST_RELEASES = 20;

/** Reads what was pasted, asks the index for each reading, and leaves what the caller may not read before anything is counted. */
export class DefaultFindService implements FindService {
  constructor(
    private readonly deps: {
      identifiers: IdentifierIndex<any>;
      history: Pick<DeliveryHistory, 'byIds' | 'at'>;
      promotions: Pick<PromotionStore, 'byIds' | 'page'>;
      hints: Pick<HintStore, 'byIds'>;
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
    const { releases, isCut } = await answered(
      this.releases(readings, credentials),
    );
    return {
      ...answer,
      ambiguous: releases.length > 1,
      items: releases.slice(0, MOST_RELEASES),
      truncated: isCut || releases.length > MOST_RELEASES,
    };
  }

  private async releases(
    readings: readonly IdentifierReading[],
    credentials: BackstageCredentials,
  ) {
    const readable = new ReadableInBatches(this.deps.readable.for(credentials));
    const stores = readable.within(this.deps);
    const hinted = new HintedRows({ ...this.deps, ...stores });
    const looked = await this.lookUp(readings, {
      credentials,
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
    const releases = toFoundReleases(
      correlate(bearers.slice(0, 2 * MOST_BEARERS)),
      {
        readings,
        current,
        deliveries,
        promotions,
        ownerless: ownersOf(looked.ownerless),
      },
    );
    return { releases, isCut: looked.isCut || readable.isCut };
  }

  /** What the caller may read, with the entities of what names none: of images and sources, and of what events told. */
  private async lookUp(
    readings: readonly IdentifierReading[],
    {
      credentials,
      hinted,
      readable,
    }: {
      credentials: BackstageCredentials;
      hinted: HintedRows;
      readable: ReadableInBatches;
    },
  ) {
    const { subjects } = this.deps;
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
      subjectOf: async entityRef =>
        readable.partOf(entityRef)?.subject ??
        subjects.of(entityRef, { credentials }),
    });
    return {
      found: [
        ...owned,
        ...(await hinted.rowsOf(hints, rows)),
        ...ownerless.rows,
      ],
      ownerless: ownerless.rows,
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
    const hints = await hinted.hintsOf(wanted, visible);
    const bearers: NamedBearer[] = [
      ...wanted.map(row =>
        deliveryBearer(row, {
          identifiers: names.get(row.id) ?? [],
          matched: matches.get(`delivery ${row.id}`) ?? [],
          hint: hints.get(row.id),
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
    return {
      bearers,
      deliveries: wanted,
      promotions: await this.promotionsAround(wanted, records, promotions),
    };
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

  /** Records that rows may carry out, beside those that were found themselves. */
  private async promotionsAround(
    rows: readonly Delivery[],
    records: readonly Promotion[],
    promotions: Pick<PromotionStore, 'page'>,
  ): Promise<Promotion[]> {
    const entities = [...new Set(rows.map(({ entityRef }) => entityRef))];
    const pages = await Promise.all(
      entities.map(entityRef =>
        promotions.page(
          { entityRef, images: [], sources: [] },
          {},
          { limit: MOST_OF_AN_ENTITY },
        ),
      ),
    );
    const all = [...records, ...pages.flatMap(({ items }) => items)];
    return [...new Map(all.map(each => [each.id, each])).values()];
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
