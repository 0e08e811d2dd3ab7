import { open, stat } from 'node:fs/promises';

const PORTAL = 'system:serviceaccount:backstage:flux-delivery';

/** What the portal asked an API server, by the audit log that this one writes (JSON lines, level Metadata or more). */
export class AuditLog {
  /** @param {string} path */
  constructor(path) {
    this.path = path;
  }

  /** The place where the log ends now: an argument of `since`. */
  async end() {
    return (await stat(this.path)).size;
  }

  /** @returns {Promise<{ verb: string, uri: string, code?: number }[]>} one for each line of the portal's account */
  async since(start) {
    const file = await open(this.path);
    try {
      const { size } = await file.stat();
      const from = size < start ? 0 : start; // the log was rotated
      const buffer = Buffer.alloc(size - from);
      await file.read(buffer, 0, buffer.length, from);
      return buffer
        .toString('utf8')
        .split('\n')
        .filter(line => line.endsWith('}'))
        .map(line => JSON.parse(line))
        .filter(({ user }) => user?.username === PORTAL)
        .map(({ verb, requestURI, responseStatus }) => ({
          verb,
          uri: requestURI,
          code: responseStatus?.code,
        }));
    } finally {
      await file.close();
    }
  }
}
