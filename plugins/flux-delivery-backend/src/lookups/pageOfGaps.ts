import { InputError } from '@backstage/errors';
import type {
  ObjectRef,
  OwnershipGapsDto,
} from 'backstage-plugin-flux-delivery-common';
import type { PathMay } from '../access/PathAccess';
import { placeOfObject } from '../access/places';
import { distinctObjects } from './distinctObjects';
import type { GapFilter } from './OwnershipService';
import type { Survey, SurveyedGap } from './OwnershipSurvey';
import type { DecidedEntities } from './DecidedEntities';
import type { VisibleGaps } from './VisibleGaps';

const MOST_FACETS = 200;

/** What a survey found, as one caller is told: a page of it, and numbers of what they may see. */
export async function pageOfGaps(
  { gap, ...filter }: GapFilter,
  { limit, cursor }: { limit: number; cursor?: string },
  asked: {
    may: PathMay;
    entities: DecidedEntities;
    gaps: VisibleGaps;
    survey: Survey;
  },
): Promise<
  Pick<OwnershipGapsDto, 'items' | 'nextCursor' | 'total' | 'counts' | 'facets'>
> {
  const after = cursor === undefined ? undefined : fromCursor(cursor);
  const visible = await visibleGaps(asked);
  const kept = visible.filter(({ object }) => isAsked(object, filter));
  const wanted = gap ? kept.filter(each => each.gap === gap) : kept;
  const rest = after ? wanted.filter(({ id }) => id > after) : wanted;
  const page = rest.slice(0, limit);
  const now = await asked.gaps.of(
    distinctObjects(page.map(({ object }) => object)),
  );
  const byId = new Map(now.map(each => [each.id, each]));
  return {
    // What was mended since is left out.
    items: page.flatMap(({ id }) => byId.get(id) ?? []),
    nextCursor: rest.length > page.length ? toCursor(page.at(-1)!.id) : null,
    total: wanted.length,
    counts: {
      unowned: kept.filter(each => each.gap === 'unowned').length,
      doublyOwned: kept.filter(each => each.gap === 'doublyOwned').length,
    },
    facets: facetsOf(visible),
  };
}

/** By permission first, from memory; the catalog is asked about what is left. */
async function visibleGaps({
  may,
  entities,
  gaps,
  survey,
}: {
  may: PathMay;
  entities: DecidedEntities;
  gaps: VisibleGaps;
  survey: Survey;
}): Promise<SurveyedGap[]> {
  const needed = new Set<string>();
  const candidates = survey.gaps.map(gap => {
    const entityRefs = may.seePlace(placeOfObject(gap.object))
      ? undefined
      : gap.entityRefs.filter(ref => gaps.mayKnow(ref, gap.object));
    entityRefs?.forEach(ref => needed.add(ref));
    return { gap, entityRefs };
  });
  const shown = await entities.shown([...needed]);
  return candidates.flatMap(({ gap, entityRefs }) =>
    entityRefs === undefined ||
    entityRefs.some(ref => shown.has(ref) && gaps.mayKnow(ref, gap.object))
      ? gap
      : [],
  );
}

function isAsked(
  object: ObjectRef,
  { cluster, namespace, kind }: Omit<GapFilter, 'gap'>,
): boolean {
  return (
    (cluster === undefined || object.cluster === cluster) &&
    (namespace === undefined || object.namespace === namespace) &&
    (kind === undefined || object.kind.toLowerCase() === kind.toLowerCase())
  );
}

function facetsOf(gaps: readonly SurveyedGap[]): OwnershipGapsDto['facets'] {
  const values = (of: (ref: ObjectRef) => string) =>
    [...new Set(gaps.map(({ object }) => of(object)))]
      .filter(Boolean)
      .sort()
      .slice(0, MOST_FACETS);
  return {
    clusters: values(ref => ref.cluster),
    namespaces: values(ref => ref.namespace),
    kinds: values(ref => ref.kind),
  };
}

function toCursor(id: string): string {
  return Buffer.from(JSON.stringify(['gap', id])).toString('base64url');
}

/** @throws InputError */
function fromCursor(cursor: string): string {
  try {
    const [kind, id] = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (kind === 'gap' && typeof id === 'string') {
      return id;
    }
  } catch {
    // As any other text.
  }
  throw new InputError('cursor: it is none that this list gave');
}
