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
    const etag = etagOf(path);
    response.set({ ETag: etag, 'Cache-Control': 'private, no-cache' });
    if (request.headers['if-none-match'] === etag) {
      response.status(304).end();
    } else {
      response.json(path);
    }
  };
}

/** Changes exactly when something but the time of the answer, or of the last word of a healthy cluster, changed. */
function etagOf(path: DeliveryPathDto): string {
  const lasting = {
    ...path,
    observedAt: undefined,
    clusters: path.clusters.map(cluster =>
      cluster.state === 'synced' ? { ...cluster, asOf: undefined } : cluster,
    ),
  };
  // What is absent is observed as of the answer: that instant is no change either.
  const text = JSON.stringify(lasting).replaceAll(path.observedAt, '');
  return `W/"${createHash('sha256')
    .update(text)
    .digest('base64url')
    .slice(0, 27)}"`;
}
