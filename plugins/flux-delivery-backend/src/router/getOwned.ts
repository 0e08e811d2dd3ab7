import type { RequestHandler } from 'express';
import type { RouterOptions } from './RouterOptions';
import { entityRefOf } from './entityRefOf';

/** `GET /entities/…/targets/:targetId/owned` */
export function getOwned({ httpAuth, paths }: RouterOptions): RequestHandler {
  return async (request, response) => {
    const credentials = await httpAuth.credentials(request);
    const { targetId } = request.params;
    response.json(
      await paths.getOwned(entityRefOf(request), { targetId, credentials }),
    );
  };
}
