import { errorOfAnswer, errorOfFailure, errorOfStatus } from '../callErrors';
import { ClusterCallError } from '../ClusterClient';
import type {
  ClusterClient,
  ClusterInfo,
  KubeListResponse,
  ListOptions,
  ResourcePath,
  WatchFrame,
  WatchOptions,
} from '../ClusterClient';
import { listUrl, resourcePath, watchUrl } from '../resourceUrl';
import type { FakeAnswer, FakeApiServer } from './FakeApiServer';

/** @public */
export interface FakeCluster {
  info: ClusterInfo;
  server: FakeApiServer;
}

/**
 * A cluster client over API servers in memory.
 *
 * @public
 */
export class FakeClusterClient implements ClusterClient {
  /** Set to let `listClusters` fail. */
  listError?: Error;

  constructor(readonly clusters: FakeCluster[]) {}

  async listClusters(): Promise<ClusterInfo[]> {
    if (this.listError) {
      throw this.listError;
    }
    return this.clusters.map(cluster => cluster.info);
  }

  async get(
    cluster: string,
    path: string,
    options: { signal?: AbortSignal } = {},
  ): Promise<unknown> {
    const answer = await this.ask(cluster, path, options.signal);
    if (!('status' in answer)) {
      throw new Error('A watch is no get');
    }
    return structuredClone(answer.body);
  }

  async list(
    cluster: string,
    resource: ResourcePath,
    options: ListOptions = {},
  ): Promise<KubeListResponse> {
    return (await this.get(
      cluster,
      listUrl(resource, options),
      options,
    )) as KubeListResponse;
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
    const answer = await this.ask(
      cluster,
      watchUrl(resource, options),
      options.signal,
    );
    if (!('watch' in answer)) {
      throw errorOfStatus(answer.body, answer.status);
    }
    const end = () =>
      answer.watch.break(new ClusterCallError('aborted', 'The call was ended'));
    options.signal?.addEventListener('abort', end, { once: true });
    try {
      for await (const line of answer.watch) {
        yield parse(line);
      }
    } catch (error) {
      throw errorOfFailure(`'${cluster}'`, error, options.signal);
    } finally {
      answer.watch.release();
      options.signal?.removeEventListener('abort', end);
    }
  }

  private async ask(
    cluster: string,
    path: string,
    signal?: AbortSignal,
  ): Promise<FakeAnswer> {
    await Promise.resolve();
    if (signal?.aborted) {
      throw new ClusterCallError('aborted', 'The call was ended');
    }
    const found = this.clusters.find(({ info }) => info.name === cluster);
    if (!found) {
      throw new ClusterCallError(
        'unknownCluster',
        `The Kubernetes plugin does not know the cluster '${cluster}'`,
      );
    }
    if (found.info.access === 'needsUserSession') {
      throw new ClusterCallError(
        'needsUserSession',
        `'${cluster}' needs a user session`,
      );
    }
    let answer: FakeAnswer;
    try {
      answer = found.server.handle(path);
    } catch (error) {
      throw errorOfFailure(`'${cluster}'`, error);
    }
    if ('status' in answer && answer.status !== 200) {
      throw errorOfAnswer(cluster, {
        status: answer.status,
        headers: answer.headers ?? {},
        body: JSON.stringify(answer.body),
      });
    }
    return answer;
  }
}

function parse(line: string): WatchFrame {
  try {
    return JSON.parse(line);
  } catch (cause) {
    throw new ClusterCallError(
      'unreachable',
      'A line of the watch is no JSON',
      { malformed: true, cause },
    );
  }
}
