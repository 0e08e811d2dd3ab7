import { createValidatedOpenApiRouter } from '@backstage/backend-openapi-utils';
import express, { type RequestHandler, type Router } from 'express';
import { spec } from '../schema/spec.generated';
import { deleteDivergencePoint } from './deleteDivergencePoint';
import { getClusters } from './getClusters';
import { getObject } from './getObject';
import { getOwned } from './getOwned';
import { getPath } from './getPath';
import { putDivergencePoint } from './putDivergencePoint';
import { postExplain } from './postExplain';
import type { RouterOptions } from './RouterOptions';

const json = express.json();
/** What people paste may be long, and longer still once it is JSON. */
const longJson = express.json({ limit: '512kb' });
const readJson: RequestHandler = (request, ...rest) =>
  (request.path === '/explain' ? longJson : json)(request, ...rest);

/** The routes of `schema/openapi.yaml`, which also checks every request before it gets here. */
export async function createRouter(options: RouterOptions): Promise<Router> {
  const router = createValidatedOpenApiRouter(spec as never, {
    middleware: [readJson],
  }) as unknown as Router;
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
  router.post('/explain', postExplain(options));
  return router;
}
