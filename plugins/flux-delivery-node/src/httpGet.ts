import http from 'node:http';
import https from 'node:https';

export interface HttpGetOptions {
  headers: Record<string, string>;
  signal?: AbortSignal;
  /** Time until the answer's headers; absent where the other side may rightly be silent for long. */
  responseTimeoutMs?: number;
}

export class TimeoutError extends Error {
  readonly code = 'TIMEOUT';
}

class ReusedSocketError extends Error {}

export class TooLargeError extends Error {
  readonly code = 'TOO_LARGE';
}

const agentOptions = { keepAlive: true, maxFreeSockets: 32 };
const httpAgent = new http.Agent(agentOptions);
const httpsAgent = new https.Agent(agentOptions);

/**
 * A GET with `node:http`. Not `fetch`: fetch asks for gzip, which holds back every frame of a watch in the backend's compression,
 * and ends a body that was silent for five minutes.
 */
export async function httpGet(
  url: string,
  options: HttpGetOptions,
): Promise<http.IncomingMessage> {
  try {
    return await attempt(url, options);
  } catch (error) {
    // The other side closed an idle connection in the instant in which it was taken again: nothing was asked yet.
    if (error instanceof ReusedSocketError && !options.signal?.aborted) {
      return attempt(url, options);
    }
    throw error;
  }
}

function attempt(
  url: string,
  options: HttpGetOptions,
): Promise<http.IncomingMessage> {
  const secure = url.startsWith('https:');
  return new Promise((resolve, reject) => {
    const request = (secure ? https : http).request(url, {
      method: 'GET',
      agent: secure ? httpsAgent : httpAgent,
      headers: options.headers,
      signal: options.signal,
    });
    const timer =
      options.responseTimeoutMs &&
      setTimeout(
        () =>
          request.destroy(
            new TimeoutError(
              `No answer within ${Math.round(
                options.responseTimeoutMs! / 1000,
              )} s`,
            ),
          ),
        options.responseTimeoutMs,
      );
    request.on('response', response => {
      clearTimeout(timer || undefined);
      resolve(response);
    });
    request.on('error', (error: NodeJS.ErrnoException) => {
      clearTimeout(timer || undefined);
      const stale =
        request.reusedSocket &&
        (error.code === 'ECONNRESET' || error.code === 'EPIPE');
      reject(
        stale
          ? new ReusedSocketError('The connection was closed', { cause: error })
          : error,
      );
    });
    request.end();
  });
}

/** The whole body as text. The connection is given up where it is larger, or takes longer, than allowed. */
export function readBody(
  response: http.IncomingMessage,
  limits: { maxBytes: number; timeoutMs: number },
): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    let ended = false;
    const timer = setTimeout(
      () =>
        response.destroy(
          new TimeoutError(
            `The answer did not end within ${Math.round(
              limits.timeoutMs / 1000,
            )} s`,
          ),
        ),
      limits.timeoutMs,
    );
    response.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > limits.maxBytes) {
        response.destroy(
          new TooLargeError(
            `The answer is larger than ${limits.maxBytes} bytes`,
          ),
        );
        return;
      }
      chunks.push(chunk);
    });
    response.on('end', () => {
      ended = true;
      clearTimeout(timer);
      resolve(Buffer.concat(chunks).toString('utf8'));
    });
    response.on('error', error => {
      clearTimeout(timer);
      reject(error);
    });
    response.on('close', () => {
      clearTimeout(timer);
      if (!ended) {
        reject(
          new Error('The connection was closed before the answer was complete'),
        );
      }
    });
  });
}
