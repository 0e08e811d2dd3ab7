import {
  comparePositions,
  FLEET_STATES,
  type FleetDto,
  type FleetFacets,
  fleetFacets,
  type FleetFilter,
  type FleetPath,
  type FleetPosition,
  type FleetRootCause,
  type FleetRootCauseDto,
  fleetRootCauses,
  fleetRowOf,
  matchingPart,
  positionOf,
  SERVICES_NAMED,
  stateOfPath,
} from 'backstage-plugin-flux-delivery-common';
import type { OwnerDirectory, OwnersFor } from '../ownership/OwnerDirectory';
import type { FleetBook } from './FleetBook';
import { fromCursor, toCursor } from './fleetCursor';
import type { FleetCall } from './FleetService';
import type { VisibleFleet } from './VisibleFleet';

const ROOT_CAUSES = 25;

/** What a first page is made of. */
interface Ranking {
  placed: { path: FleetPath; at: FleetPosition }[];
  counts: FleetDto['counts'];
  causes: FleetRootCause[];
}

/** The book as it was at one generation. */
interface Whole {
  generation: number;
  facets: FleetFacets;
  ranking?: Ranking;
}

/** `GET /fleet`: worst first, page by page. What shows the whole book is put in order once for all who see it. */
export class FleetList {
  private whole?: Whole;

  constructor(
    private readonly deps: {
      book: FleetBook;
      visible: VisibleFleet;
      /** Without it nobody's contacts are told. */
      owners?: OwnerDirectory;
      /** Names of environments in promotion order. */
      order: readonly string[];
    },
  ) {}

  async page(
    filter: FleetFilter,
    { limit, cursor }: { limit: number; cursor?: string },
    call: FleetCall,
  ): Promise<FleetDto> {
    const { book, visible: seen, order } = this.deps;
    const after = cursor === undefined ? undefined : fromCursor(cursor);
    const may = await seen.may(call);
    const { generation, size } = book;
    const visible = await seen.paths(book.all(), may);
    const whole =
      may.all && visible.length === size
        ? this.wholeOf(visible, generation)
        : undefined;
    const { placed, counts, causes } =
      whole && isEmpty(filter)
        ? this.rankingOf(whole, visible)
        : this.rank(visible, filter);
    const rest = after
      ? placed.filter(({ at }) => comparePositions(at, after) > 0)
      : placed;
    const page = rest.slice(0, limit);
    return {
      ...seen.completenessOf(visible),
      items: page.map(({ path }) => fleetRowOf(this.latest(path), order)),
      nextCursor: rest.length > page.length ? toCursor(page.at(-1)!.at) : null,
      total: placed.length,
      counts,
      ...(await this.told(after ? [] : causes, { ...call, may })),
      facets: whole?.facets ?? fleetFacets(visible),
    };
  }

  /** What is put in order once may have been judged again since, to the same end. */
  private latest(path: FleetPath): FleetPath {
    const judgedAt = this.deps.book.get(path.entityRef)?.path.judgedAt;
    return judgedAt === undefined ? path : { ...path, judgedAt };
  }

  private async told(causes: readonly FleetRootCause[], reader: OwnersFor) {
    const rootCauses = causes.slice(0, ROOT_CAUSES).map(shortened);
    const owners =
      rootCauses.length > 0
        ? await this.deps.owners?.lookUp(respondersOf(rootCauses), reader)
        : undefined;
    return {
      rootCauses,
      rootCausesTotal: causes.length,
      ...(owners && { owners }),
    };
  }

  private wholeOf(visible: readonly FleetPath[], generation: number): Whole {
    if (this.whole?.generation !== generation) {
      this.whole = { generation, facets: fleetFacets(visible) };
    }
    return this.whole;
  }

  private rankingOf(whole: Whole, visible: readonly FleetPath[]): Ranking {
    whole.ranking ??= this.rank(visible, {});
    return whole.ranking;
  }

  private rank(visible: readonly FleetPath[], filter: FleetFilter): Ranking {
    const asked = visible.flatMap(path => matchingPart(path, filter) ?? []);
    const { states } = filter;
    const kept = states
      ? asked.filter(path => states.includes(stateOfPath(path)))
      : asked;
    return {
      placed: kept
        .map(path => ({ path, at: positionOf(path, this.deps.order) }))
        .sort((a, b) => comparePositions(a.at, b.at)),
      counts: countsOf(asked),
      causes: fleetRootCauses(kept, filter),
    };
  }
}

function isEmpty(filter: FleetFilter): boolean {
  return Object.values(filter).every(each => each === undefined);
}

function countsOf(paths: readonly FleetPath[]): FleetDto['counts'] {
  const counts = Object.fromEntries(
    FLEET_STATES.map(state => [state, 0]),
  ) as FleetDto['counts'];
  paths.forEach(path => {
    counts[stateOfPath(path)] += 1;
  });
  return counts;
}

/** What an annotation claims is no ref. */
function respondersOf(causes: readonly FleetRootCauseDto[]): string[] {
  return causes.flatMap(({ firstResponder, responderClaimed }) =>
    firstResponder !== undefined && !responderClaimed ? [firstResponder] : [],
  );
}

function shortened(cause: FleetRootCause): FleetRootCauseDto {
  return {
    ...cause,
    services: cause.entityRefs.length,
    entityRefs: cause.entityRefs.slice(0, SERVICES_NAMED),
  };
}
