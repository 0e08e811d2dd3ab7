import { execFile, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { CheckFailure } from '../CheckFailure.mjs';
import { Follower } from './Follower.mjs';

const run = promisify(execFile);
const FIELD_MANAGER = 'flux-delivery-e2e';

/**
 * One cluster, with the rights of a kubeconfig context. `kubectl proxy` carries the requests, so that every way of signing
 * in that kubectl knows works here.
 */
export class Cluster {
  #base;
  #proxy;
  #resources = new Map();
  #followers = new Map();

  /**
   * @param {string} context
   * @param {{ kubectl: string }} options
   */
  static async connect(context, { kubectl }) {
    const cluster = new Cluster();
    cluster.context = context;
    const view = [
      'config',
      'view',
      '--raw',
      '--minify',
      '--flatten',
      '-o',
      'json',
    ];
    const { stdout } = await run(kubectl, [
      '--context',
      context,
      ...view,
    ]).catch(error => {
      throw new CheckFailure(
        `the context "${context}": ${error.stderr || error.message}`,
      );
    });
    /** URL, CA and TLS settings of the API server, as the kubeconfig has them. */
    cluster.connection = JSON.parse(stdout).clusters[0].cluster;
    cluster.#proxy = spawn(
      kubectl,
      ['--context', context, 'proxy', '--port', '0', '--address', '127.0.0.1'],
      { stdio: ['ignore', 'pipe', 'ignore'] }, // what it complains of, its answers say too
    );
    cluster.#base = await listeningAddress(cluster.#proxy);
    return cluster;
  }

  close() {
    this.#followers.forEach(follower => follower.stop());
    this.#proxy.kill();
  }

  /** @returns {Promise<Response>} whatever its status */
  fetch(path, options) {
    return fetch(`${this.#base}${path}`, options);
  }

  /** @returns {Promise<any>} undefined where there is nothing */
  async get(apiVersion, kind, namespace, name) {
    const response = await this.fetch(
      await this.#path(apiVersion, kind, namespace, name),
    );
    return response.status === 404
      ? undefined
      : decode(response, `${kind} ${namespace}/${name}`);
  }

  /** @returns {Promise<any[]>} */
  async list(apiVersion, kind, namespace, query = '') {
    const response = await this.fetch(
      `${await this.#path(apiVersion, kind, namespace)}${query}`,
    );
    return (await decode(response, kind)).items;
  }

  /** Server-side apply. */
  async apply(object) {
    const { apiVersion, kind, metadata } = object;
    const path = await this.#path(
      apiVersion,
      kind,
      metadata.namespace,
      metadata.name,
    );
    return this.#patch(
      `${path}?fieldManager=${FIELD_MANAGER}&force=true`,
      object,
      'apply-patch+yaml',
    );
  }

  /** JSON merge patch; `subresource` such as `status`, `as` is the field manager that the API server notes. */
  async patch(ref, patch, { subresource, as = FIELD_MANAGER } = {}) {
    const path = await this.#path(
      ref.apiVersion,
      ref.kind,
      ref.namespace,
      ref.name,
    );
    const url = `${path}${
      subresource ? `/${subresource}` : ''
    }?fieldManager=${encodeURIComponent(as)}`;
    return this.#patch(url, patch, 'merge-patch+json');
  }

  async post(path, body) {
    const headers = { 'Content-Type': 'application/json' };
    return decode(
      await this.fetch(path, {
        method: 'POST',
        headers,
        body: JSON.stringify(body),
      }),
      path,
    );
  }

  async delete(apiVersion, kind, namespace, name) {
    const path = await this.#path(apiVersion, kind, namespace, name);
    const response = await this.fetch(path, { method: 'DELETE' });
    if (response.status !== 404) {
      await decode(response, `${kind} ${name}`);
    }
  }

  /** Do objects of this kind live in namespaces? */
  async namespaced(apiVersion, kind) {
    return (await this.#resource(apiVersion, kind))?.namespaced ?? true;
  }

  /** Are its pods played, with no kubelet that runs them? A kubelet tells its version. */
  async podsArePlayed() {
    const nodes = await this.list('v1', 'Node');
    return nodes.every(({ status }) =>
      /^(kwok.*|fake)?$/.test(status?.nodeInfo?.kubeletVersion ?? ''),
    );
  }

  /** Is this kind served here? */
  async serves(apiVersion, kind) {
    return (await this.#resource(apiVersion, kind)) !== undefined;
  }

  /**
   * The changes of one object, as the API server tells them.
   *
   * @param {AbortSignal} signal ends the watch
   */
  async *watch({ apiVersion, kind, namespace, name }, signal) {
    const path = await this.#path(apiVersion, kind, namespace);
    const query = `?watch=true&fieldSelector=metadata.name=${name}`;
    for await (const { object } of this.#changes(`${path}${query}`, signal)) {
      yield object;
    }
  }

  /**
   * Waits until an object is as wanted.
   *
   * @param {{ apiVersion: string, kind: string, namespace: string, name: string }} ref
   * @param {(object: any) => boolean} reached of undefined, where the object is not there
   * @param {number} timeout milliseconds
   * @returns {Promise<any>} the object as it was last seen
   */
  async follow({ apiVersion, kind, namespace, name }, reached, timeout) {
    const key = `${apiVersion} ${kind}`;
    let follower = this.#followers.get(key);
    if (!follower) {
      follower = new Follower({
        get: (...where) => this.get(apiVersion, kind, ...where),
        watch: signal => this.#changesOf(apiVersion, kind, signal),
      });
      this.#followers.set(key, follower);
    }
    const where = (await this.namespaced(apiVersion, kind))
      ? namespace
      : undefined;
    return follower.wait({ namespace: where, name }, reached, timeout);
  }

  async *#changesOf(apiVersion, kind, signal) {
    const path = await this.#path(apiVersion, kind);
    yield* this.#changes(`${path}?watch=true`, signal);
  }

  async *#changes(path, signal) {
    const response = await this.fetch(path, { signal });
    if (!response.ok) {
      throw new CheckFailure(
        `${path}: the API server answered ${response.status}`,
      );
    }
    let rest = '';
    for await (const chunk of response.body.pipeThrough(
      new TextDecoderStream(),
    )) {
      const lines = (rest + chunk).split('\n');
      rest = lines.pop();
      yield* lines.filter(Boolean).map(line => JSON.parse(line));
    }
  }

  async #patch(path, body, type) {
    const headers = { 'Content-Type': `application/${type}` };
    const response = await this.fetch(path, {
      method: 'PATCH',
      headers,
      body: JSON.stringify(body),
    });
    return decode(response, path);
  }

  async #path(apiVersion, kind, namespace, name) {
    const resource = await this.#resource(apiVersion, kind);
    if (!resource) {
      throw new CheckFailure(
        `${this.context} does not serve ${kind} of ${apiVersion}`,
      );
    }
    const scope =
      resource.namespaced && namespace ? `/namespaces/${namespace}` : '';
    return `${rootOf(apiVersion)}${scope}/${resource.name}${
      name ? `/${name}` : ''
    }`;
  }

  /** Remembers what was found only: a scenario may bring a kind of its own. */
  async #resource(apiVersion, kind) {
    const key = `${apiVersion} ${kind}`;
    const known = this.#resources.get(key);
    if (known) {
      return known;
    }
    const response = await this.fetch(rootOf(apiVersion));
    const { resources = [] } =
      response.status === 404 ? {} : await decode(response, apiVersion);
    const found = resources.find(
      resource => resource.kind === kind && !resource.name.includes('/'),
    );
    if (found) {
      this.#resources.set(key, found);
    }
    return found;
  }
}

const rootOf = apiVersion =>
  apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;

async function decode(response, what) {
  const text = await response.text();
  if (!response.ok) {
    throw new CheckFailure(
      `${what}: the API server answered ${response.status}: ${text.slice(
        0,
        300,
      )}`,
    );
  }
  return JSON.parse(text);
}

async function listeningAddress(proxy) {
  const lines = createInterface({ input: proxy.stdout });
  for await (const line of lines) {
    const match = /Starting to serve on (\S+)/.exec(line);
    if (match) {
      return `http://${match[1]}`;
    }
  }
  throw new CheckFailure('kubectl proxy ended before it listened');
}
