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
} from '../identifiers/IdentifierIndex';
import { identifiersOfPromotion } from '../promotions/identifiersOfPromotion';
import type { PromotionStore } from '../promotions/PromotionStore';
import { type CurrentRows, currentRows } from './currentRows';
import type { FindService } from './FindService';
import { deliveryBearer, promotionBearer } from './FoundBearers';
import { HintedRows } from './HintedRows';
import type { Readable } from './Readable';
import { toFoundReleases } from './toFoundReleases';

/** Rows of the index for one reading. Above it, what is newest is found. */
const MOST_OF_A_READING = 500;
const MOST_ENTITIES = 100;
const MOST_BEARERS = 500;
const MOST_RELEASES = 20;

type Matches = Map<string, FoundIdentifier[]>;

/** Reads what was pasted, asks the index for each reading, and leaves what the caller may not read before anything is counted. */
export class DefaultFindService implements FindService {
  private readonly hinted: HintedRows;

  constructor(
    private readonly deps: {
      identifiers: IdentifierIndex<any>;
      history: Pick<DeliveryHistory, 'byIds' | 'at'>;
      promotions: Pick<PromotionStore, 'byIds' | 'page'>;
      hints: Pick<HintStore, 'byIds'>;
      readable: Pick<Readable, 'of'>;
      now: () => Date;
    },
  ) {
    this.hinted = new HintedRows(deps);
  }

  async find(
    query: string,
    { credentials }: { credentials: BackstageCredentials },
  ): Promise<FindDto> {
    const readings = readIdentifier(query);
    const answer = {
      query: query.slice(0, 512),
      readAs: readings.map(({ kind, value }) => ({ kind, value })),
    };
    const releases = await answered(this.releases(readings, credentials));
    return {
      ...answer,
      ambiguous: releases.length > 1,
      items: releases.slice(0, MOST_RELEASES),
      truncated: releases.length > MOST_RELEASES,
    };
  }

  private async releases(
    readings: readonly IdentifierReading[],
    credentials: BackstageCredentials,
  ) {
    const found = await this.lookUp(readings);
    const readable = await this.deps.readable.of(
      entitiesIn(found).slice(0, MOST_ENTITIES),
      { credentials },
    );
    const visible = found.filter(
      ({ entityRef }) => entityRef !== undefined && readable.has(entityRef),
    );
    const current = await currentRows(this.deps, [...readable]);
    const { bearers, deliveries, promotions } = await this.bearersOf(visible, {
      readings,
      current,
    });
    return toFoundReleases(correlate(bearers.slice(0, MOST_BEARERS)), {
      readings,
      current,
      deliveries,
      promotions,
    });
  }

  /** With the entities of those that name none: of images and sources, and of what events told. */
  private async lookUp(
    readings: readonly IdentifierReading[],
  ): Promise<FoundIdentifier[]> {
    const { identifiers } = this.deps;
    const found = await Promise.all(
      readings.map(({ kind, value, prefix }) =>
        identifiers.find(
          { kinds: [kind], value, prefix },
          { limit: MOST_OF_A_READING },
        ),
      ),
    );
    const all = found.flat();
    const hints = all.filter(({ type }) => type === 'hint');
    const ownerless = all.filter(
      ({ type, entityRef }) => type === 'promotion' && !entityRef,
    );
    return [
      ...all.filter(({ entityRef }) => entityRef !== undefined),
      ...(await this.hinted.rowsOf(hints)),
      ...(await this.withEntities(ownerless)),
    ];
  }

  private async withEntities(
    ownerless: readonly FoundIdentifier[],
  ): Promise<FoundIdentifier[]> {
    const { identifiers, promotions } = this.deps;
    const records = await promotions.byIds([
      ...new Set(ownerless.map(({ id }) => id)),
    ]);
    const found: FoundIdentifier[] = [];
    for (const record of records) {
      const places = identifiersOfPromotion(record).filter(
        ({ kind }) => kind === 'repository' || kind === 'source',
      );
      const rows = await Promise.all(
        places.map(({ kind, value }) =>
          identifiers.find(
            { kinds: [kind], value, prefix: false },
            { limit: MOST_OF_A_READING },
          ),
        ),
      );
      const own = ownerless.filter(({ id }) => id === record.id);
      for (const entityRef of entitiesIn(rows.flat())) {
        found.push(...own.map(each => ({ ...each, entityRef })));
      }
    }
    return found;
  }

  private async bearersOf(
    visible: readonly FoundIdentifier[],
    {
      readings,
      current,
    }: { readings: readonly IdentifierReading[]; current: CurrentRows },
  ) {
    const { history, promotions } = this.deps;
    const matches = byBearer(visible);
    const [rows, records] = await Promise.all([
      history.byIds(idsOf(visible, 'delivery')),
      promotions.byIds(idsOf(visible, 'promotion')),
    ]);
    const wanted = rows.filter(row =>
      isMeant(row, matches.get(`delivery ${row.id}`) ?? [], {
        readings,
        current,
      }),
    );
    const names = await this.namesOf(wanted);
    const hints = await this.hinted.hintsOf(wanted, visible);
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
      promotions: await this.promotionsAround(wanted, records),
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
  ): Promise<Promotion[]> {
    const entities = [...new Set(rows.map(({ entityRef }) => entityRef))];
    const pages = await Promise.all(
      entities.map(entityRef =>
        this.deps.promotions.page(
          { entityRef, images: [], sources: [] },
          {},
          { limit: MOST_OF_A_READING },
        ),
      ),
    );
    const all = [...records, ...pages.flatMap(({ items }) => items)];
    return [...new Map(all.map(each => [each.id, each])).values()];
  }
}

/** A pod is of what its workload runs now; a namespace that was pasted is that of the applier or of what it delivers to. */
function isMeant(
  row: Delivery,
  matched: readonly FoundIdentifier[],
  {
    readings,
    current,
  }: { readings: readonly IdentifierReading[]; current: CurrentRows },
): boolean {
  return matched.some(({ kind, value }) => {
    const reading = readings.find(
      each => each.kind === kind && value.startsWith(each.value),
    );
    const { namespace } = reading ?? {};
    return (
      (!reading?.now || current.has(row.id)) &&
      (kind !== 'helmRevision' ||
        !namespace ||
        row.applier?.namespace === namespace)
    );
  });
}

function byBearer(found: readonly FoundIdentifier[]): Matches {
  const matches: Matches = new Map();
  for (const each of found) {
    const key = `${each.type} ${each.id}`;
    matches.set(key, [...(matches.get(key) ?? []), each]);
  }
  return matches;
}

function isOf({ type, id }: FoundIdentifier, record: Promotion): boolean {
  return type === 'promotion' && id === record.id;
}

function idsOf(
  found: readonly FoundIdentifier[],
  type: FoundIdentifier['type'],
): string[] {
  return [
    ...new Set(found.filter(each => each.type === type).map(({ id }) => id)),
  ].slice(0, MOST_BEARERS);
}

function entitiesIn(found: readonly FoundIdentifier[]): string[] {
  return [...new Set(found.flatMap(({ entityRef }) => entityRef ?? []))];
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
