import { createValidatedOpenApiRouter } from '@backstage/backend-openapi-utils';
import type { Router } from 'express';
import { spec } from '../schema/spec.generated';
import { deleteDivergencePoint } from './deleteDivergencePoint';
import { getClusters } from './getClusters';
import { getObject } from './getObject';
import { getOwned } from './getOwned';
import { getPath } from './getPath';
import { putDivergencePoint } from './putDivergencePoint';
import type { RouterOptions } from './RouterOptions';

/** The routes of `schema/openapi.yaml`, which also checks every request before it gets here. */
export async function createRouter(options: RouterOptions): Promise<Router> {
  const router = createValidatedOpenApiRouter(
    spec as never,
  ) as unknown as Router;
  const entity = '/entities/:kind/:namespace/:name';
  router.get(`${entity}/path`, getPath(options));
  router.get(`${entity}/targets/:targetId/owned`, getOwned(options));
  const point = `${entity}/targets/:targetId/divergence-point`;
  router.put(point, putDivergencePoint(options));
  router.delete(point, deleteDivergencePoint(options));
  router.get(
    `${entity}/objects/:cluster/:group/:objectKind/:objectNamespace/:objectName`,
    getObject(options),
  );
  router.get('/clusters', getClusters(options));
  return router;
}
