import type { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { postCdEvent } from './postCdEvent';
import { postFluxEvent } from './postFluxEvent';
import { postPromotion } from './postPromotion';
import { readRaw } from './readRaw';
import type { RouterOptions } from './RouterOptions';

/**
 * The routes that pipelines and clusters send to. They read their bodies as bytes and check them field by field: signatures are
 * over bytes, and answers name the field at fault.
 */
export function ingestRoutes(options: RouterOptions): Router {
  const router = PromiseRouter();
  router.post('/promotions', readRaw, postPromotion(options));
  router.post('/events/cdevents', readRaw, postCdEvent(options));
  router.post('/events/:cluster', ...postFluxEvent(options));
  return router as unknown as Router;
}
