import type { RequestHandler } from 'express';
import { entityRefOf } from './entityRefOf';
import type { RouterOptions } from './RouterOptions';

/** `GET /entities/…/tags` */
export function getTags({ httpAuth, tags }: RouterOptions): RequestHandler {
  return async (request, response) => {
    const credentials = await httpAuth.credentials(request);
    response.json(await tags.tags(entityRefOf(request), { credentials }));
  };
}
