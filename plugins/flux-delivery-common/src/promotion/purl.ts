import { imageRepository } from '../kube/imageReference';
import type { VersionIdentifiers } from './Promotion';

const PURL =
  /^pkg:([a-z0-9.+-]{1,32})\/([^?#]{1,1024})(?:\?([^#]{0,1024}))?(?:#.*)?$/i;
const DIGEST = /^sha(?:256:[0-9a-f]{64}|512:[0-9a-f]{128})$/i;
const COMMIT = /^[0-9a-f]{7,64}$/i;
const TAG = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/;
/** Registries whose images have a type of package of their own. */
const HOSTS: Record<string, string> = {
  docker: 'docker.io',
  github: 'github.com',
  gitlab: 'gitlab.com',
  bitbucket: 'bitbucket.org',
};

/** What a package URL says of an artifact. */
export interface PackageNames {
  version: VersionIdentifiers;
  /** An image repository with its registry. */
  image?: string;
  /** The address of a repository. */
  source?: string;
}

/**
 * Reads a package URL as CDEvents name artifacts: `pkg:oci/api@sha256%3A…?repository_url=ghcr.io/acme/api&tag=1.8.3`,
 * `pkg:docker/acme/api@1.8.3`, `pkg:github/acme/api@<commit>`, `pkg:helm/api@1.2.3`. An image reference or a bare digest, as older
 * senders write them, is read as well. Undefined where no version can be read off it.
 */
export function readPurl(text: string): PackageNames | undefined {
  if (DIGEST.test(text)) {
    return { version: { digest: text.toLowerCase() } };
  }
  const [, type, path, qualifiers] = PURL.exec(text) ?? [];
  if (!type) {
    const image = imageRepository(text);
    return image && /[:@]/.test(text.slice(text.lastIndexOf('/') + 1))
      ? { image, version: { image: text } }
      : undefined;
  }
  const at = path.lastIndexOf('@');
  const name = decoded(at < 0 ? path : path.slice(0, at));
  const version = at < 0 ? '' : decoded(path.slice(at + 1));
  return named(type.toLowerCase(), name, version, qualifiersIn(qualifiers));
}

/** The first of equal names counts. */
function qualifiersIn(text: string | undefined): ReadonlyMap<string, string> {
  const pairs = (text ?? '').split('&').map((part): [string, string] => {
    const at = part.indexOf('=');
    return at < 0
      ? [decoded(part), '']
      : [decoded(part.slice(0, at)), decoded(part.slice(at + 1))];
  });
  return new Map(pairs.reverse());
}

function named(
  type: string,
  name: string,
  version: string,
  qualifiers: ReadonlyMap<string, string>,
): PackageNames | undefined {
  const identifiers = versionOf(type, version, qualifiers);
  if (Object.keys(identifiers).length === 0) {
    return undefined;
  }
  const place = qualifiers.get('repository_url') ?? '';
  const image =
    type === 'oci' || type === 'docker'
      ? imageRepository(place || join(type, name))
      : undefined;
  const source =
    qualifiers.get('vcs_url') ??
    (HOSTS[type] && type !== 'docker'
      ? `https://${HOSTS[type]}/${name}`
      : undefined);
  return {
    version: identifiers,
    // A bare name is the last part of many repositories.
    ...(image && (place || type === 'docker') && { image }),
    ...(source && { source }),
  };
}

function join(type: string, name: string): string {
  return type === 'docker' && name.includes('/') ? `docker.io/${name}` : name;
}

function versionOf(
  type: string,
  version: string,
  qualifiers: ReadonlyMap<string, string>,
): VersionIdentifiers {
  const tag = qualifiers.get('tag') ?? undefined;
  const given = tag && TAG.test(tag) ? { tag } : {};
  if (DIGEST.test(version)) {
    return { ...given, digest: version.toLowerCase() };
  }
  if (!version || version.length > 128 || /\s/.test(version)) {
    return given;
  }
  if (type === 'helm') {
    return { ...given, chartVersion: version };
  }
  const isSource = [
    'github',
    'gitlab',
    'bitbucket',
    'golang',
    'generic',
  ].includes(type);
  return isSource && COMMIT.test(version)
    ? { ...given, commit: version.toLowerCase() }
    : { tag: version, ...given };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
