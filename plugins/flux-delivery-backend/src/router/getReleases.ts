import type { RequestHandler } from 'express';
import type { RouterOptions } from './RouterOptions';

/** `GET /releases`: for services of the portal, which decide themselves whom they tell. */
export function getReleases({
  httpAuth,
  releases,
}: RouterOptions): RequestHandler {
  return async (request, response) => {
    const credentials = await httpAuth.credentials(request, {
      allow: ['service'],
    });
    const { cursor } = request.query as Record<string, string | undefined>;
    response.json(await releases.list({ credentials, cursor }));
  };
}
