import { InputError } from '@backstage/errors';
import {
  deliveriesToCsv,
  type DeliveryOutcome,
  fromMillis,
  toMillis,
} from 'backstage-plugin-flux-delivery-common';
import type { RequestHandler } from 'express';
import { entityRefOf } from './entityRefOf';
import type { RouterOptions } from './RouterOptions';

/** `GET /entities/…/matrix` */
export function getMatrix({
  httpAuth,
  historyViews,
}: RouterOptions): RequestHandler {
  return async (request, response) => {
    const credentials = await httpAuth.credentials(request);
    response.json(
      await historyViews.matrix(entityRefOf(request), { credentials }),
    );
  };
}

/** `GET /entities/…/path?at=`: the path as it stood. */
export function getPathAt({
  httpAuth,
  historyViews,
}: RouterOptions): RequestHandler {
  return async (request, response, next) => {
    const { at } = request.query;
    if (at === undefined) {
      next();
      return;
    }
    const instant = toMillis(String(at));
    if (instant === undefined) {
      throw new InputError('request/query/at must be an RFC 3339 instant');
    }
    const credentials = await httpAuth.credentials(request);
    response.json(
      await historyViews.pathAt(entityRefOf(request), {
        at: fromMillis(instant),
        credentials,
      }),
    );
  };
}

/** `GET /entities/…/deliveries/export`: a file. The form of each parameter was checked against the API's description. */
export function exportDeliveries({
  httpAuth,
  historyViews,
}: RouterOptions): RequestHandler {
  return async (request, response) => {
    const credentials = await httpAuth.credentials(request);
    const { format, environment, outcome, include } = request.query as Record<
      string,
      string | undefined
    >;
    const exported = await historyViews.exportDeliveries(entityRefOf(request), {
      credentials,
      filter: {
        environment,
        outcome: outcome as DeliveryOutcome | undefined,
        all: include === 'all',
      },
    });
    response.set({
      'Content-Disposition': `attachment; filename="${fileName(
        request.params.name,
      )}-deliveries.${format}"`,
      'Cache-Control': 'private, no-store',
      'X-Content-Type-Options': 'nosniff',
      'X-Truncated': String(exported.truncated),
    });
    if (format === 'csv') {
      response
        .type('text/csv; charset=utf-8')
        .send(deliveriesToCsv(exported.items));
    } else {
      response.json(exported);
    }
  };
}

/** Names of entities are of this form already; a header must not depend on that. */
function fileName(name: string): string {
  return name.replace(/[^A-Za-z0-9._-]/g, '_');
}
