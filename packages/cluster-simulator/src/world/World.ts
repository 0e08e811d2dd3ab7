import { sha1, sha256 } from '../clock/Random';
import type { KubeResource } from '../store/KubeResource';

/** Why Flux cannot use a content, in the words of the controller that finds out. */
export interface ContentProblem {
  stage: 'path' | 'build' | 'apply' | 'install' | 'template';
  message: string;
}

/** What one path of a repository, one OCI artifact or one version of a chart renders to. */
export interface Content {
  manifests: KubeResource[];
  problem?: ContentProblem;
  /** Charts: the name in Chart.yaml. */
  chart?: string;
  /** Charts: the pod of their test, and whether it fails. */
  test?: { pod: string; fails: boolean };
}

export interface Commit {
  sha: string;
  message: string;
  author: string;
  at: string;
  paths: ReadonlyMap<string, Content>;
}

export interface GitServer {
  url: string;
  branch: string;
  commits: Commit[];
  tags: Map<string, string>;
  /** What the server answers to the fetches that it refuses, by cluster: each has a credential of its own. */
  fetchRefusals: Map<string, string>;
  pushRefusal?: string;
  /** What fetches are given where the server answers them from a copy that is no longer kept up to date: a commit. */
  staleAt?: string;
}

export interface OciArtifact {
  digest: string;
  signed: boolean;
  annotations: Record<string, string>;
  content: Content;
}

export interface OciServer {
  url: string;
  tags: Map<string, OciArtifact>;
}

export interface Bucket {
  /** Of the index of its files. */
  revision: string;
  paths: ReadonlyMap<string, Content>;
}

export interface ChartServer {
  url: string;
  charts: Map<string, Map<string, Content>>;
}

/** What lies outside of all clusters: Git, OCI and chart servers, and image registries. Shared by all clusters of a simulation. */
export class World {
  readonly git = new Map<string, GitServer>();
  readonly oci = new Map<string, OciServer>();
  readonly charts = new Map<string, ChartServer>();
  readonly images = new Map<string, string[]>();
  /** By `endpoint/name`. */
  readonly buckets = new Map<string, Bucket>();
  /** What servers answer to those whom they refuse: by URL of a chart repository, a chart, an OCI or image repository, a bucket. */
  readonly refusals = new Map<string, string>();
  /** Images whose containers run, and whose readiness probe fails, as what they depend on is down. */
  readonly outages = new Set<string>();
  private readonly listeners = new Set<(url: string) => void>();

  constructor(private readonly timestamp: () => string) {}

  /** Listeners are told the URL (of an image: the repository) of what changed. */
  subscribe(listener: (url: string) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  gitServer(url: string): GitServer {
    return getOrAdd(this.git, url, () => ({
      url,
      branch: 'main',
      commits: [],
      tags: new Map(),
      fetchRefusals: new Map(),
    }));
  }

  commit(
    url: string,
    options: {
      message: string;
      author: string;
      changes: Record<string, Content>;
    },
  ): Commit {
    const server = this.gitServer(url);
    const head = server.commits[server.commits.length - 1];
    const commit: Commit = {
      sha: sha1(
        `${url}/${server.commits.length}/${
          options.message
        }/${this.timestamp()}`,
      ),
      message: options.message,
      author: options.author,
      at: this.timestamp(),
      paths: new Map([
        ...(head?.paths ?? []),
        ...Object.entries(options.changes),
      ]),
    };
    server.commits.push(commit);
    this.tell(url);
    return commit;
  }

  head(url: string): Commit | undefined {
    const commits = this.git.get(url)?.commits ?? [];
    return commits[commits.length - 1];
  }

  /** Pushes an artifact under all of these tags; a tag that exists moves. */
  push(
    url: string,
    tags: string[],
    content: Content,
    annotations: Record<string, string> = {},
    signed = false,
  ): OciArtifact {
    const server = getOrAdd(this.oci, url, () => ({ url, tags: new Map() }));
    const artifact = {
      digest: `sha256:${sha256(
        JSON.stringify([url, tags[0], content, annotations]),
      )}`,
      annotations,
      content,
      signed,
    };
    tags.forEach(tag => server.tags.set(tag, artifact));
    this.tell(url);
    return artifact;
  }

  publishChart(
    url: string,
    chart: string,
    version: string,
    content: Content,
  ): void {
    const server = getOrAdd(this.charts, url, () => ({
      url,
      charts: new Map(),
    }));
    getOrAdd(server.charts, chart, () => new Map<string, Content>()).set(
      version,
      content,
    );
    this.tell(url);
  }

  /** Copies files into a bucket; what is there under the same path is replaced. */
  upload(bucket: string, changes: Record<string, Content>): void {
    const paths = new Map([
      ...(this.buckets.get(bucket)?.paths ?? []),
      ...Object.entries(changes),
    ]);
    const revision = `sha256:${sha256(JSON.stringify([...paths]))}`;
    this.buckets.set(bucket, { revision, paths });
    this.tell(bucket);
  }

  pushImage(repository: string, tag: string): void {
    const tags = getOrAdd(this.images, repository, () => [] as string[]);
    if (!tags.includes(tag)) {
      tags.push(tag);
      this.tell(repository);
    }
  }

  /** For changes at a server that are no new content, such as a rotated password. */
  tell(url: string): void {
    this.listeners.forEach(listener => listener(url));
  }
}

function getOrAdd<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  let value = map.get(key);
  if (value === undefined) {
    value = make();
    map.set(key, value);
  }
  return value;
}
