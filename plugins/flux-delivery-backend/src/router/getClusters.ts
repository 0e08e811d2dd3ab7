import type { RequestHandler } from 'express';
import type { RouterOptions } from './RouterOptions';

/** `GET /clusters` */
export function getClusters({
  httpAuth,
  clusters,
}: RouterOptions): RequestHandler {
  return async (request, response) => {
    const credentials = await httpAuth.credentials(request);
    response.json(await clusters.getClusters({ credentials }));
  };
}
