import {
  createServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { Socket } from 'node:net';
import type { AccessRules } from './AccessRules';
import { Faults, type Fault } from '../faults';
import type { ServedKind } from '../store/kinds';
import type { ObjectStore } from '../store/ObjectStore';
import { sendBody } from './sendBody';
import { answer, type ApiAnswer } from './answer';
import { ListPages } from './ListPages';
import { selectorOf, versionAsked } from './query';
import {
  expired,
  StatusError,
  tooManyRequests,
  tooOldVersion,
  unauthorized,
} from './StatusError';
import { readPath, type RequestTarget } from './requestPath';
import { WatchStream, type WatchRequest } from './watchStream';

export interface ApiServerOptions {
  cluster: string;
  store: ObjectStore;
  kinds: readonly ServedKind[];
  access: AccessRules;
  faults: Faults;
  /** The only bearer token that is let in. */
  token: string;
  /** 0 takes any free port. */
  port: number;
  bookmarkIntervalMs?: number;
}

/** How often each request was made, by verb and resource (`list pods`, `watch kustomizations`). */
export type RequestCounts = Record<string, number>;

/** The API server of one simulated cluster, on a port of its own on loopback. */
export class ApiServer {
  private server?: Server;
  private port: number;
  private readonly sockets = new Set<Socket>();
  private readonly streams = new Map<WatchStream, string>();
  private readonly pages = new ListPages();
  private counts: RequestCounts = {};

  constructor(private readonly options: ApiServerOptions) {
    this.port = options.port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get openWatches(): number {
    return this.streams.size;
  }

  get requests(): Readonly<RequestCounts> {
    return this.counts;
  }

  resetRequests(): void {
    this.counts = {};
  }

  /** @throws Error in one sentence, where the port cannot be had */
  async start(): Promise<void> {
    const server = createServer((request, response) =>
      this.handle(request, response),
    );
    server.on('connection', socket => {
      this.sockets.add(socket);
      socket.on('close', () => this.sockets.delete(socket));
    });
    await new Promise<void>((resolve, reject) => {
      server.once('error', (error: NodeJS.ErrnoException) =>
        reject(
          error.code === 'EADDRINUSE'
            ? new Error(
                `Port ${this.port} for the simulated cluster ${this.options.cluster} is taken: free it, or set SIMULATOR_PORT_BASE to another start.`,
              )
            : error,
        ),
      );
      server.listen(this.port, '127.0.0.1', resolve);
    });
    const address = server.address();
    this.port =
      typeof address === 'object' && address ? address.port : this.port;
    this.server = server;
  }

  /** Closes the listener and every connection. May be started again on the same port: a cluster that was out of reach is back. */
  async stop(): Promise<void> {
    const { server } = this;
    this.server = undefined;
    [...this.streams.keys()].forEach(stream => stream.end());
    this.sockets.forEach(socket => socket.destroy());
    if (server) {
      await new Promise<void>(resolve => server.close(() => resolve()));
    }
  }

  /** Cuts the open watches of one resource, or of all. */
  dropWatches(resource?: string): void {
    [...this.streams]
      .filter(([, plural]) => !resource || plural === resource)
      .forEach(([stream]) => stream.drop());
  }

  /** Ends the window of changes and all list tokens, and tells open watches so. */
  expire(): void {
    this.options.store.compact();
    this.pages.expire();
  }

  private async handle(
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://cluster');
    let faults: Fault[] = [];
    try {
      this.authenticate(request);
      const target = readPath(url.pathname, this.options.kinds);
      const verb = verbOf(request.method, target, url.searchParams);
      const resource =
        target.type === 'object' ? target.kind.plural : target.type;
      this.counts[`${verb} ${resource}`] =
        (this.counts[`${verb} ${resource}`] ?? 0) + 1;
      faults = this.options.faults.take(verb, resource);
      if (!(await this.suffer(faults, response))) {
        return;
      }
      if (target.type === 'object' && verb === 'watch') {
        this.watch(target, url.searchParams, response, faults);
        return;
      }
      const found = answer(target, {
        ...this.options,
        pages: this.pages,
        query: url.searchParams,
        method: request.method ?? 'GET',
        accept: request.headers.accept ?? '',
        body: await readBody(request),
      });
      await sendBody(request, response, found, slowness(faults));
    } catch (error) {
      await sendBody(request, response, failure(error), slowness(faults));
    }
  }

  private authenticate(request: IncomingMessage): void {
    if (request.headers.authorization !== `Bearer ${this.options.token}`) {
      throw unauthorized();
    }
  }

  /** Returns false where the request has been dealt with. */
  private async suffer(
    faults: Fault[],
    response: ServerResponse,
  ): Promise<boolean> {
    for (const fault of faults) {
      switch (fault.type) {
        case 'delay':
          await new Promise(resolve => setTimeout(resolve, fault.ms).unref());
          break;
        case 'hangUp':
          response.destroy();
          return false;
        case 'throttle':
          response.setHeader('Retry-After', String(fault.retryAfterSeconds));
          throw tooManyRequests(fault.retryAfterSeconds);
        case 'serverError':
          throw new StatusError(
            fault.code,
            'InternalError',
            'An error on the server has prevented the request from succeeding',
          );
        case 'expired':
          throw expired(
            'The resourceVersion for the provided watch is too old.',
          );
        default:
      }
    }
    return true;
  }

  private watch(
    target: Extract<RequestTarget, { type: 'object' }>,
    query: URLSearchParams,
    response: ServerResponse,
    faults: Fault[],
  ): void {
    const { store, access } = this.options;
    access.assert('watch', target.kind, target.namespace, target.name);
    const stream = new WatchStream(
      store,
      this.options.faults,
      readWatch(target, query, this.options.bookmarkIntervalMs ?? 60_000),
      response,
      () => this.streams.delete(stream),
    );
    this.streams.set(stream, target.kind.plural);
    stream.start();
    if (faults.some(fault => fault.type === 'expiredFrame')) {
      stream.error(
        tooOldVersion(Number(query.get('resourceVersion') ?? 0), store.version),
      );
    }
    if (faults.some(fault => fault.type === 'garbage')) {
      stream.writeLine('{"type":"MODIFIED","object":{"kind":');
    }
  }
}

function readWatch(
  target: Extract<RequestTarget, { type: 'object' }>,
  query: URLSearchParams,
  bookmarkIntervalMs: number,
): WatchRequest {
  const seconds = Number(query.get('timeoutSeconds') ?? 0);
  return {
    kind: target.kind,
    namespace: target.namespace,
    selects: selectorOf(query, target.name),
    version: versionAsked(query),
    bookmarks: isTrue(query.get('allowWatchBookmarks')),
    sendInitialEvents: isTrue(query.get('sendInitialEvents')),
    // Without a timeout of the client's, an API server ends a watch after half an hour to an hour.
    timeoutMs: (seconds > 0 ? seconds : 1800) * 1000,
    bookmarkIntervalMs,
  };
}

function isTrue(value: string | null) {
  return value === 'true' || value === '1';
}

function verbOf(
  method: string | undefined,
  target: RequestTarget,
  query: URLSearchParams,
): string {
  if (target.type !== 'object') {
    return (method ?? 'GET').toLowerCase();
  }
  if (method === 'PATCH') {
    return 'patch';
  }
  if (isTrue(query.get('watch'))) {
    return 'watch';
  }
  return target.name ? 'get' : 'list';
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

function slowness(faults: Fault[]) {
  return faults.find(
    (fault): fault is Extract<Fault, { type: 'slow' }> => fault.type === 'slow',
  );
}

function failure(error: unknown): ApiAnswer {
  const status =
    error instanceof StatusError
      ? error
      : new StatusError(
          500,
          'InternalError',
          `Internal error occurred: ${error}`,
        );
  return { code: status.code, body: JSON.stringify(status.toBody()) };
}
