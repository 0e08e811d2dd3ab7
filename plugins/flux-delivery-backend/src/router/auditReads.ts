import type {
  AuditorService,
  HttpAuthService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError, NotFoundError } from '@backstage/errors';
import type { JsonObject } from '@backstage/types';
import type { Request, RequestHandler } from 'express';
import { Throttle } from './Throttle';

interface Read {
  actionType: string;
  /** Whether also what was allowed is told: of each request, of the first one in a while, or not at all. */
  sensitive: 'each' | 'first' | 'never';
}

/** By what follows the entity in the path of a route; the first that matches. */
const OF_ENTITY: readonly [RegExp, Read][] = [
  [/^objects\//, { actionType: 'object-details', sensitive: 'each' }],
  [/^deliveries\/export$/, { actionType: 'export', sensitive: 'each' }],
  [
    /^(?:deliveries|promotions|matrix|tags|metrics)(?:\/|$)/,
    { actionType: 'history', sensitive: 'first' },
  ],
  [/^ownership/, { actionType: 'ownership', sensitive: 'first' }],
  [/^/, { actionType: 'path', sensitive: 'never' }],
];
const OF_ALL: readonly [RegExp, Read][] = [
  [/^\/find$/, { actionType: 'find', sensitive: 'first' }],
  [/^\/ownership/, { actionType: 'ownership', sensitive: 'first' }],
  [/^\/releases$/, { actionType: 'history', sensitive: 'first' }],
];
const ENTITY = /^\/entities\/([^/]+)\/([^/]+)\/([^/]+)\/(.*)$/;
const LONGEST = 253;

/** Pages read again every few seconds: one event tells that they do. */
const ALLOWED_EVERY_MS = 10 * 60_000;
const DENIED_EVERY_MS = 60_000;
const KEPT = 5_000;

/**
 * Tells the audit log of reads that were refused, and of those that tell more than a state: details of an object from its cluster,
 * exports, history and owners. By names alone: nothing that was read is in it. To who may not see it an entity is missing, so what is
 * missing is told as refused, too.
 */
export function auditReads({
  auditor,
  httpAuth,
  logger,
  now = () => Date.now(),
}: {
  auditor: AuditorService;
  httpAuth: HttpAuthService;
  logger?: Pick<LoggerService, 'warn'>;
  now?: () => number;
}): RequestHandler {
  const allowed = new Throttle({ everyMs: ALLOWED_EVERY_MS, kept: KEPT, now });
  const denied = new Throttle({ everyMs: DENIED_EVERY_MS, kept: KEPT, now });

  async function tell(
    request: Request,
    { read, meta }: ReturnType<typeof readOf> & object,
    status: number,
  ): Promise<void> {
    const refusal = refusalOf(status);
    const isTold = refusal || (status < 400 && read.sensitive !== 'never');
    if (!isTold) {
      return;
    }
    const who = await nameOf(request, httpAuth);
    const key = JSON.stringify([who, read.actionType, meta]);
    const isRepeated = refusal
      ? !denied.admits(key)
      : read.sensitive === 'first' && !allowed.admits(key);
    if (isRepeated) {
      return;
    }
    const event = await auditor.createEvent({
      eventId: refusal ? 'read-refused' : 'sensitive-read',
      severityLevel: refusal ? 'medium' : 'low',
      request,
      meta: { actionType: read.actionType, ...meta },
    });
    await (refusal ? event.fail({ error: refusal }) : event.success());
  }

  return (request, response, next) => {
    const asked = readOf(request);
    if (asked) {
      response.on('finish', () => {
        tell(request, asked, response.statusCode).catch(error =>
          logger?.warn(`A read could not be audited: ${error}`),
        );
      });
    }
    next();
  };
}

function readOf(
  request: Request,
): { read: Read; meta: JsonObject } | undefined {
  if (request.method !== 'GET') {
    return undefined;
  }
  const [, kind, namespace, name, rest] = ENTITY.exec(request.path) ?? [];
  if (rest === undefined) {
    const read = OF_ALL.find(([path]) => path.test(request.path))?.[1];
    return read && { read, meta: {} };
  }
  const read = isThen(request)
    ? { actionType: 'history', sensitive: 'first' as const }
    : OF_ENTITY.find(([path]) => path.test(rest))![1];
  const entityRef = `${kind}:${namespace}/${name}`.toLowerCase();
  return {
    read,
    meta: {
      entityRef: entityRef.slice(0, LONGEST),
      ...(read.actionType === 'object-details' && {
        object: rest.slice('objects/'.length).slice(0, LONGEST),
      }),
    },
  };
}

/** `path?at=`: the path as it stood. */
function isThen({ path, query }: Request): boolean {
  return path.endsWith('/path') && query.at !== undefined;
}

function refusalOf(status: number): Error | undefined {
  switch (status) {
    case 403:
      return new NotAllowedError('It may not be read');
    case 404:
      return new NotFoundError('It does not exist, or may not be seen');
    default:
      return undefined;
  }
}

async function nameOf(
  request: Request,
  httpAuth: HttpAuthService,
): Promise<string> {
  const { principal } = await httpAuth.credentials(request);
  const { userEntityRef, subject } = (principal ?? {}) as {
    userEntityRef?: string;
    subject?: string;
  };
  return userEntityRef ?? subject ?? '';
}
