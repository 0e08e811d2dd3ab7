/**
 * A container image, taken apart.
 *
 * @public
 */
export interface ImageReference {
  /** Registry and path, always with both: `nginx` is `docker.io/library/nginx`. Empty where the text is no image. */
  repository: string;
  tag?: string;
  /** `sha256:…` */
  digest?: string;
}

const DOCKER_HUB = new Set([
  'docker.io',
  'index.docker.io',
  'registry-1.docker.io',
]);
const DIGEST = /^[a-z0-9]+(?:[.+_-][a-z0-9]+)*:[0-9a-fA-F]{32,128}$/;
const TAG = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/;
const PATH = /^[a-z0-9]+(?:[._/-]+[a-z0-9]+)*$/;
const HOST = /^(?:[A-Za-z0-9.-]+|\[[0-9A-Fa-f:]+\])(?::\d{1,5})?$/;

/**
 * Takes an image reference apart as container runtimes do. Never throws: the repository is empty for a text that is no image.
 *
 * @public
 */
export function parseImage(text: string): ImageReference {
  const nothing: ImageReference = { repository: '' };
  if (typeof text !== 'string' || text.length > 1024) {
    return nothing;
  }
  let rest = text.trim();
  // Some runtimes name an image by the digest of its configuration alone.
  if (DIGEST.test(rest)) {
    return nothing;
  }
  const at = rest.indexOf('@');
  const digest = at < 0 ? undefined : rest.slice(at + 1);
  if (digest !== undefined && !DIGEST.test(digest)) {
    return nothing;
  }
  rest = at < 0 ? rest : rest.slice(0, at);

  // A colon before the last slash belongs to the port of the registry.
  const colon = rest.indexOf(':', rest.lastIndexOf('/') + 1);
  const tag = colon < 0 ? undefined : rest.slice(colon + 1);
  if (tag !== undefined && !TAG.test(tag)) {
    return nothing;
  }
  const repository = normalRepository(colon < 0 ? rest : rest.slice(0, colon));
  if (!repository) {
    return nothing;
  }
  return {
    repository,
    ...(tag !== undefined && { tag }),
    ...(digest !== undefined && { digest: digest.toLowerCase() }),
  };
}

function normalRepository(name: string): string | undefined {
  const slash = name.indexOf('/');
  const first = name.slice(0, Math.max(slash, 0));
  const hasHost =
    slash > 0 && (/[.:]/.test(first) || first.toLowerCase() === 'localhost');
  const host = hasHost ? first.toLowerCase() : 'docker.io';
  const path = hasHost ? name.slice(slash + 1) : name;
  if (!HOST.test(host) || !PATH.test(path)) {
    return undefined;
  }
  if (!DOCKER_HUB.has(host)) {
    return `${host}/${path}`;
  }
  return path.includes('/') ? `docker.io/${path}` : `docker.io/library/${path}`;
}

/**
 * Registry and path without tag and digest; undefined where the text is no image.
 *
 * @public
 */
export function imageRepository(text: string): string | undefined {
  return parseImage(text).repository || undefined;
}

/**
 * The manifest digest in a pod's `imageID`. Undefined for an image that was not pulled by digest: a bare `sha256:…` there is
 * the digest of the image's configuration, which must not be compared with that of a manifest.
 *
 * @public
 */
export function digestOfImageId(
  imageId: string | undefined,
): string | undefined {
  const id = typeof imageId === 'string' ? imageId : '';
  const at = id.lastIndexOf('@');
  const digest = at < 0 ? '' : id.slice(at + 1);
  return DIGEST.test(digest) ? digest.toLowerCase() : undefined;
}
