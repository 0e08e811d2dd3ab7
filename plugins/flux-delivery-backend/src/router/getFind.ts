import type { RequestHandler } from 'express';
import type { RouterOptions } from './RouterOptions';

/** `GET /find?q=`: for whoever is signed in; what it tells of an entity is for who may read its history. */
export function getFind({ httpAuth, find }: RouterOptions): RequestHandler {
  return async (request, response) => {
    const credentials = await httpAuth.credentials(request);
    response.set('Cache-Control', 'private, no-store');
    response.json(await find.find(String(request.query.q), { credentials }));
  };
}
