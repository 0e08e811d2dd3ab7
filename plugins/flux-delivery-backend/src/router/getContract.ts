import type { RequestHandler } from 'express';
import { entityRefOf } from './entityRefOf';
import type { RouterOptions } from './RouterOptions';

/** `GET /entities/…/contract` */
export function getContract({
  httpAuth,
  contract,
}: RouterOptions): RequestHandler {
  return async (request, response) => {
    const credentials = await httpAuth.credentials(request);
    response.json(
      await contract.contract(entityRefOf(request), { credentials }),
    );
  };
}
