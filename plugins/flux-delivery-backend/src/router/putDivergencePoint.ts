import type { RequestHandler } from 'express';
import { audited } from './audited';
import { entityRefOf } from './entityRefOf';
import type { RouterOptions } from './RouterOptions';

/** `PUT /entities/…/targets/:targetId/divergence-point`, for users only: a statement needs a person behind it. */
export function putDivergencePoint(options: RouterOptions): RequestHandler {
  const { httpAuth, divergencePoints } = options;
  return async (request, response) => {
    const credentials = await httpAuth.credentials(request, {
      allow: ['user'],
    });
    const target = {
      entityRef: entityRefOf(request),
      targetId: request.params.targetId,
    };
    const { segment, note, about } = request.body;
    const recorded = await audited(
      options,
      { request, actionType: 'record', meta: { ...target, segment } },
      () =>
        divergencePoints.record(
          target,
          { segment, note, about },
          { credentials },
        ),
    );
    response.json(recorded);
  };
}
