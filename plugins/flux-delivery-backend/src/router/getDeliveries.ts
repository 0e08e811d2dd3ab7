import {
  type DeliveryOutcome,
  fromMillis,
  toMillis,
} from 'backstage-plugin-flux-delivery-common';
import type { RequestHandler } from 'express';
import { entityRefOf } from './entityRefOf';
import type { RouterOptions } from './RouterOptions';

const ON_A_PAGE = 20;

/** `GET /entities/…/deliveries`. The form of each parameter was checked against the API's description. */
export function getDeliveries({
  httpAuth,
  deliveries,
}: RouterOptions): RequestHandler {
  return async (request, response) => {
    const credentials = await httpAuth.credentials(request);
    const {
      environment,
      target,
      outcome,
      include,
      from,
      until,
      limit,
      cursor,
    } = request.query as Record<string, string | undefined>;
    const instant = (text?: string) =>
      text === undefined ? undefined : fromMillis(toMillis(text) ?? 0);
    response.json(
      await deliveries.list(entityRefOf(request), {
        credentials,
        filter: {
          environment,
          targetId: target,
          outcome: outcome as DeliveryOutcome | undefined,
          from: instant(from),
          until: instant(until),
          all: include === 'all',
        },
        limit: Number(limit ?? ON_A_PAGE),
        cursor,
      }),
    );
  };
}

/** `GET /entities/…/deliveries/:deliveryId` */
export function getDelivery({
  httpAuth,
  deliveries,
}: RouterOptions): RequestHandler {
  return async (request, response) => {
    const credentials = await httpAuth.credentials(request);
    response.json(
      await deliveries.one(entityRefOf(request), {
        credentials,
        id: request.params.deliveryId,
      }),
    );
  };
}
