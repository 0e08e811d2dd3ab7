import { createHash } from 'node:crypto';
import type { DeliveryPathDto } from 'backstage-plugin-flux-delivery-common';
import type { RequestHandler } from 'express';
import type { RouterOptions } from './RouterOptions';
import { entityRefOf } from './entityRefOf';

/** `GET /entities/:kind/:namespace/:name/path`, 304 where the caller has that answer already. */
export function getPath({ httpAuth, paths }: RouterOptions): RequestHandler {
  return async (request, response) => {
    const credentials = await httpAuth.credentials(request);
    const path = await paths.getPath(entityRefOf(request), { credentials });
    const body = JSON.stringify(path);
    const etag = etagOf(path, body);
    response.set({ ETag: etag, 'Cache-Control': 'private, no-cache' });
    if (request.headers['if-none-match'] === etag) {
      response.status(304).end();
    } else {
      response.type('json').send(body);
    }
  };
}

/**
 * Changes exactly when something but the time of the answer, or of the last word of a healthy cluster, changed: what is absent is
 * observed as of the answer, and that is no change either.
 */
function etagOf(path: DeliveryPathDto, body: string): string {
  const passing = [
    path.observedAt,
    ...path.clusters.flatMap(({ state, asOf }) =>
      state === 'synced' ? asOf ?? [] : [],
    ),
  ];
  const lasting = passing.reduce(
    (text, instant) => text.replaceAll(instant, ''),
    body,
  );
  return `W/"${createHash('sha256')
    .update(lasting)
    .digest('base64url')
    .slice(0, 27)}"`;
}
