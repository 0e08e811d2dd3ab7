import type { ReadableRevision } from 'backstage-plugin-flux-delivery-common';

/** One thing of a revision that a person may want to copy: `what` it is, how it is shown, and the whole of it. */
export interface RevisionPart {
  what: 'raw' | 'commit' | 'digest';
  shown: string;
  full: string;
}

/** The parts of a revision, each once: shown short, copied whole. */
export function revisionParts(revision: ReadableRevision): RevisionPart[] {
  const parts: RevisionPart[] = [];
  if (revision.commit) {
    parts.push({
      what: 'commit',
      shown: revision.commit.slice(0, 7),
      full: revision.commit,
    });
  }
  if (revision.digest) {
    parts.push({
      what: 'digest',
      shown: shortDigest(revision.digest),
      full: revision.digest,
    });
  }
  if (!parts.some(({ full }) => full === revision.raw)) {
    parts.push({ what: 'raw', shown: revision.raw, full: revision.raw });
  }
  return parts;
}

/** `sha256:3fa2c1e…`: enough to compare by eye. */
export function shortDigest(digest: string): string {
  const [algorithm, hash] = digest.split(':');
  return hash && hash.length > 12
    ? `${algorithm}:${hash.slice(0, 12)}…`
    : digest;
}

/** The image without its registry, which is the same on every line and hides the rest. */
export function shortImage(image: string): string {
  const parts = image.split('/');
  const registry = parts[0];
  const isRegistry =
    parts.length > 1 && (/[.:]/.test(registry) || registry === 'localhost');
  const [name, digest] = (isRegistry ? parts.slice(1).join('/') : image).split(
    '@',
  );
  return digest ? `${name}@${shortDigest(digest)}` : name;
}
