import { ClusterCallError } from './ClusterClient';
import type { ClusterCallReason } from './ClusterClient';

interface ErrorAnswer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

interface KubeStatus {
  kind?: string;
  code?: number;
  reason?: string;
  message?: string;
  details?: { retryAfterSeconds?: number };
}

const CONNECTION_WORDS: [RegExp, string][] = [
  [/ECONNREFUSED/, 'the connection is refused'],
  [/ENOTFOUND|EAI_AGAIN/, 'its name cannot be resolved'],
  [/ETIMEDOUT|ESOCKETTIMEDOUT/, 'the connection times out'],
  [/EHOSTUNREACH|ENETUNREACH/, 'there is no route to it'],
  [/ECONNRESET|socket hang up|EPIPE/, 'the connection was reset'],
  [/CERT_HAS_EXPIRED|certificate has expired/, 'its certificate has expired'],
  [
    /UNABLE_TO_VERIFY|SELF_SIGNED|self.signed|DEPTH_ZERO|unable to (verify|get)/,
    'its certificate is not signed by the configured authority',
  ],
  [/ERR_TLS_CERT_ALTNAME|altnames/, 'its certificate is for another name'],
  [/EPROTO|SSL routines|wrong version number/, 'the TLS handshake fails'],
  [/TIMEOUT/, 'it does not answer in time'],
];

/** In words, without an address: error texts of sockets carry the URL of the API server. */
export function connectionWords(text: string): string {
  return (
    CONNECTION_WORDS.find(([pattern]) => pattern.test(text))?.[1] ??
    'the request fails'
  );
}

const MAX_MESSAGE = 400;

/** Texts of API servers are shown, but for addresses and anything long. */
function presentable(message: string): string {
  return message
    .slice(0, 4 * MAX_MESSAGE)
    .replace(/\b[a-z][a-z0-9+.-]*:\/\/\S+/gi, '(address)')
    .replace(/\beyJ[\w.-]+/g, '(token)')
    .slice(0, MAX_MESSAGE);
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

function retryAfter(
  answer: ErrorAnswer,
  status?: KubeStatus,
): number | undefined {
  const header = Number(answer.headers['retry-after']);
  const seconds =
    Number.isFinite(header) && answer.headers['retry-after'] !== undefined
      ? header
      : status?.details?.retryAfterSeconds;
  return typeof seconds === 'number' && seconds >= 0 ? seconds : undefined;
}

function reasonOfStatus(
  code: number,
  retryAfterSeconds?: number,
): ClusterCallReason {
  switch (code) {
    case 401:
      return 'unauthorized';
    case 403:
      return 'forbidden';
    case 404:
      return 'notFound';
    case 410:
      return 'expired';
    case 429:
      return 'throttled';
    default:
      if (code >= 500) {
        return retryAfterSeconds === undefined ? 'unreachable' : 'throttled';
      }
      return code >= 400 ? 'refused' : 'unreachable';
  }
}

/**
 * An `ERROR` frame of a watch, or the `Status` of a failed call, as an error to act on.
 *
 * @public
 */
export function errorOfStatus(
  value: unknown,
  fallbackCode = 500,
): ClusterCallError {
  const status = (value ?? {}) as KubeStatus;
  const code = typeof status.code === 'number' ? status.code : fallbackCode;
  const expired = status.reason === 'Expired' || status.reason === 'Gone';
  const seconds = status.details?.retryAfterSeconds;
  return new ClusterCallError(
    expired ? 'expired' : reasonOfStatus(code, seconds),
    presentable(status.message || `The API server answers ${code}`),
    { status: code, retryAfterSeconds: seconds },
  );
}

function errorOfBackstage(
  cluster: string,
  status: number,
  error: { name?: string; message?: string; cause?: unknown },
) {
  const message = error.message ?? '';
  if (
    status === 404 &&
    /^Cluster '.*' not found$|^No Clusters configured$/.test(message)
  ) {
    return new ClusterCallError(
      'unknownCluster',
      `The Kubernetes plugin does not know the cluster '${cluster}'`,
      { status },
    );
  }
  if (/oken not found under/.test(message)) {
    return new ClusterCallError(
      'needsUserSession',
      `The cluster '${cluster}' can be reached only with a credential of the person who looks`,
      { status },
    );
  }
  if (status === 401 || status === 403) {
    return new ClusterCallError(
      'refused',
      `The Kubernetes plugin does not let this plugin use its proxy (${status})`,
      { status },
    );
  }
  if (/request error/.test(message)) {
    const words = connectionWords(
      `${message} ${JSON.stringify(error.cause ?? '')}`,
    );
    return new ClusterCallError(
      'unreachable',
      `The API server of '${cluster}' does not answer: ${words}`,
      { status },
    );
  }
  if (status === 503) {
    return new ClusterCallError(
      'unreachable',
      'The Kubernetes plugin is not ready yet',
      { status },
    );
  }
  return new ClusterCallError(
    'unreachable',
    `The Kubernetes plugin cannot pass on the request to '${cluster}' (${status})`,
    {
      status,
    },
  );
}

/**
 * What an answer other than 200 means: of the API server (a `Status`), of the Kubernetes plugin (a Backstage error), or of
 * something in between that knows neither.
 */
export function errorOfAnswer(
  cluster: string,
  answer: ErrorAnswer,
): ClusterCallError {
  const body = parse(answer.body) as
    | (KubeStatus & { error?: { name?: string; message?: string } })
    | undefined;
  if (body && typeof body === 'object' && body.kind === 'Status') {
    const seconds = retryAfter(answer, body);
    const base = errorOfStatus(body, answer.status);
    const reason =
      base.reason === 'unreachable'
        ? reasonOfStatus(answer.status, seconds)
        : base.reason;
    return new ClusterCallError(reason, base.message, {
      status: answer.status,
      retryAfterSeconds: seconds,
    });
  }
  if (
    body &&
    typeof body === 'object' &&
    body.error &&
    typeof body.error === 'object'
  ) {
    return errorOfBackstage(cluster, answer.status, body.error);
  }
  const seconds = retryAfter(answer);
  const reason = reasonOfStatus(answer.status, seconds);
  return new ClusterCallError(
    reason,
    `'${cluster}' answers ${answer.status} without a reason`,
    {
      status: answer.status,
      retryAfterSeconds: seconds,
    },
  );
}

/** What a failed connection, or a broken stream, means. */
export function errorOfFailure(
  subject: string,
  error: unknown,
  signal?: AbortSignal,
): ClusterCallError {
  if (error instanceof ClusterCallError) {
    return error;
  }
  if (signal?.aborted) {
    return new ClusterCallError('aborted', 'The call was ended', {
      cause: error,
    });
  }
  const { code, message, cause } = error as {
    code?: string;
    message?: string;
    cause?: { code?: string };
  };
  if (code === 'TOO_LARGE') {
    return new ClusterCallError(
      'refused',
      `${subject}: the answer is larger than this plugin reads`,
      { cause: error },
    );
  }
  if (code === 'ERR_INVALID_CHAR') {
    return new ClusterCallError(
      'refused',
      `${subject}: the name of the cluster cannot be sent`,
      { cause: error },
    );
  }
  const words = connectionWords(
    `${code ?? ''} ${cause?.code ?? ''} ${message ?? ''}`,
  );
  return new ClusterCallError('unreachable', `${subject}: ${words}`, {
    cause: error,
  });
}
