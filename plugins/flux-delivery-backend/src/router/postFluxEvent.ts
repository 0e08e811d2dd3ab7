import type { Request, RequestHandler, Response } from 'express';
import { TooManyRequestsError } from '../events/TooManyRequestsError';
import { parseBody, readRaw } from './readRaw';
import type { RouterOptions } from './RouterOptions';

/**
 * `POST /events/:cluster`, signed by the cluster instead of authenticated: 202 for everything that is an event of it. From
 * where too much came that nobody had signed, only what may be signed is read.
 */
export function postFluxEvent({
  fluxEvents,
  auditor,
}: RouterOptions): RequestHandler[] {
  const admit: RequestHandler = (request, response, next) => {
    try {
      fluxEvents.admit({
        ...originOf(request),
        signature: request.get('x-signature'),
      });
      next();
    } catch (error) {
      next(withRetryAfter(error, response));
    }
  };
  const receive: RequestHandler = async (request, response) => {
    const { cluster, address } = originOf(request);
    try {
      const hint = await fluxEvents.receive({
        cluster,
        address,
        bytes: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
        signature: request.get('x-signature'),
        parse: () => parseBody(request.body),
      });
      response.status(202).json({ hint });
    } catch (error) {
      if ((error as Error).name === 'AuthenticationError') {
        await auditDenied({ auditor }, request, error as Error);
      }
      throw withRetryAfter(error, response);
    }
  };
  return [admit, readRaw, receive];
}

async function auditDenied(
  { auditor }: Pick<RouterOptions, 'auditor'>,
  request: Request,
  error: Error,
): Promise<void> {
  const event = await auditor.createEvent({
    eventId: 'flux-event',
    severityLevel: 'medium',
    request,
    meta: { actionType: 'receive', cluster: originOf(request).cluster },
  });
  await event.fail({ error });
}

function originOf({ params, ip }: Request) {
  return { cluster: params.cluster.slice(0, 253), address: ip ?? '' };
}

function withRetryAfter(error: unknown, response: Response): unknown {
  if (error instanceof TooManyRequestsError) {
    response.set('Retry-After', `${error.retryAfter}`);
  }
  return error;
}
