import type { IncomingMessage } from 'node:http';
import type {
  AuthService,
  DiscoveryService,
} from '@backstage/backend-plugin-api';
import { errorOfAnswer, errorOfFailure } from './callErrors';
import { ClusterCallError } from './ClusterClient';
import type {
  ClusterClient,
  ClusterInfo,
  KubeListResponse,
  ListOptions,
  ResourcePath,
  WatchFrame,
  WatchOptions,
} from './ClusterClient';
import { httpGet, readBody } from './httpGet';
import { LineDecoder } from './LineDecoder';
import { listUrl, resourcePath, watchUrl } from './resourceUrl';

/**
 * Limits of the default client.
 *
 * @public
 */
export interface HttpClusterClientOptions {
  auth: Pick<AuthService, 'getOwnServiceCredentials' | 'getPluginRequestToken'>;
  discovery: Pick<DiscoveryService, 'getBaseUrl'>;
  /** Milliseconds for the headers of an answer, and again for its body. Watches have no such limit. Default: 60 s. */
  callTimeoutMs?: number;
  /** Largest answer that is read, in bytes. Default: 64 MiB. */
  maxBodyBytes?: number;
  /** Longest line of a watch, in bytes. Default: 4 MiB. */
  maxLineBytes?: number;
  /** Milliseconds for which the list of clusters is believed when a call is made. Default: 5 min. */
  clustersMaxAgeMs?: number;
  now?: () => number;
}

/** Providers that know only credentials of the person who looks. `aks` would send our own token to the API server. */
const USER_SESSION_PROVIDERS = new Set(['google', 'oidc', 'aks']);

const CLUSTER_HEADER = 'Backstage-Kubernetes-Cluster';

/**
 * Reaches the API servers through the backend of the Kubernetes plugin, with plugin-to-plugin credentials. Clusters, their
 * credentials and TLS are configured there, once, and its suppliers and auth strategies are honoured.
 *
 * @public
 */
export class HttpClusterClient implements ClusterClient {
  private readonly callTimeoutMs: number;
  private readonly maxBodyBytes: number;
  private readonly maxLineBytes: number;
  private readonly clustersMaxAgeMs: number;
  private readonly now: () => number;
  private known?: { at: number; byName: Map<string, ClusterInfo> };
  private asking?: Promise<ClusterInfo[]>;

  constructor(private readonly options: HttpClusterClientOptions) {
    this.callTimeoutMs = options.callTimeoutMs ?? 60_000;
    this.maxBodyBytes = options.maxBodyBytes ?? 64 * 1024 * 1024;
    this.maxLineBytes = options.maxLineBytes ?? 4 * 1024 * 1024;
    this.clustersMaxAgeMs = options.clustersMaxAgeMs ?? 300_000;
    this.now = options.now ?? Date.now;
  }

  async listClusters(
    options: { signal?: AbortSignal } = {},
  ): Promise<ClusterInfo[]> {
    const subject = 'The Kubernetes plugin';
    const body = await this.getJson(
      subject,
      'kubernetes',
      '/clusters',
      {},
      options.signal,
    );
    const items = (body as { items?: unknown } | undefined)?.items;
    if (!Array.isArray(items)) {
      throw new ClusterCallError(
        'unreachable',
        'The Kubernetes plugin gives no list of clusters',
      );
    }
    const clusters = items.flatMap(item => clusterInfo(item) ?? []);
    this.known = {
      at: this.now(),
      byName: new Map(clusters.map(cluster => [cluster.name, cluster])),
    };
    return clusters;
  }

  async get(
    cluster: string,
    path: string,
    options: { signal?: AbortSignal } = {},
  ): Promise<unknown> {
    await this.assertCallable(cluster, options.signal);
    return this.getJson(
      `'${cluster}'`,
      cluster,
      `/proxy${path}`,
      { [CLUSTER_HEADER]: cluster },
      options.signal,
    );
  }

  async list(
    cluster: string,
    resource: ResourcePath,
    options: ListOptions = {},
  ): Promise<KubeListResponse> {
    const body = (await this.get(
      cluster,
      listUrl(resource, options),
      options,
    )) as Partial<KubeListResponse> | undefined;
    if (!body || !Array.isArray(body.items)) {
      throw new ClusterCallError(
        'unreachable',
        `'${cluster}' gives no list of ${resource.plural}`,
      );
    }
    return { metadata: body.metadata ?? {}, items: body.items };
  }

  read(
    cluster: string,
    resource: ResourcePath & { name: string },
    options: { signal?: AbortSignal } = {},
  ): Promise<unknown> {
    return this.get(cluster, resourcePath(resource), options);
  }

  async *watch(
    cluster: string,
    resource: ResourcePath,
    options: WatchOptions,
  ): AsyncGenerator<WatchFrame> {
    await this.assertCallable(cluster, options.signal);
    const subject = `'${cluster}'`;
    const path = `/proxy${watchUrl(resource, options)}`;
    // No time-out for the headers: the proxy sends them with the first frame, which may be a bookmark a minute later.
    const response = await this.open(
      subject,
      path,
      { [CLUSTER_HEADER]: cluster },
      options.signal,
    );
    try {
      if (response.statusCode !== 200) {
        throw await this.answerError(cluster, response);
      }
      yield* decodeFrames(response, this.maxLineBytes);
    } catch (error) {
      throw errorOfFailure(subject, error, options.signal);
    } finally {
      response.destroy();
    }
  }

