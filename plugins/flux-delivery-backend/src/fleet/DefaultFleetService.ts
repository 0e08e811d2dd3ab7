import { ServiceUnavailableError } from '@backstage/errors';
import {
  askFleet,
  comparePositions,
  type ClusterFreshnessDto,
  FLEET_STATES,
  type FleetDto,
  fleetFacets,
  type FleetFilter,
  type FleetPath,
  type FleetQuestionsDto,
  type FleetRootCauseDto,
  type IndexedTargetsDto,
  fleetRootCauses,
  fleetRowOf,
  fluxDeliveryHistoryReadPermission,
  fluxDeliveryPathReadPermission,
  type InventoryView,
  matchingPart,
  positionOf,
  type RegisteredSuspension,
  stateOfPath,
  type SummariesDto,
  suspensionRegister,
  type SuspensionsDto,
} from 'backstage-plugin-flux-delivery-common';
import type { FluxDeliveryOptions } from '../config';
import type { PathAccess, PathMay } from '../access/PathAccess';
import type { OwnerDirectory } from '../ownership/OwnerDirectory';
import type { FleetBook, FleetEntry } from './FleetBook';
import type { FleetFigures } from './FleetFigures';
import type { FleetCall, FleetService } from './FleetService';
import type { FluxSurvey } from './FluxSurvey';
import type { StoppedObjects } from './StoppedObjects';
import { fromCursor, toCursor } from './fleetCursor';
import { withoutForeign } from './foreignParts';
import { indexedTargetsOf } from './indexedTargetsOf';
import { visiblePart } from './visiblePart';

const ROOT_CAUSES = 25;
const SERVICES_NAMED = 50;
const SUSPENSIONS = 500;

/** Answers from the book, what the caller may see of it. */
export class DefaultFleetService implements FleetService {
  constructor(
    private readonly deps: {
      book: FleetBook;
      access: PathAccess;
      stopped: Pick<StoppedObjects, 'beside'>;
      flux: Pick<FluxSurvey, 'controllers' | 'alerts'>;
      figures: Pick<FleetFigures, 'of'>;
      /** Without it nobody's contacts are told. */
      owners?: OwnerDirectory;
      view: InventoryView;
      options: Pick<FluxDeliveryOptions, 'environments' | 'fleet'>;
      now: () => Date;
    },
  ) {}

  async list(
    filter: FleetFilter,
    { limit, cursor }: { limit: number; cursor?: string },
    call: FleetCall,
  ): Promise<FleetDto> {
    const after = cursor === undefined ? undefined : fromCursor(cursor);
    const visible = await this.visible(this.deps.book.all(), call);
    const asked = visible.flatMap(path => matchingPart(path, filter) ?? []);
    const kept = filter.states
      ? asked.filter(path => filter.states!.includes(stateOfPath(path)))
      : asked;
    const placed = kept
      .map(path => ({ path, at: positionOf(path, this.order) }))
      .sort((a, b) => comparePositions(a.at, b.at));
    const rest = after
      ? placed.filter(({ at }) => comparePositions(at, after) > 0)
      : placed;
    const page = rest.slice(0, limit);
    const causes = after ? [] : fleetRootCauses(kept, filter);
    const told = causes.slice(0, ROOT_CAUSES).map(shortened);
    const owners =
      told.length > 0
        ? await this.deps.owners?.lookUp(respondersOf(told), call)
        : undefined;
    return {
      ...this.completenessOf(visible),
      items: page.map(({ path }) => fleetRowOf(path, this.order)),
      nextCursor: rest.length > page.length ? toCursor(page.at(-1)!.at) : null,
      total: placed.length,
      counts: countsOf(asked),
      rootCauses: told,
      rootCausesTotal: causes.length,
      ...(owners && { owners }),
      facets: fleetFacets(visible),
    };
  }

  async summaries(
    entityRefs: readonly string[],
    call: FleetCall,
  ): Promise<SummariesDto> {
    const { book } = this.deps;
    const refs = new Set(entityRefs.map(ref => ref.toLocaleLowerCase('en')));
    const visible = await this.visible(
      [...refs].flatMap(ref => book.get(ref) ?? []),
      call,
    );
    return {
      ...this.completenessOf(visible),
      items: visible.map(path => fleetRowOf(path, this.order)),
    };
  }

  async suspensions(
    filter: FleetFilter,
    call: FleetCall,
  ): Promise<SuspensionsDto> {
    const may = await this.may(call);
    const visible = await this.visible(this.deps.book.all(), call, may);
    const items = this.registered(visible, filter, may);
    return {
      ...this.completenessOf(visible),
      items: items.slice(0, SUSPENSIONS),
      forgottenAfterDays: this.deps.options.fleet.forgottenAfterDays,
      truncated: items.length > SUSPENSIONS,
    };
  }

