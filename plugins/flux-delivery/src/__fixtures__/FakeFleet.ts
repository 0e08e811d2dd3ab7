import {
  FLEET_STATES,
  comparePositions,
  fleetFacets,
  fleetRootCauses,
  fleetRowOf,
  fleetSearch,
  matchingPart,
  positionOf,
  stateOfPath,
  suspensionRegister,
} from 'backstage-plugin-flux-delivery-common';
import type {
  FleetCompleteness,
  FleetDto,
  FleetFilter,
  FleetPath,
  FleetQuestionsDto,
  FleetState,
  SummariesDto,
  SuspensionsDto,
} from 'backstage-plugin-flux-delivery-common';
import type { ConditionalAnswer, FleetApi, FleetPage } from '../api/FleetApi';
import { figures, questions } from './fleetQuestions';
import { ENVIRONMENTS, paths } from './fleetPaths';

/** Answers of the real core over paths from memory. An error in the place of paths is thrown; without any a request never ends. */
export class FakeFleet implements FleetApi {
  /** What was asked, as the search of an address. */
  readonly askedOfFleet: string[] = [];
  fleet: FleetPath[] | Error | undefined = paths;
  owners: FleetDto['owners'];
  /** More than there are, where an answer was cut. */
  rootCausesTotal?: number;
  completeness: FleetCompleteness = {
    observedAt: '2026-03-10T09:30:00Z',
    complete: true,
    clusters: [
      { name: 'dev', state: 'synced' },
      { name: 'staging', state: 'synced' },
      { name: 'prod-eu', state: 'synced' },
    ],
  };

  async getFleet(
    filter: FleetFilter = {},
    page: FleetPage = {},
    { etag }: { etag?: string } = {},
  ): Promise<ConditionalAnswer<FleetDto>> {
    this.ask('fleet', filter, page);
    const all = await this.pathsOrNever();
    const asked = all.flatMap(each => matchingPart(each, filter) ?? []);
    const { states } = filter;
    const kept = asked
      .filter(each => !states || states.includes(stateOfPath(each)))
      .map(each => ({ each, at: positionOf(each, ENVIRONMENTS) }))
      .sort((a, b) => comparePositions(a.at, b.at))
      .map(({ each }) => each);
    const { limit = 50, cursor } = page;
    const from = cursor
      ? kept.findIndex(({ entityRef }) => entityRef === cursor) + 1
      : 0;
    const shown = kept.slice(from, from + limit);
    const causes = cursor ? [] : fleetRootCauses(kept, filter);
    return conditional(etag, {
      ...this.completeness,
      items: shown.map(each => fleetRowOf(each, ENVIRONMENTS)),
      nextCursor:
        from + limit < kept.length ? shown[shown.length - 1].entityRef : null,
      total: kept.length,
      counts: countsOf(asked),
      rootCauses: causes.map(cause => ({
        ...cause,
        services: cause.entityRefs.length,
      })),
      rootCausesTotal: this.rootCausesTotal ?? causes.length,
      owners: this.owners,
      facets: fleetFacets(all),
    });
  }

  async getSuspensions(
    filter: FleetFilter = {},
    { etag }: { etag?: string } = {},
  ): Promise<ConditionalAnswer<SuspensionsDto>> {
    this.ask('suspensions', filter);
    const all = await this.pathsOrNever();
    return conditional(etag, {
      ...this.completeness,
      items: suspensionRegister(
        all.flatMap(each => matchingPart(each, filter) ?? []),
        [],
        { now: this.completeness.observedAt, forgottenAfterDays: 14 },
      ),
      forgottenAfterDays: 14,
      truncated: false,
    });
  }

  questions: FleetQuestionsDto['questions'] = questions;
  figures: FleetQuestionsDto['figures'] = figures;

  async getFleetQuestions(
    filter: FleetFilter = {},
  ): Promise<FleetQuestionsDto> {
    this.ask('questions', filter);
    await this.pathsOrNever();
    return {
      ...this.completeness,
      questions: this.questions,
      ...(this.figures && { figures: this.figures }),
    };
  }

  async getSummaries(entityRefs: readonly string[]): Promise<SummariesDto> {
    this.askedOfFleet.push(`summaries ${entityRefs.length}`);
    const all = await this.pathsOrNever();
    return {
      ...this.completeness,
      items: all
        .filter(({ entityRef }) => entityRefs.includes(entityRef))
        .map(each => fleetRowOf(each, ENVIRONMENTS)),
    };
  }

  private ask(what: string, filter: FleetFilter, page?: FleetPage): void {
    const search = new URLSearchParams(fleetSearch(filter, page)).toString();
    this.askedOfFleet.push(`${what}?${search}`);
  }

  private async pathsOrNever(): Promise<FleetPath[]> {
    if (this.fleet instanceof Error) {
      throw this.fleet;
    }
    return this.fleet ?? new Promise(() => {});
  }
}

function conditional<T>(
  etag: string | undefined,
  value: T,
): ConditionalAnswer<T> {
  const own = JSON.stringify(value);
  return etag === own
    ? { modified: false }
    : { modified: true, etag: own, value };
}

function countsOf(asked: readonly FleetPath[]): FleetDto['counts'] {
  return Object.fromEntries(
    FLEET_STATES.map((state): [FleetState, number] => [
      state,
      asked.filter(each => stateOfPath(each) === state).length,
    ]),
  ) as FleetDto['counts'];
}
