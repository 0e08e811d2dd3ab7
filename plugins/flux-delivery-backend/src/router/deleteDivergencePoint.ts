import type { RequestHandler } from 'express';
import { audited } from './audited';
import { entityRefOf } from './entityRefOf';
import type { RouterOptions } from './RouterOptions';

/** `DELETE /entities/…/targets/:targetId/divergence-point`, for users only. */
export function deleteDivergencePoint(options: RouterOptions): RequestHandler {
  const { httpAuth, divergencePoints } = options;
  return async (request, response) => {
    const credentials = await httpAuth.credentials(request, {
      allow: ['user'],
    });
    const target = {
      entityRef: entityRefOf(request),
      targetId: request.params.targetId,
    };
    await audited(
      options,
      { request, actionType: 'withdraw', meta: target },
      () => divergencePoints.withdraw(target, { credentials }),
    );
    response.status(204).end();
  };
}
