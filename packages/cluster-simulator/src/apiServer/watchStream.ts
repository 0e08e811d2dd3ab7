import type { ServerResponse } from 'node:http';
import type { Faults } from '../faults';
import type { KubeResource } from '../store/KubeResource';
import { apiVersionOf, kindKey, type ServedKind } from '../store/kinds';
import type { Change, ObjectStore } from '../store/ObjectStore';
import type { Selector } from '../store/selectors';
import { tooOldVersion } from './StatusError';

export interface WatchRequest {
  kind: ServedKind;
  namespace?: string;
  selects: Selector;
  /** Absent or 0: from the present, with all objects first. */
  version: number;
  bookmarks: boolean;
  sendInitialEvents: boolean;
  timeoutMs: number;
  bookmarkIntervalMs: number;
}

/** One open watch: an HTTP response that gets a line for each change until it is ended. */
export class WatchStream {
  private readonly timers: NodeJS.Timeout[] = [];
  private unsubscribe: () => void = () => {};
  private ended = false;

  constructor(
    private readonly store: ObjectStore,
    private readonly faults: Faults,
    private readonly request: WatchRequest,
    private readonly response: ServerResponse,
    private readonly onEnd: () => void,
  ) {}

  start(): void {
    const { request, response } = this;
    response.writeHead(200, {
      'Content-Type': 'application/json',
      'Cache-Control': 'no-cache, private',
      'Transfer-Encoding': 'chunked',
    });
    response.flushHeaders();
    response.on('close', () => this.end());
    if (!this.catchUp()) {
      return;
    }
    this.unsubscribe = this.store.subscribe(change => this.tell(change));
    this.timers.push(setTimeout(() => this.end(), request.timeoutMs));
    if (request.bookmarks) {
      this.timers.push(
        setInterval(() => this.bookmark(), request.bookmarkIntervalMs),
      );
    }
  }

  /** Ends the stream as a server does that has reached its time: without a word. */
  end(): void {
    if (this.ended) {
      return;
    }
    this.ended = true;
    this.timers.forEach(timer => clearTimeout(timer));
    this.unsubscribe();
    this.response.end();
    this.onEnd();
  }

  /** Cuts the connection in the middle of the stream. */
  drop(): void {
    this.response.destroy();
    this.end();
  }

  writeLine(line: string): void {
    if (!this.ended && !this.faults.silences(this.request.kind.plural)) {
      this.response.write(`${line}\n`);
    }
  }

  error(status: { toBody(): unknown }): void {
    this.writeLine(JSON.stringify({ type: 'ERROR', object: status.toBody() }));
    this.end();
  }

  private catchUp(): boolean {
    const { kind, namespace, selects, version, sendInitialEvents } =
      this.request;
    if (version === 0 || sendInitialEvents) {
      this.store
        .list(kind.group, kind.kind, namespace)
        .filter(selects)
        .forEach(object => this.frame('ADDED', object));
      if (sendInitialEvents) {
        this.bookmark({ 'k8s.io/initial-events-end': 'true' });
      }
      return true;
    }
    const changes = this.store.changesSince(
      kindKey(kind.group, kind.kind),
      version,
    );
    if (changes === 'expired') {
      this.error(tooOldVersion(version, this.store.compactedVersion));
      return false;
    }
    changes.forEach(change => this.tell(change));
    return true;
  }

  // An object that comes into the selection or leaves it is added or deleted, as seen by this watch.
  private tell(change: Change): void {
    const { kind, namespace, selects } = this.request;
    const { object, previous } = change;
    if (
      change.kind !== kindKey(kind.group, kind.kind) ||
      (namespace !== undefined && object.metadata.namespace !== namespace)
    ) {
      return;
    }
    const before = previous !== undefined && selects(previous);
    const now = change.type !== 'DELETED' && selects(object);
    if (now) {
      this.frame(before ? 'MODIFIED' : 'ADDED', object);
    } else if (before) {
      this.frame('DELETED', object);
    }
  }

  private frame(type: string, object: KubeResource): void {
    this.writeLine(`{"type":"${type}","object":${serialize(object)}}`);
  }

  private bookmark(annotations?: Record<string, string>): void {
    const { kind } = this.request;
    this.writeLine(
      JSON.stringify({
        type: 'BOOKMARK',
        object: {
          kind: kind.kind,
          apiVersion: apiVersionOf(kind),
          metadata: {
            resourceVersion: String(this.store.version),
            creationTimestamp: null,
            ...(annotations ? { annotations } : {}),
          },
        },
      }),
    );
  }
}

const serialized = new WeakMap<KubeResource, string>();

/** The JSON of a stored object, made once for all lists and watches: stored objects never change. */
export function serialize(object: KubeResource): string {
  let text = serialized.get(object);
  if (text === undefined) {
    text = JSON.stringify(object);
    serialized.set(object, text);
  }
  return text;
}
