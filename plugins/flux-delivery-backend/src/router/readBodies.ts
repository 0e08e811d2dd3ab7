import { CustomErrorBase, InputError } from '@backstage/errors';
import express, {
  type ErrorRequestHandler,
  type RequestHandler,
  Router,
} from 'express';
import { assertKnownFields, type Schemas } from './knownFields';

interface Operation {
  requestBody?: {
    /** The longest body, where it is not 100kb. */
    'x-limit'?: string;
    content: { 'application/json': { schema: object } };
  };
}

/** The part of an OpenAPI description that bodies are read by. */
export interface BodiesSpec {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Schemas };
}

/** More than a route reads. */
export class PayloadTooLargeError extends CustomErrorBase {
  readonly name = 'PayloadTooLargeError';
  readonly statusCode = 413;
}

const inOurWords: ErrorRequestHandler = (error, _request, _response, next) => {
  if (error.status === 413) {
    next(
      new PayloadTooLargeError(
        `request/body must not be longer than ${error.limit} bytes`,
      ),
    );
  } else {
    next(
      error instanceof InputError
        ? error
        : new InputError(`request/body cannot be read: ${error.message}`),
    );
  }
};

/**
 * Reads the JSON bodies of the routes that take one. What is too long is refused with 413, what cannot be read or has a field
 * that the description does not allow, with 400 in words: the check of all requests that comes after it would not name that field.
 */
export function readBodies({ paths, components }: BodiesSpec): RequestHandler {
  const router = Router();
  for (const [path, operations] of Object.entries(paths)) {
    for (const [method, { requestBody }] of Object.entries(operations)) {
      if (requestBody) {
        const { schema } = requestBody.content['application/json'];
        router[method as 'put' | 'post'](
          path.replace(/\{(\w+)\}/g, ':$1'),
          express.json({ limit: requestBody['x-limit'] ?? '100kb' }),
          (request, _response, next) => {
            assertKnownFields(request.body, schema, components.schemas);
            next();
          },
        );
      }
    }
  }
  return router.use(inOurWords);
}
