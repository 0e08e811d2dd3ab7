import type { UrlReaderService } from '@backstage/backend-plugin-api';

const MOST_BYTES = 64 * 1024;
const PATIENCE_MS = 15_000;

/** What a read of a file gave; `failure` in words, without anything that the other side said. */
export type FileAnswer =
  | { type: 'content'; text: string; etag?: string }
  | { type: 'notModified' }
  | { type: 'failed'; failure: string };

/**
 * Reads a small file through the portal's URL reader, which alone decides what may be read. Never rejects, and ends in time also where
 * the reader does not.
 */
export async function readFile(
  reader: Pick<UrlReaderService, 'readUrl'>,
  url: string,
  etag?: string,
): Promise<FileAnswer> {
  const abort = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<FileAnswer>(resolve => {
    timer = setTimeout(() => {
      abort.abort();
      resolve({ type: 'failed', failure: 'it does not answer in time' });
    }, PATIENCE_MS);
  });
  try {
    const asked = ask(reader, url, { etag, signal: abort.signal });
    return await Promise.race([asked, late]);
  } finally {
    clearTimeout(timer);
  }
}

async function ask(
  reader: Pick<UrlReaderService, 'readUrl'>,
  url: string,
  options: { etag?: string; signal: AbortSignal },
): Promise<FileAnswer> {
  try {
    const response = await reader.readUrl(url, options);
    const bytes = response.stream
      ? await atMost(response.stream())
      : await response.buffer();
    if (!bytes || bytes.length > MOST_BYTES) {
      return {
        type: 'failed',
        failure: `it is larger than ${MOST_BYTES / 1024} KiB`,
      };
    }
    return {
      type: 'content',
      text: bytes.toString('utf8'),
      ...(response.etag && { etag: response.etag }),
    };
  } catch (error) {
    const { name, message } = error as Error;
    return name === 'NotModifiedError'
      ? { type: 'notModified' }
      : { type: 'failed', failure: failureOf(name, String(message)) };
  }
}

/** Undefined where there is more. */
async function atMost(
  stream: NodeJS.ReadableStream,
): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of stream) {
    const bytes = Buffer.from(chunk);
    length += bytes.length;
    if (length > MOST_BYTES) {
      return undefined;
    }
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

/** Readers put addresses and answers of others into their messages: only what kind of failure it is comes out. */
function failureOf(name: string, message: string): string {
  if (name === 'NotFoundError') {
    return 'it is not there, or the portal may not see it';
  }
  if (name === 'NotAllowedError' || /not allowed/i.test(message)) {
    return 'the portal may not read that address: no integration and no entry of backend.reading.allow covers it';
  }
  const status = /\b([45]\d\d)\b/.exec(message)?.[1];
  return status ? `its host answers ${status}` : 'its host does not answer';
}
