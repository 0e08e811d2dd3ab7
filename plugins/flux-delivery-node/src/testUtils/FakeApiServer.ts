import { FakeWatch } from './FakeWatch';

/**
 * A kind that the fake serves, in one version.
 *
 * @public
 */
export interface FakeResource {
  group: string;
  version: string;
  kind: string;
  plural: string;
  namespaced?: boolean;
}

/** @public */
export interface FakeObject {
  metadata: {
    name: string;
    namespace?: string;
    uid?: string;
    resourceVersion?: string;
    labels?: Record<string, string>;
  } & Record<string, unknown>;
  [field: string]: unknown;
}

/** @public */
export type FakeAnswer =
  | { status: number; body: unknown; headers?: Record<string, string> }
  | { watch: FakeWatch };

interface Change {
  resourceVersion: number;
  resource: string;
  frame: { type: string; object: FakeObject };
}

/**
 * An API server in memory, with the faults that real ones have. Answers as flux-delivery needs it: discovery, lists in pages,
 * watches from a version, bookmarks, 410 in its forms.
 *
 * @public
 */
export class FakeApiServer {
  readonly requests: string[] = [];
  readonly watches = new Set<FakeWatch>();
  readonly openedWatches: URLSearchParams[] = [];
  /** Set to answer everything so: an outage, a refused credential. */
  answerAll?:
    | { status: number; body: unknown; headers?: Record<string, string> }
    | { error: Error };
  /** Answers for `group/plural`, instead of the objects. */
  readonly answers = new Map<
    string,
    { status: number; body: unknown; headers?: Record<string, string> }
  >();
  /** Watches open, and nothing ever comes. */
  silent = false;

  private resources: FakeResource[];
  private objects = new Map<string, Map<string, FakeObject>>();
  private history: Change[] = [];
  private version = 100;
  private oldest = 0;
  private lastUid = 0;

  constructor(resources: FakeResource[]) {
    this.resources = [...resources];
  }

  get resourceVersion() {
    return this.version;
  }

  install(resource: FakeResource) {
    this.resources.push(resource);
  }

  uninstall(group: string, plural: string, version?: string) {
    this.resources = this.resources.filter(
      r =>
        r.group !== group ||
        r.plural !== plural ||
        (version && r.version !== version),
    );
  }

  forbid(group: string, plural: string) {
    this.answers.set(`${group}/${plural}`, {
      status: 403,
      body: statusBody(403, 'Forbidden', `${plural} is forbidden`),
    });
  }

  allow(group: string, plural: string) {
    this.answers.delete(`${group}/${plural}`);
  }

  /** Creates, or replaces. An object that was there keeps its uid, unless one is given. */
  apply(group: string, plural: string, object: FakeObject): FakeObject {
    const resource = `${group}/${plural}`;
    const key = `${object.metadata.namespace ?? ''}/${object.metadata.name}`;
    const held = this.held(resource);
    const before = held.get(key);
    const uid =
      object.metadata.uid ?? before?.metadata.uid ?? `uid-${++this.lastUid}`;
    const stored = {
      ...object,
      metadata: {
        ...object.metadata,
        uid,
        resourceVersion: String(++this.version),
      },
    };
    held.set(key, stored);
    this.publish(resource, before ? 'MODIFIED' : 'ADDED', stored);
    return stored;
  }

  delete(group: string, plural: string, name: string, namespace = '') {
    const resource = `${group}/${plural}`;
    const key = `${namespace}/${name}`;
    const before = this.held(resource).get(key);
    if (before) {
      this.held(resource).delete(key);
      const last = {
        ...before,
        metadata: {
          ...before.metadata,
          resourceVersion: String(++this.version),
        },
      };
      this.publish(resource, 'DELETED', last);
    }
  }

  bookmark() {
    for (const watch of this.watches) {
      watch.send({
        type: 'BOOKMARK',
        object: { metadata: { resourceVersion: String(this.version) } },
      });
    }
  }

  /** Versions before now are forgotten: watches and `continue` tokens from before are answered 410. */
  compact() {
    this.version += 1;
    this.oldest = this.version;
    this.history = [];
  }

  /** As an etcd that was restored from a backup: versions start lower again. */
  rewind(to: number) {
    this.version = to;
    this.oldest = 0;
    this.history = [];
  }

  closeWatches() {
    [...this.watches].forEach(watch => watch.close());
  }

  breakWatches() {
    [...this.watches].forEach(watch => watch.break());
  }

  handle(pathAndQuery: string): FakeAnswer {
    this.requests.push(pathAndQuery);
    if (this.answerAll) {
      if ('error' in this.answerAll) {
        throw this.answerAll.error;
      }
      return this.answerAll;
    }
    const url = new URL(pathAndQuery, 'http://fake');
    const discovery = this.discovery(url.pathname);
    if (discovery) {
      return { status: 200, body: discovery };
    }
    const match =
      /^\/(?:api|apis\/([^/]+))\/([^/]+)\/(?:namespaces\/([^/]+)\/(?=.))?([^/]+)(?:\/([^/]+))?$/.exec(
        url.pathname,
      );
    const [, group = '', version, namespace, plural, name] = match ?? [];
    const served = this.resources.find(
      r => r.group === group && r.version === version && r.plural === plural,
    );
    if (!served) {
      return { status: 404, body: '404 page not found\n' };
    }
    const answer = this.answers.get(`${group}/${plural}`);
    if (answer) {
      return answer;
    }
    if (name) {
      return this.readOne(served, `${namespace ?? ''}/${name}`);
    }
    return url.searchParams.get('watch')
      ? this.watch(served, namespace, url.searchParams)
      : this.list(served, namespace, url.searchParams);
  }

