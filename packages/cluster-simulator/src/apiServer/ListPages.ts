import type { KubeResource } from '../store/KubeResource';
import { badRequest, expired } from './StatusError';

interface Token {
  version: number;
  offset: number;
  snapshot: number;
}

interface Snapshot {
  id: number;
  version: number;
  objects: KubeResource[];
}

export interface Page {
  version: number;
  objects: KubeResource[];
  continueToken?: string;
  remaining?: number;
}

const MESSAGE =
  'The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue ' +
  'parameter, or use the continue token in this response to retrieve the remainder of the results. Continuing with the provided token ' +
  'results in an inconsistent list - objects that were created, modified, or deleted between the time the first chunk was returned and ' +
  'now may show up in the list.';

/**
 * Pages of lists. All pages of one list show the objects of one version, for as long as the snapshot is kept; then a token answers
 * 410 with a token that continues without that promise.
 */
export class ListPages {
  private snapshots: Snapshot[] = [];
  private nextId = 1;

  constructor(private readonly kept = 64) {}

  first(version: number, objects: KubeResource[], limit: number): Page {
    if (limit <= 0 || objects.length <= limit) {
      return { version, objects };
    }
    const snapshot = { id: this.nextId++, version, objects };
    this.snapshots.push(snapshot);
    this.snapshots.splice(0, this.snapshots.length - this.kept);
    return page(snapshot, 0, limit);
  }

  /** @throws StatusError 410 where the snapshot is gone, 400 where the token is none */
  next(
    text: string,
    limit: number,
    now: () => { version: number; objects: KubeResource[] },
  ): Page {
    const token = readToken(text);
    if (token.snapshot === 0) {
      return page({ id: 0, ...now() }, token.offset, limit);
    }
    const snapshot = this.snapshots.find(
      candidate => candidate.id === token.snapshot,
    );
    if (!snapshot) {
      throw expired(MESSAGE, writeToken({ ...token, snapshot: 0 }));
    }
    return page(snapshot, token.offset, limit);
  }

  /** All tokens that were given out are too old from now on. */
  expire(): void {
    this.snapshots = [];
  }
}

function page(snapshot: Snapshot, offset: number, limit: number): Page {
  const end = limit > 0 ? offset + limit : snapshot.objects.length;
  const remaining = snapshot.objects.length - end;
  return {
    version: snapshot.version,
    objects: snapshot.objects.slice(offset, end),
    ...(remaining > 0
      ? {
          continueToken: writeToken({
            version: snapshot.version,
            offset: end,
            snapshot: snapshot.id,
          }),
          remaining,
        }
      : {}),
  };
}

function writeToken(token: Token) {
  return Buffer.from(JSON.stringify(token)).toString('base64url');
}

function readToken(text: string): Token {
  try {
    const token = JSON.parse(Buffer.from(text, 'base64url').toString());
    if (Number.isInteger(token.offset) && Number.isInteger(token.snapshot)) {
      return token;
    }
  } catch {
    // Falls through: a token that is no JSON is as bad as one with other fields.
  }
  throw badRequest('continue key is not valid: invalid value');
}
