import type { IncomingMessage, ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import type { ApiAnswer } from './answer';

/** Kubernetes compresses answers above this size for clients that take it. */
const GZIP_FROM = 128 * 1024;

export async function sendBody(
  request: IncomingMessage,
  response: ServerResponse,
  answer: ApiAnswer,
  slow?: { chunkBytes: number; pauseMs: number },
): Promise<void> {
  let body = Buffer.from(answer.body);
  response.statusCode = answer.code;
  response.setHeader('Content-Type', answer.contentType ?? 'application/json');
  response.setHeader('Cache-Control', 'no-cache, private');
  if (
    body.length > GZIP_FROM &&
    /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''))
  ) {
    body = gzipSync(body, { level: 1 });
    response.setHeader('Content-Encoding', 'gzip');
    response.setHeader('Vary', 'Accept-Encoding');
  }
  if (!slow) {
    response.end(body);
    return;
  }
  for (
    let at = 0;
    at < body.length && !response.destroyed;
    at += slow.chunkBytes
  ) {
    await new Promise(resolve => setTimeout(resolve, slow.pauseMs).unref());
    response.write(body.subarray(at, at + slow.chunkBytes));
  }
  response.end();
}
