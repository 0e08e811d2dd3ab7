import { sha256 } from '../clock/Random';
import type { KubeResource } from '../store/KubeResource';
import type { Content, GitServer, World } from '../world/World';

/** What a source controller finds at the other end. */
export type Upstream =
  | {
      type: 'found';
      revision: string;
      /** The name of the file in the artifact store, without its folder. */
      file: string;
      metadata?: Record<string, string>;
      contentAt: (path: string) => Content | undefined;
      texts: {
        building: string;
        outdated: string;
        stored: string;
        reason: string;
        outdatedReason: string;
      };
      extra?: Record<string, unknown>;
    }
  | {
      type: 'failed';
      reason: string;
      message: string;
      stalled?: boolean;
      /** The condition that tells of it beside Ready; FetchFailed where absent. */
      condition?: 'SourceVerified' | 'BuildFailed';
    };

/** Looks at the server that a GitRepository, OCIRepository, Bucket or HelmRepository names. */
export function lookUpstream(
  source: KubeResource,
  world: World,
  cluster: string,
): Upstream {
  switch (source.kind) {
    case 'GitRepository':
      return lookGit(source, world, cluster);
    case 'OCIRepository':
      return lookOci(source, world);
    case 'Bucket':
      return lookBucket(source, world);
    default:
      return lookCharts(source, world);
  }
}

export const normalPath = (path: string | undefined) =>
  (path ?? './').replace(/^\.?\/?/, './').replace(/\/$/, '') || './';

function lookGit(
  source: KubeResource,
  world: World,
  cluster: string,
): Upstream {
  const { url, ref = {} } = source.spec ?? {};
  const server = world.git.get(url);
  const prefix = 'failed to checkout and determine revision: ';
  if (!server) {
    return gitFailure(
      `${prefix}unable to clone '${url}': repository not found: `,
    );
  }
  const refusal = server.fetchRefusals.get(cluster);
  if (refusal) {
    return gitFailure(
      `${prefix}unable to list remote for '${url}': ${refusal}`,
    );
  }
  const found = resolveGit(server, ref);
  if (!found) {
    return gitFailure(
      `${prefix}unable to clone '${url}': couldn't find remote ref "refs/${
        ref.tag ? `tags/${ref.tag}` : `heads/${ref.branch}`
      }"`,
    );
  }
  const { commit, name } = found;
  const revision = name ? `${name}@sha1:${commit.sha}` : `sha1:${commit.sha}`;
  return {
    type: 'found',
    revision,
    file: `${commit.sha}.tar.gz`,
    contentAt: path => commit.paths.get(normalPath(path)),
    texts: {
      building: `building artifact: new upstream revision '${revision}'`,
      outdated: `new upstream revision '${revision}'`,
      outdatedReason: 'NewRevision',
      stored: `stored artifact for revision '${revision}'`,
      reason: 'Succeeded',
    },
  };
}

function gitFailure(message: string): Upstream {
  return {
    type: 'failed',
    reason: 'GitOperationFailed',
    message,
  };
}

function resolveGit(
  server: GitServer,
  ref: { branch?: string; tag?: string; commit?: string },
) {
  const { commits } = server;
  if (ref.commit) {
    const commit = commits.find(candidate => candidate.sha === ref.commit);
    return commit && { commit, name: '' };
  }
  if (ref.tag) {
    const commit = commits.find(
      candidate => candidate.sha === server.tags.get(ref.tag!),
    );
    return commit && { commit, name: ref.tag };
  }
  const branch = ref.branch ?? 'master';
  const commit = server.staleAt
    ? commits.find(({ sha }) => sha === server.staleAt)
    : commits[commits.length - 1];
  return commit && branch === server.branch
    ? { commit, name: branch }
    : undefined;
}

