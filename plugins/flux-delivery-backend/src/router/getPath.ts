import { createHash } from 'node:crypto';
import { NotAllowedError } from '@backstage/errors';
import type { DeliveryPathDto } from 'backstage-plugin-flux-delivery-common';
import type { Request, RequestHandler } from 'express';
import type { RouterOptions } from './RouterOptions';
import { entityRefOf } from './entityRefOf';
import { Throttle } from './Throttle';

const REFUSED_EVERY_MS = 60 * 60_000;

/** `GET /entities/:kind/:namespace/:name/path`, 304 where the caller has that answer already. */
export function getPath(options: RouterOptions): RequestHandler {
  const { httpAuth, paths } = options;
  const refused = new Throttle({
    everyMs: REFUSED_EVERY_MS,
    kept: 1_000,
    now: () => Date.now(),
  });
  return async (request, response) => {
    const credentials = await httpAuth.credentials(request);
    const path = await paths.getPath(entityRefOf(request), { credentials });
    await auditRefusedBindings(path, { ...options, request, refused });
    const body = JSON.stringify(path);
    const etag = etagOf(path, body);
    response.set({ ETag: etag, 'Cache-Control': 'private, no-cache' });
    if (request.headers['if-none-match'] === etag) {
      response.status(304).end();
    } else {
      response.type('json').send(body);
    }
  };
}

/** Somebody's entity points at objects that do not name it: the audit log is told once in a while. */
async function auditRefusedBindings(
  { entityRef, environments }: DeliveryPathDto,
  {
    auditor,
    request,
    refused,
  }: Pick<RouterOptions, 'auditor'> & { request: Request; refused: Throttle },
): Promise<void> {
  const targets = environments
    .flatMap(environment => environment.targets)
    .filter(({ binding }) => binding === 'notAuthorized')
    .map(({ id }) => id.slice(0, 253));
  if (targets.length > 0 && refused.admits(entityRef)) {
    const event = await auditor.createEvent({
      eventId: 'binding-refused',
      severityLevel: 'medium',
      request,
      meta: { actionType: 'bind', entityRef, targets: targets.slice(0, 20) },
    });
    await event.fail({
      error: new NotAllowedError(
        'The objects do not name the entity, and no rule lets its owner in',
      ),
    });
  }
}

/**
 * Changes exactly when something but the time of the answer, or of the last word of a healthy cluster, changed: what is absent is
 * observed as of the answer, and that is no change either.
 */
function etagOf(path: DeliveryPathDto, body: string): string {
  const passing = [
    path.observedAt,
    ...path.clusters.flatMap(({ state, asOf }) =>
      state === 'synced' ? asOf ?? [] : [],
    ),
  ];
  const lasting = passing.reduce(
    (text, instant) => text.replaceAll(instant, ''),
    body,
  );
  return `W/"${createHash('sha256')
    .update(lasting)
    .digest('base64url')
    .slice(0, 27)}"`;
}