  async questions(
    filter: FleetFilter,
    call: FleetCall,
  ): Promise<FleetQuestionsDto> {
    const { access, book, flux } = this.deps;
    const [may, mayHistory] = await access.ofEach(call.credentials, [
      fluxDeliveryPathReadPermission,
      fluxDeliveryHistoryReadPermission,
    ]);
    const visible = await this.visible(book.all(), call, may);
    const paths = visible.flatMap(path => matchingPart(path, filter) ?? []);
    const completeness = this.completenessOf(paths);
    const clusters = completeness.clusters.map(({ name }) => name);
    const known = await this.figuresOf(paths, mayHistory);
    return {
      ...completeness,
      questions: askFleet({
        paths,
        order: this.order,
        suspensions: this.registered(visible, filter, may),
        controllers: flux.controllers(clusters, may),
        alerts: flux.alerts(clusters),
        figures: known,
        complete: completeness.complete,
      }),
      ...(known && { figures: known }),
    };
  }

  async targets(
    { services, after = '' }: { services: number; after?: string },
    call: FleetCall,
  ): Promise<IndexedTargetsDto> {
    const { book } = this.deps;
    if (!book.isComplete) {
      throw new ServiceUnavailableError('Not every service was judged yet');
    }
    // A cursor names a service: only one that the caller may see.
    const visible = await this.visible(book.all(), call);
    const rest = visible
      .filter(({ entityRef }) => entityRef > after)
      .sort((a, b) => (a.entityRef < b.entityRef ? -1 : 1));
    const page = rest.slice(0, services);
    return {
      items: page.map(path => this.ofNobody(path)).flatMap(indexedTargetsOf),
      ...(rest.length > page.length && { nextCursor: page.at(-1)!.entityRef }),
    };
  }

  /** As it is told to whoever may see none of the objects of others: who reads an index is not known yet. */
  private ofNobody(path: FleetPath): FleetPath {
    const foreign = this.deps.book.get(path.entityRef)?.foreign;
    return foreign ? withoutForeign(path, foreign, () => false) : path;
  }

  /** Of those targets whose history the caller may read as well; undefined where that is none. */
  private async figuresOf(paths: readonly FleetPath[], may: PathMay) {
    const { book, figures } = this.deps;
    if (may.nothing) {
      return undefined;
    }
    return figures.of(
      may.all
        ? paths
        : paths.flatMap(path => {
            const facts = book.get(path.entityRef)?.facts;
            const targets = path.targets.filter(
              target => facts && may.seeTarget(facts, target),
            );
            return targets.length > 0 ? { ...path, targets } : [];
          }),
    );
  }

  private registered(
    visible: readonly FleetPath[],
    filter: FleetFilter,
    may: PathMay,
  ): RegisteredSuspension[] {
    const { stopped, options, now } = this.deps;
    const isFiltered = Object.values(filter).some(each => each !== undefined);
    return suspensionRegister(
      visible.flatMap(path => matchingPart(path, filter) ?? []),
      isFiltered ? [] : stopped.beside(may),
      {
        now: now().toISOString(),
        forgottenAfterDays: options.fleet.forgottenAfterDays,
      },
    );
  }

  private may({ credentials }: FleetCall): Promise<PathMay> {
    return this.deps.access.of(credentials, fluxDeliveryPathReadPermission);
  }

  /** By permission first, from memory; the catalog is asked about what is left. */
  private async visible(
    entries: Iterable<FleetEntry>,
    call: FleetCall,
    known?: PathMay,
  ): Promise<FleetPath[]> {
    const may = known ?? (await this.may(call));
    const parts = [...entries].flatMap(entry => visiblePart(entry, may) ?? []);
    const shown = await may.visibleAmong(
      parts.map(({ entityRef }) => entityRef),
    );
    return parts.filter(({ entityRef }) => shown.has(entityRef));
  }

  private get order(): string[] {
    return this.deps.options.environments.map(({ name }) => name);
  }

  /** Of the clusters that the services are in, and of no others. */
  private completenessOf(visible: readonly FleetPath[]) {
    const { book, view, now } = this.deps;
    const concerned = new Set(
      visible.flatMap(({ targets }) => targets.map(({ cluster }) => cluster)),
    );
    return {
      observedAt: now().toISOString(),
      complete: book.isComplete,
      clusters: view
        .clusters()
        .filter(({ name }) => concerned.has(name))
        .map(
          ({
            name,
            title,
            state,
            asOf,
            since,
            lastError,
          }): ClusterFreshnessDto => ({
            name,
            title,
            state,
            asOf,
            since,
            lastError,
          }),
        ),
    };
  }
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

function shortened(
  cause: Omit<FleetRootCauseDto, 'services'>,
): FleetRootCauseDto {
  return {
    ...cause,
    services: cause.entityRefs.length,
    entityRefs: cause.entityRefs.slice(0, SERVICES_NAMED),
  };
}