function lookOci(source: KubeResource, world: World): Upstream {
  const { url, ref = {} } = source.spec ?? {};
  const server = world.oci.get(url);
  const tag: string = ref.tag ?? 'latest';
  const registry = `https://${String(url)
    .replace('oci://', '')
    .replace('/', '/v2/')}/manifests/${tag}`;
  const failed = (text: string): Upstream => ({
    type: 'failed',
    reason: 'OCIArtifactPullFailed',
    message: `failed to determine artifact digest: GET ${registry}: ${text}`,
  });
  const repository = String(url).replace('oci://', '');
  const invalid = /:[^/]+$/.exec(repository);
  if (invalid) {
    return {
      type: 'failed',
      reason: 'URLInvalid',
      message: `URL validation failed for '${url}': repository can only contain the characters \`abcdefghijklmnopqrstuvwxyz0123456789_-./\`: ${repository.replace(
        /^[^/]*\//,
        '',
      )}`,
      stalled: true,
    };
  }
  const refusal = world.refusals.get(url);
  if (refusal) {
    return failed(refusal);
  }
  const artifact = ref.digest
    ? [...(server?.tags.values() ?? [])].find(
        candidate => candidate.digest === ref.digest,
      )
    : server?.tags.get(tag);
  if (!artifact) {
    return failed(
      server
        ? 'MANIFEST_UNKNOWN: manifest unknown'
        : 'NAME_UNKNOWN: repository name not known to registry',
    );
  }
  const { provider } = source.spec?.verify ?? {};
  if (provider && !artifact.signed) {
    return {
      type: 'failed',
      reason: 'VerificationError',
      message: `failed to verify the signature using provider '${provider}': no matching signatures were found for '${repository}@${artifact.digest}'`,
      condition: 'SourceVerified',
    };
  }
  const revision = ref.digest ? artifact.digest : `${tag}@${artifact.digest}`;
  return {
    type: 'found',
    revision,
    file: `${artifact.digest}.tar.gz`,
    metadata:
      Object.keys(artifact.annotations).length > 0
        ? artifact.annotations
        : undefined,
    contentAt: () => artifact.content,
    texts: {
      building: `building artifact: new revision '${revision}' for '${repository}'`,
      outdated: `new revision '${revision}' for '${repository}'`,
      outdatedReason: 'NewRevision',
      stored: `stored artifact for digest '${revision}'`,
      reason: 'Succeeded',
    },
  };
}

function lookCharts(source: KubeResource, world: World): Upstream {
  const { url } = source.spec ?? {};
  const server = world.charts.get(url);
  const error =
    world.refusals.get(url) ??
    (server ? undefined : `failed to fetch ${url}index.yaml : 404 Not Found`);
  if (error || !server) {
    return {
      type: 'failed',
      reason: 'Failed',
      message: `failed to fetch Helm repository index: failed to cache index to temporary file: ${error}`,
    };
  }
  const index = [...server.charts].map(([chart, versions]) => [
    chart,
    [...versions.keys()],
  ]);
  const revision = `sha256:${sha256(JSON.stringify(index))}`;
  return {
    type: 'found',
    revision,
    file: `index-${revision.slice(7)}.yaml`,
    contentAt: () => undefined,
    texts: {
      building: `building artifact: new index revision '${revision}'`,
      outdated: `new index revision '${revision}'`,
      outdatedReason: 'NewRevision',
      stored: `stored artifact: revision '${revision}'`,
      reason: 'Succeeded',
    },
  };
}

function lookBucket(source: KubeResource, world: World): Upstream {
  const { bucketName } = source.spec ?? {};
  const id = bucketId(source);
  const bucket = world.buckets.get(id);
  const refusal = world.refusals.get(id);
  if (refusal || !bucket) {
    return {
      type: 'failed',
      reason: 'BucketOperationFailed',
      message: refusal
        ? `failed to confirm existence of '${bucketName}' bucket: ${refusal}`
        : `bucket '${bucketName}' not found`,
    };
  }
  const { revision, paths } = bucket;
  return {
    type: 'found',
    revision,
    file: `${revision.slice(7)}.tar.gz`,
    contentAt: path => paths.get(normalPath(path)),
    texts: {
      building: `building artifact: new upstream revision '${revision}'`,
      outdated: `new upstream revision '${revision}'`,
      outdatedReason: 'NewRevision',
      stored: `stored artifact: revision '${revision}'`,
      reason: 'Succeeded',
    },
  };
}

/** Under which a bucket is known in the world. */
export function bucketId({ spec }: KubeResource): string {
  return `${spec?.endpoint}/${spec?.bucketName}`;
}
