import {
  type Promotion,
  sourceKey,
} from 'backstage-plugin-flux-delivery-common';
import type {
  DeliveredFrom,
  FoundIdentifier,
  IdentifierIndex,
} from '../identifiers/IdentifierIndex';
import type {
  PromotionStore,
  PromotionSubject,
} from '../promotions/PromotionStore';
import type { ReadableInBatches } from './ReadableInBatches';

const MOST_PAIRS = 2_000;
const MOST_PATHS = 50;
const PATHS_AT_ONCE = 10;

/** What the path of an entity proves to be its own; undefined where the caller sees no such entity. */
export type SubjectOf = (
  entityRef: string,
) => Promise<PromotionSubject | undefined>;

type Place = Pick<DeliveredFrom, 'kind' | 'value'>;

/**
 * Whose the records are that name an image or a source alone: of the entities whose path has it now, by a binding that others than
 * the author of the entity vouch for. The ledger tells where to look; what records say of images proves nothing.
 */
export class OwnerlessRecords {
  constructor(
    private readonly deps: {
      identifiers: Pick<IdentifierIndex<any>, 'deliveredFrom'>;
      promotions: Pick<PromotionStore, 'byIds'>;
    },
  ) {}

  /** The same finds, each with an entity that the caller may read; and whether there may be more. */
  async rowsOf(
    found: readonly FoundIdentifier[],
    {
      readable,
      subjectOf,
    }: { readable: ReadableInBatches; subjectOf: SubjectOf },
  ): Promise<{ rows: FoundIdentifier[]; isCut: boolean }> {
    if (found.length === 0) {
      return { rows: [], isCut: false };
    }
    const records = await this.deps.promotions.byIds([
      ...new Set(found.map(({ id }) => id)),
    ]);
    const { candidates, isCut } = await this.candidates(records, readable);
    const subjects = await subjectsOf(
      candidates.slice(0, MOST_PATHS),
      subjectOf,
    );
    const byId = new Map(records.map(record => [record.id, record]));
    return {
      rows: found.flatMap(each =>
        subjects
          .filter(subject => isOf(byId.get(each.id), subject))
          .filter(({ entityRef }) =>
            readable
              .partOf(entityRef)
              ?.seesEnvironment(byId.get(each.id)!.environment),
          )
          .map(({ entityRef }) => ({ ...each, entityRef })),
      ),
      isCut: isCut || candidates.length > MOST_PATHS,
    };
  }

  private async candidates(
    records: readonly Promotion[],
    readable: ReadableInBatches,
  ): Promise<{ candidates: string[]; isCut: boolean }> {
    const places = new Map(
      records
        .flatMap(placesOf)
        .map(place => [`${place.kind} ${place.value}`, place]),
    );
    const pairs = await this.deps.identifiers.deliveredFrom(
      [...places.values()],
      { limit: MOST_PAIRS },
    );
    const entityRefs = [...new Set(pairs.map(({ entityRef }) => entityRef))];
    await readable.ask(entityRefs);
    return {
      candidates: entityRefs.filter(ref => readable.has(ref)),
      isCut: pairs.length === MOST_PAIRS,
    };
  }
}

async function subjectsOf(
  entityRefs: readonly string[],
  subjectOf: SubjectOf,
): Promise<PromotionSubject[]> {
  const subjects: PromotionSubject[] = [];
  for (let at = 0; at < entityRefs.length; at += PATHS_AT_ONCE) {
    const batch = await Promise.all(
      entityRefs.slice(at, at + PATHS_AT_ONCE).map(subjectOf),
    );
    subjects.push(...batch.filter(subject => subject !== undefined));
  }
  return subjects;
}

function placesOf({ image, source }: Promotion): Place[] {
  const key = source && sourceKey(source);
  return [
    ...(image ? [{ kind: 'repository' as const, value: image }] : []),
    ...(key ? [{ kind: 'source' as const, value: key }] : []),
  ];
}

function isOf(
  record: Promotion | undefined,
  { images, sources }: PromotionSubject,
): boolean {
  return (
    record !== undefined &&
    placesOf(record).some(({ kind, value }) =>
      (kind === 'source' ? sources : images).includes(value),
    )
  );
}