  /** Guards the credential: a provider without one of its own would get ours. */
  private async assertCallable(cluster: string, signal?: AbortSignal) {
    if (signal?.aborted) {
      throw new ClusterCallError('aborted', 'The call was ended');
    }
    const fresh =
      this.known && this.now() - this.known.at < this.clustersMaxAgeMs;
    if (!fresh || !this.known!.byName.has(cluster)) {
      this.asking ??= this.listClusters().finally(() => {
        this.asking = undefined;
      });
      await unlessAborted(this.asking, signal);
    }
    const info = this.known?.byName.get(cluster);
    if (!info) {
      throw new ClusterCallError(
        'unknownCluster',
        `The Kubernetes plugin does not know the cluster '${cluster}'`,
      );
    }
    if (info.access === 'needsUserSession') {
      throw new ClusterCallError(
        'needsUserSession',
        `The cluster '${cluster}' (${info.authProvider}) can be reached only with a credential of the person who looks`,
      );
    }
  }

  private async getJson(
    subject: string,
    cluster: string,
    path: string,
    headers: Record<string, string>,
    signal?: AbortSignal,
  ): Promise<unknown> {
    const response = await this.open(
      subject,
      path,
      headers,
      signal,
      this.callTimeoutMs,
    );
    if (response.statusCode !== 200) {
      throw await this.answerError(cluster, response, signal);
    }
    let text: string;
    try {
      text = await readBody(response, {
        maxBytes: this.maxBodyBytes,
        timeoutMs: this.callTimeoutMs,
      });
    } catch (error) {
      throw errorOfFailure(subject, error, signal);
    }
    try {
      return JSON.parse(text);
    } catch {
      throw new ClusterCallError(
        'unreachable',
        `${subject}: the answer is no JSON`,
        { status: 200, malformed: true },
      );
    }
  }

  private async open(
    subject: string,
    path: string,
    headers: Record<string, string>,
    signal?: AbortSignal,
    responseTimeoutMs?: number,
  ): Promise<IncomingMessage> {
    try {
      const { auth, discovery } = this.options;
      const base = await discovery.getBaseUrl('kubernetes');
      // Per call: a token lives for an hour, and is checked only when the call starts.
      const { token } = await auth.getPluginRequestToken({
        onBehalfOf: await auth.getOwnServiceCredentials(),
        targetPluginId: 'kubernetes',
      });
      return await httpGet(`${base}${path}`, {
        signal,
        responseTimeoutMs,
        headers: {
          ...headers,
          Authorization: `Bearer ${token}`,
          Accept: 'application/json',
          // The backend compresses what the caller accepts compressed, and holds back the frames of a watch while it does.
          'Accept-Encoding': 'identity',
        },
      });
    } catch (error) {
      throw errorOfFailure(subject, error, signal);
    }
  }

  private async answerError(
    cluster: string,
    response: IncomingMessage,
    signal?: AbortSignal,
  ): Promise<ClusterCallError> {
    try {
      const body = await readBody(response, {
        maxBytes: 1024 * 1024,
        timeoutMs: this.callTimeoutMs,
      });
      return errorOfAnswer(cluster, {
        status: response.statusCode ?? 0,
        headers: response.headers,
        body,
      });
    } catch (error) {
      return errorOfFailure(`'${cluster}'`, error, signal);
    }
  }
}

/** The list of clusters is asked for once for all callers: one of them going away must not end it for the others. */
function unlessAborted<T>(work: Promise<T>, signal?: AbortSignal): Promise<T> {
  if (!signal) {
    return work;
  }
  return new Promise((resolve, reject) => {
    const onAbort = () =>
      reject(new ClusterCallError('aborted', 'The call was ended'));
    signal.addEventListener('abort', onAbort, { once: true });
    work
      .then(resolve, reject)
      .finally(() => signal.removeEventListener('abort', onAbort));
  });
}

async function* decodeFrames(
  response: IncomingMessage,
  maxLineBytes: number,
): AsyncGenerator<WatchFrame> {
  const decoder = new LineDecoder(maxLineBytes);
  try {
    for await (const chunk of response) {
      for (const line of decoder.push(chunk as Buffer)) {
        yield frameOf(line);
      }
    }
  } catch (error) {
    throw error instanceof RangeError
      ? malformed('A frame of the watch is too long', error)
      : error;
  }
  const rest = decoder.end();
  if (rest.trim()) {
    yield frameOf(rest);
  }
}

function frameOf(line: string): WatchFrame {
  try {
    const frame = JSON.parse(line) as WatchFrame;
    if (
      frame &&
      typeof frame.type === 'string' &&
      typeof frame.object === 'object' &&
      frame.object !== null
    ) {
      return frame;
    }
  } catch (error) {
    throw malformed('A line of the watch is no JSON', error);
  }
  throw malformed('A line of the watch is no frame');
}

function malformed(message: string, cause?: unknown): ClusterCallError {
  return new ClusterCallError('unreachable', message, {
    malformed: true,
    cause,
  });
}

function clusterInfo(item: unknown): ClusterInfo | undefined {
  const { name, title, authProvider, dashboardUrl } = (item ?? {}) as Record<
    string,
    unknown
  >;
  if (typeof name !== 'string' || !name || name.includes('|')) {
    return undefined;
  }
  const provider = typeof authProvider === 'string' ? authProvider : 'unknown';
  return {
    name,
    ...(typeof title === 'string' && title ? { title } : {}),
    authProvider: provider,
    ...(typeof dashboardUrl === 'string' ? { dashboardUrl } : {}),
    access: USER_SESSION_PROVIDERS.has(provider)
      ? 'needsUserSession'
      : 'server',
  };
}
