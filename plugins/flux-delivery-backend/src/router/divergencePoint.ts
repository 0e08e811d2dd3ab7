import type { Request, RequestHandler } from 'express';
import type { JsonObject } from '@backstage/types';
import type { DivergencePointService } from '../triage/DivergencePointService';
import { audited } from './audited';
import { entityRefOf } from './entityRefOf';
import type { RouterOptions } from './RouterOptions';

type Target = Parameters<DivergencePointService['record']>[0];
type Call = Parameters<DivergencePointService['record']>[2];

/** `PUT /entities/…/targets/:targetId/divergence-point` */
export function putDivergencePoint(options: RouterOptions): RequestHandler {
  return async (request, response) => {
    const { segment, note, about } = request.body;
    response.json(
      await byPerson(request, options, 'record', { segment }, (target, call) =>
        options.divergencePoints.record(target, { segment, note, about }, call),
      ),
    );
  };
}

/** `DELETE /entities/…/targets/:targetId/divergence-point` */
export function deleteDivergencePoint(options: RouterOptions): RequestHandler {
  return async (request, response) => {
    await byPerson(request, options, 'withdraw', {}, (target, call) =>
      options.divergencePoints.withdraw(target, call),
    );
    response.status(204).end();
  };
}

/** For users only: a statement needs a person behind it. With its begin and outcome in the audit log. */
async function byPerson<T>(
  request: Request,
  options: RouterOptions,
  actionType: string,
  meta: JsonObject,
  change: (target: Target, call: Call) => Promise<T>,
): Promise<T> {
  const credentials = await options.httpAuth.credentials(request, {
    allow: ['user'],
  });
  const target = {
    entityRef: entityRefOf(request),
    targetId: request.params.targetId,
  };
  return audited(
    options,
    { request, actionType, meta: { ...target, ...meta } },
    () => change(target, { credentials }),
  );
}
