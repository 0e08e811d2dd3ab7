import type { PromotionKind } from 'backstage-plugin-flux-delivery-common';
import type { RequestHandler } from 'express';
import { entityRefOf } from './entityRefOf';
import type { RouterOptions } from './RouterOptions';

const ON_A_PAGE = 20;

/** `GET /entities/…/promotions`. The form of each parameter was checked against the API's description. */
export function getPromotions({
  httpAuth,
  promotions,
}: RouterOptions): RequestHandler {
  return async (request, response) => {
    const credentials = await httpAuth.credentials(request);
    const { environment, kind, from, until, limit, cursor } =
      request.query as Record<string, string | undefined>;
    const instant = (value?: string) =>
      value === undefined ? undefined : new Date(value).toISOString();
    response.json(
      await promotions.list(entityRefOf(request), {
        credentials,
        filter: {
          environment,
          kinds: kind === undefined ? undefined : [kind as PromotionKind],
          from: instant(from),
          until: instant(until),
        },
        limit: Number(limit ?? ON_A_PAGE),
        cursor,
      }),
    );
  };
}
