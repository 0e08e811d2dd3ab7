import type { RequestHandler } from 'express';
import type { GapFilter } from '../lookups/OwnershipService';
import { entityRefOf } from './entityRefOf';
import { ownershipQuestion } from './ownershipQuestion';
import type { RouterOptions } from './RouterOptions';

const ON_A_PAGE = 50;

/** `GET /ownership`: one question. The form of each parameter was checked against the API's description. */
export function getOwnership({
  httpAuth,
  ownership,
}: RouterOptions): RequestHandler {
  return async (request, response) => {
    const credentials = await httpAuth.credentials(request);
    const questions = ownershipQuestion(request.query);
    response.set('Cache-Control', 'private, no-store');
    response.json(await ownership.lookUp(questions, { credentials }));
  };
}

/** `GET /ownership/gaps`. */
export function getOwnershipGaps({
  httpAuth,
  ownership,
}: RouterOptions): RequestHandler {
  return async (request, response) => {
    const credentials = await httpAuth.credentials(request);
    const { limit, cursor, ...filter } = request.query as Record<
      string,
      string
    >;
    const page = { limit: Number(limit ?? ON_A_PAGE), cursor };
    response.set('Cache-Control', 'private, no-store');
    response.json(
      await ownership.gaps(filter as GapFilter, page, { credentials }),
    );
  };
}

/** `GET /entities/…/ownership`. */
export function getEntityOwnership({
  httpAuth,
  ownership,
}: RouterOptions): RequestHandler {
  return async (request, response) => {
    const credentials = await httpAuth.credentials(request);
    response.set('Cache-Control', 'private, no-store');
    response.json(
      await ownership.ofEntity(entityRefOf(request), { credentials }),
    );
  };
}
