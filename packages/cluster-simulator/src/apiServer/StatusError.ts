/** An answer other than 2xx, as a Kubernetes `Status`. */
export class StatusError extends Error {
  constructor(
    readonly code: number,
    readonly reason: string,
    message: string,
    readonly details?: Record<string, unknown>,
    readonly metadata: Record<string, unknown> = {},
  ) {
    super(message);
  }

  toBody() {
    return {
      kind: 'Status',
      apiVersion: 'v1',
      metadata: this.metadata,
      status: 'Failure',
      message: this.message,
      reason: this.reason,
      ...(this.details ? { details: this.details } : {}),
      code: this.code,
    };
  }
}

export const unauthorized = () =>
  new StatusError(401, 'Unauthorized', 'Unauthorized');

export const noSuchPath = () =>
  new StatusError(
    404,
    'NotFound',
    'the server could not find the requested resource',
    {},
  );

export const notFound = (group: string, plural: string, name: string) =>
  new StatusError(
    404,
    'NotFound',
    `${plural}${group && `.${group}`} "${name}" not found`,
    {
      name,
      ...(group ? { group } : {}),
      kind: plural,
    },
  );

export const badRequest = (message: string) =>
  new StatusError(400, 'BadRequest', message);

export const expired = (message: string, token?: string) =>
  new StatusError(
    410,
    'Expired',
    message,
    undefined,
    token ? { continue: token } : {},
  );

export const tooOldVersion = (asked: number, current: number) =>
  expired(`too old resource version: ${asked} (${current})`);

export const tooLargeVersion = (asked: number, current: number) =>
  new StatusError(
    504,
    'Timeout',
    `Too large resource version: ${asked}, current: ${current}`,
    {
      causes: [
        {
          reason: 'ResourceVersionTooLarge',
          message: 'Too large resource version',
        },
      ],
      retryAfterSeconds: 1,
    },
  );

export const tooManyRequests = (retryAfterSeconds: number) =>
  new StatusError(
    429,
    'TooManyRequests',
    'The apiserver is too busy processing requests. Please try again later.',
    { retryAfterSeconds },
  );
