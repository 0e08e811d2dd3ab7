import { InputError } from '@backstage/errors';
import express, { type RequestHandler } from 'express';
import { PayloadTooLargeError } from './readBodies';

/** No event and no promotion is longer, also once it is unpacked. */
export const LONGEST_BODY = 1024 * 1024;

const DEEPEST = 32;

const readBytes = express.raw({ type: () => true, limit: LONGEST_BODY });

/**
 * Reads the body as bytes, unpacked where it was packed: at most 1 MB of them are ever held, whatever it unpacks to.
 *
 * Errors: 413 for a longer one, 415 for a packing that is not known, 400 for one that ends early.
 */
export const readRaw: RequestHandler = (request, response, next) =>
  readBytes(request, response, error => next(error && inOurWords(error)));

function inOurWords(error: Error & { status?: number }): Error {
  switch (error.status) {
    case 413:
      return new PayloadTooLargeError(
        `request/body must not be longer than ${LONGEST_BODY} bytes`,
      );
    case 415:
      return error;
    default:
      return new InputError(`request/body cannot be read: ${error.message}`);
  }
}

/**
 * What stands in a body that {@link readRaw} read.
 *
 * @throws InputError for what is no UTF-8, no JSON, or nested deeper than anything that is sent here
 */
export function parseBody(body: unknown): unknown {
  const bytes = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new InputError('request/body cannot be read: it is no UTF-8');
  }
  if (isDeep(text)) {
    throw new InputError(
      `request/body cannot be read: it is nested deeper than ${DEEPEST} levels`,
    );
  }
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own words quote the body.
    throw new InputError('request/body cannot be read: it is no JSON');
  }
}

/** Whether brackets outside of texts stand too deep. One pass, before a parser sees it. */
function isDeep(text: string): boolean {
  let depth = 0;
  let inText = false;
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at];
    if (inText) {
      if (char === '\\') {
        at += 1;
      } else if (char === '"') {
        inText = false;
      }
    } else if (char === '"') {
      inText = true;
    } else if (char === '{' || char === '[') {
      depth += 1;
      if (depth > DEEPEST) {
        return true;
      }
    } else if (char === '}' || char === ']') {
      depth -= 1;
    }
  }
  return false;
}
