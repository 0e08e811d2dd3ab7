import { InputError } from '@backstage/errors';
import {
  type CloudEvent,
  FieldFault,
  readCloudEvent,
  typeOfCloudEvent,
} from 'backstage-plugin-flux-delivery-common';
import type { Request, RequestHandler } from 'express';
import { toldByCloudEvent } from '../events/toldByCloudEvent';
import { audited } from './audited';
import { parseBody } from './readRaw';
import type { RouterOptions } from './RouterOptions';

/**
 * `POST /events/cdevents`: 201 for a new record, 200 where the same event was recorded before, 202 for events that tell of no
 * promotion, so that whoever passes on all events of a bus does not try them again.
 */
export function postCdEvent(options: RouterOptions): RequestHandler {
  const { httpAuth, promotions } = options;
  return async (request, response) => {
    const credentials = await httpAuth.credentials(request, {
      allow: ['user', 'service'],
    });
    const event = readEvent(request);
    const told = toldByCloudEvent(event);
    if (!told) {
      response.status(202).json({
        recorded: false,
        because: typeOfCloudEvent(event)
          ? 'type is none that tells of a promotion'
          : 'type is missing',
      });
      return;
    }
    const { created, promotion } = await audited(
      options,
      {
        request,
        eventId: 'promotion',
        actionType: 'record',
        meta: { feed: 'cdevents' },
      },
      () => promotions.record(told, { credentials }),
    );
    response.status(created ? 201 : 200).json(promotion);
  };
}

function readEvent(request: Request): CloudEvent {
  try {
    return readCloudEvent(request.headers, parseBody(request.body));
  } catch (error) {
    throw error instanceof FieldFault ? new InputError(error.message) : error;
  }
}
