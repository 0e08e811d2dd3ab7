import type {
  FleetDto,
  FleetFilter,
  FleetState,
  SuspensionsDto,
} from 'backstage-plugin-flux-delivery-common';
import type { Request, RequestHandler, Response } from 'express';
import { fleetEtag } from '../fleet/fleetEtag';
import type { RouterOptions } from './RouterOptions';

const ON_A_PAGE = 50;
const INDEXED_ON_A_PAGE = 250;

/** `GET /fleet`. The form of each parameter was checked against the API's description. */
export function getFleet({ httpAuth, fleet }: RouterOptions): RequestHandler {
  return async (request, response) => {
    const credentials = await httpAuth.credentials(request);
    const { limit, cursor } = request.query as Record<string, string>;
    const page = { limit: Number(limit ?? ON_A_PAGE), cursor };
    send(
      request,
      response,
      await fleet.list(filterOf(request), page, { credentials }),
    );
  };
}

/** `GET /fleet/suspensions`. */
export function getSuspensions({
  httpAuth,
  fleet,
}: RouterOptions): RequestHandler {
  return async (request, response) => {
    const credentials = await httpAuth.credentials(request);
    send(
      request,
      response,
      await fleet.suspensions(filterOf(request), { credentials }),
    );
  };
}

/** `GET /fleet/questions`. */
export function getFleetQuestions({
  httpAuth,
  fleet,
}: RouterOptions): RequestHandler {
  return async (request, response) => {
    const credentials = await httpAuth.credentials(request);
    response.set('Cache-Control', 'private, no-store');
    response.json(await fleet.questions(filterOf(request), { credentials }));
  };
}

/** `GET /fleet/targets`: for services of the portal, which decide themselves whom they tell. */
export function getFleetTargets({
  httpAuth,
  fleet,
}: RouterOptions): RequestHandler {
  return async (request, response) => {
    const credentials = await httpAuth.credentials(request, {
      allow: ['service'],
    });
    const { cursor } = request.query as Record<string, string | undefined>;
    response.json(
      await fleet.targets(
        { services: INDEXED_ON_A_PAGE, after: cursor },
        { credentials },
      ),
    );
  };
}

/** `POST /summaries`. */
export function postSummaries({
  httpAuth,
  fleet,
}: RouterOptions): RequestHandler {
  return async (request, response) => {
    const credentials = await httpAuth.credentials(request);
    response.set('Cache-Control', 'private, no-store');
    response.json(
      await fleet.summaries(request.body.entityRefs, { credentials }),
    );
  };
}

function filterOf({ query }: Request): FleetFilter {
  const refs = (name: string) =>
    listOf(query[name])?.map(ref => ref.toLocaleLowerCase('en'));
  return {
    owners: refs('owner'),
    systems: refs('system'),
    environments: listOf(query.environment),
    clusters: listOf(query.cluster),
    segments: listOf(query.segment),
    classes: listOf(query.class),
    states: listOf(query.state) as FleetState[] | undefined,
    text: query.q === undefined ? undefined : String(query.q),
  };
}

/** A parameter that stands once is no list in a query. */
function listOf(value: unknown): string[] | undefined {
  if (value === undefined) {
    return undefined;
  }
  return (Array.isArray(value) ? value : [value]).map(String);
}

function send(
  request: Request,
  response: Response,
  answer: FleetDto | SuspensionsDto,
): void {
  const etag = fleetEtag(answer);
  response.set({ ETag: etag, 'Cache-Control': 'private, no-cache' });
  if (request.headers['if-none-match'] === etag) {
    response.status(304).end();
  } else {
    response.json(answer);
  }
}