  private held(resource: string) {
    let held = this.objects.get(resource);
    if (!held) {
      this.objects.set(resource, (held = new Map()));
    }
    return held;
  }

  private publish(resource: string, type: string, object: FakeObject) {
    const change = {
      resourceVersion: this.version,
      resource,
      frame: { type, object },
    };
    this.history.push(change);
    for (const watch of this.watches) {
      if (
        watch.resource === resource &&
        matches(object, watch.namespace) &&
        !this.silent
      ) {
        watch.send(change.frame);
      }
    }
  }

  private discovery(path: string): unknown {
    const groups = [...new Set(this.resources.map(r => r.group))].filter(
      Boolean,
    );
    const of = (group: string, version: string) =>
      this.resources
        .filter(r => r.group === group && r.version === version)
        .map(r => ({
          name: r.plural,
          kind: r.kind,
          namespaced: r.namespaced !== false,
          verbs: ['get', 'list', 'watch'],
        }));
    if (path === '/version') {
      return { major: '1', minor: '36' };
    }
    if (path === '/api') {
      return { kind: 'APIVersions', versions: ['v1'] };
    }
    if (path === '/apis') {
      return {
        kind: 'APIGroupList',
        groups: groups.map(name => ({
          name,
          versions: [
            ...new Set(
              this.resources.filter(r => r.group === name).map(r => r.version),
            ),
          ].map(version => ({
            groupVersion: `${name}/${version}`,
            version,
          })),
        })),
      };
    }
    const match = /^\/(?:api|apis\/([^/]+))\/([^/]+)$/.exec(path);
    const resources = match && of(match[1] ?? '', match[2]);
    return resources?.length || path === '/api/v1'
      ? { kind: 'APIResourceList', resources }
      : undefined;
  }

  private readOne(served: FakeResource, key: string): FakeAnswer {
    const object = this.held(`${served.group}/${served.plural}`).get(key);
    return object
      ? {
          status: 200,
          body: {
            apiVersion: apiVersion(served),
            kind: served.kind,
            ...object,
          },
        }
      : {
          status: 404,
          body: statusBody(
            404,
            'NotFound',
            `${served.plural} "${key}" not found`,
          ),
        };
  }

  private list(
    served: FakeResource,
    namespace: string | undefined,
    query: URLSearchParams,
  ): FakeAnswer {
    const [at, offset] = (query.get('continue') ?? `${this.version}:0`)
      .split(':')
      .map(Number);
    if (at < this.oldest) {
      return {
        status: 410,
        body: statusBody(
          410,
          'Expired',
          'The provided continue parameter is too old',
        ),
      };
    }
    const limit = Number(query.get('limit') ?? '0') || Infinity;
    const all = [
      ...this.held(`${served.group}/${served.plural}`).values(),
    ].filter(object => matches(object, namespace, query));
    const items = all.slice(offset, offset + limit);
    const left = all.length - offset - items.length;
    const metadata = {
      resourceVersion: String(at),
      ...(left > 0
        ? {
            continue: `${at}:${offset + items.length}`,
            remainingItemCount: left,
          }
        : {}),
    };
    return {
      status: 200,
      body: {
        kind: `${served.kind}List`,
        apiVersion: apiVersion(served),
        metadata,
        items,
      },
    };
  }

  private watch(
    served: FakeResource,
    namespace: string | undefined,
    query: URLSearchParams,
  ): FakeAnswer {
    const from = Number(query.get('resourceVersion'));
    const resource = `${served.group}/${served.plural}`;
    this.openedWatches.push(query);
    const watch = new FakeWatch(resource, namespace, closed =>
      this.watches.delete(closed),
    );
    if (from < this.oldest) {
      watch.send({
        type: 'ERROR',
        object: statusBody(
          410,
          'Expired',
          `too old resource version: ${from} (${this.oldest})`,
        ),
      });
      watch.close();
      return { watch };
    }
    this.watches.add(watch);
    const missed = this.history.filter(
      change => change.resourceVersion > from && change.resource === resource,
    );
    if (!this.silent) {
      missed
        .filter(change => matches(change.frame.object, namespace))
        .forEach(change => watch.send(change.frame));
    }
    return { watch };
  }
}

/** @public */
export function statusBody(code: number, reason: string, message: string) {
  return {
    kind: 'Status',
    apiVersion: 'v1',
    status: 'Failure',
    code,
    reason,
    message,
  };
}

function apiVersion({ group, version }: FakeResource) {
  return group ? `${group}/${version}` : version;
}

function matches(
  object: FakeObject,
  namespace?: string,
  query?: URLSearchParams,
): boolean {
  if (namespace && object.metadata.namespace !== namespace) {
    return false;
  }
  const selector = query?.get('labelSelector');
  const labels = object.metadata.labels ?? {};
  return (
    !selector ||
    selector
      .split(',')
      .every(pair => labels[pair.split('=')[0]] === pair.split('=')[1])
  );
}
