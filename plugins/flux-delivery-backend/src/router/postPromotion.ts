import { parsePromotion } from 'backstage-plugin-flux-delivery-common';
import type { RequestHandler } from 'express';
import { audited } from './audited';
import { parseBody } from './readRaw';
import type { RouterOptions } from './RouterOptions';

/** `POST /promotions`: 201 for a new record, 200 where the same was recorded before. */
export function postPromotion(options: RouterOptions): RequestHandler {
  const { httpAuth, promotions } = options;
  return async (request, response) => {
    const credentials = await httpAuth.credentials(request, {
      allow: ['user', 'service'],
    });
    const body = parseBody(request.body);
    const { created, promotion } = await audited(
      options,
      {
        request,
        eventId: 'promotion',
        actionType: 'record',
        meta: { feed: 'api' },
      },
      () =>
        promotions.record(
          { feed: 'api', read: rules => parsePromotion(body, rules) },
          { credentials },
        ),
    );
    response.status(created ? 201 : 200).json(promotion);
  };
}
