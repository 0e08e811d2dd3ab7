import { createValidatedOpenApiRouter } from '@backstage/backend-openapi-utils';
import { Router } from 'express';
import { spec } from '../schema/spec.generated';
import { deleteDivergencePoint, putDivergencePoint } from './divergencePoint';
import { getClusters } from './getClusters';
import { getContract } from './getContract';
import { getDeliveries, getDelivery } from './getDeliveries';
import { getFind } from './getFind';
import {
  getFleet,
  getFleetQuestions,
  getFleetTargets,
  getSuspensions,
  postSummaries,
} from './fleetRoutes';
import { getObject } from './getObject';
import { getOwned } from './getOwned';
import {
  getEntityOwnership,
  getOwnership,
  getOwnershipGaps,
} from './ownershipRoutes';
import { getPath } from './getPath';
import { getTags } from './getTags';
import { getPromotions } from './getPromotions';
import { getReleases } from './getReleases';
import { exportDeliveries, getMatrix, getPathAt } from './historyViews';
import { ingestRoutes } from './ingestRoutes';
import { postExplain } from './postExplain';
import { type BodiesSpec, readBodies } from './readBodies';
import type { RouterOptions } from './RouterOptions';

/** The routes of `schema/openapi.yaml`, which also checks every request before it gets here. */
export function createRouter(options: RouterOptions): Router {
  const router = Router();
  router.use(ingestRoutes(options));
  router.use(readBodies(spec as unknown as BodiesSpec));
  router.use(validatedRoutes(options));
  return router;
}

function validatedRoutes(options: RouterOptions): Router {
  const router = createValidatedOpenApiRouter(spec as never, {
    // Bodies were read already.
    middleware: [(_request, _response, next) => next()],
  }) as unknown as Router;
  const entity = '/entities/:kind/:namespace/:name';
  router.get(`${entity}/path`, getPathAt(options), getPath(options));
  router.get(`${entity}/matrix`, getMatrix(options));
  router.get(`${entity}/deliveries`, getDeliveries(options));
  router.get(`${entity}/deliveries/export`, exportDeliveries(options));
  router.get(`${entity}/deliveries/:deliveryId`, getDelivery(options));
  router.get(`${entity}/contract`, getContract(options));
  router.get(`${entity}/tags`, getTags(options));
  router.get(`${entity}/promotions`, getPromotions(options));
  router.get(`${entity}/targets/:targetId/owned`, getOwned(options));
  const point = `${entity}/targets/:targetId/divergence-point`;
  router.put(point, putDivergencePoint(options));
  router.delete(point, deleteDivergencePoint(options));
  router.get(
    `${entity}/objects/:cluster/:group/:objectKind/:objectNamespace/:objectName`,
    getObject(options),
  );
  router.get('/find', getFind(options));
  router.get('/releases', getReleases(options));
  router.post('/summaries', postSummaries(options));
  router.get('/fleet', getFleet(options));
  router.get('/fleet/suspensions', getSuspensions(options));
  router.get('/fleet/questions', getFleetQuestions(options));
  router.get('/fleet/targets', getFleetTargets(options));
  router.get('/ownership', getOwnership(options));
  router.get('/ownership/gaps', getOwnershipGaps(options));
  router.get(`${entity}/ownership`, getEntityOwnership(options));
  router.get('/clusters', getClusters(options));
  router.post('/explain', postExplain(options));
  return router;
}
