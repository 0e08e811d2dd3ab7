import type { RequestHandler } from 'express';
import type { RouterOptions } from './RouterOptions';
import { entityRefOf } from './entityRefOf';

/** `GET /entities/…/objects/:cluster/:group/:kind/:namespace/:name`: the one route that asks a cluster. */
export function getObject({
  httpAuth,
  details,
}: RouterOptions): RequestHandler {
  return async (request, response) => {
    const credentials = await httpAuth.credentials(request);
    const { cluster, group, objectKind, objectNamespace, objectName } =
      request.params;
    const ref = {
      cluster,
      group: group === 'core' ? '' : group,
      kind: objectKind,
      namespace: objectNamespace === '_' ? '' : objectNamespace,
      name: objectName,
    };
    response.json(
      await details.getObject(entityRefOf(request), { ref, credentials }),
    );
  };
}
