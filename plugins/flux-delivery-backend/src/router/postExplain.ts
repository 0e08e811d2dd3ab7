import { InputError } from '@backstage/errors';
import type { RequestHandler } from 'express';
import type { ExplainRequest } from '../explain/ExplainService';
import { readEntityRef } from './entityRefOf';
import type { RouterOptions } from './RouterOptions';

const LONGEST_MESSAGE = 64 * 1024;

/** `POST /explain`: for whoever is signed in; what it tells of a service is for who may read its path. */
export function postExplain({
  httpAuth,
  explain,
}: RouterOptions): RequestHandler {
  return async (request, response) => {
    const credentials = await httpAuth.credentials(request, {
      allow: ['user', 'service'],
    });
    const asked = parseRequest(request.body);
    response.set('Cache-Control', 'no-store');
    response.json(await explain.explain(asked, { credentials }));
  };
}

/** The form of each field was checked against the API's description; this is what it cannot say. */
function parseRequest(body: Record<string, string>): ExplainRequest {
  const { message, entityRef, targetId } = body;
  if (message.trim() === '') {
    throw new InputError('request/body/message must not be empty');
  }
  if (Buffer.byteLength(message) > LONGEST_MESSAGE) {
    throw new InputError(
      `request/body/message must not be longer than ${LONGEST_MESSAGE} bytes`,
    );
  }
  if (targetId !== undefined && entityRef === undefined) {
    throw new InputError(
      'request/body/targetId needs entityRef: it names a target of that entity',
    );
  }
  return {
    message,
    kind: body.kind,
    reason: body.reason,
    condition: body.condition,
    status: body.status,
    entityRef: entityRef && readEntityRef(entityRef, 'request/body/entityRef'),
    targetId,
  };
}
