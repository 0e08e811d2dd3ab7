import { parseRevision, readableRevision } from '../../flux/revision';
import { parseImage } from '../../kube/imageReference';
import { toMillis } from '../../kube/time';
import type { Promotion, VersionIdentifiers } from '../../promotion/Promotion';
import type { Delivery } from '../Delivery';

/** One release under all the names that were seen of it. */
export interface ReleaseVersion {
  key: string;
  title: string;
  identifiers: VersionIdentifiers;
  /** RFC 3339. */
  firstSeenAt: string;
  contentIds: Set<string>;
  deliveries: Delivery[];
  /** CI said that it was published. */
  publishedAt?: string;
}

/** `1.8.3`, `v1.8.3-rc.1`, `4.7`: names one release, where `main` and `latest` name whatever is there. */
const VERSION = /^v?\d+(?:\.\d+)+(?:[-+._][0-9A-Za-z.+_-]+)?$/;

/**
 * Which rows and records name the same release, oldest first. The same content is the same release. Else commits decide where
 * both sides tell one, else digests, else tags that are versions, chart versions, images: so a tag that was moved to another
 * digest is two releases, and a record that knows only the tag is joined to the newest of them.
 */
export function releasesOf(
  deliveries: readonly Delivery[],
  promotions: readonly Promotion[],
): ReleaseVersion[] {
  const found: ReleaseVersion[] = [];
  for (const delivery of byTime(deliveries, ({ startedAt }) => startedAt)) {
    const identifiers = identifiersOf(delivery);
    const same =
      last(found, ({ contentIds }) => contentIds.has(delivery.contentId)) ??
      last(found, known => isSame(known.identifiers, identifiers));
    const release =
      same ?? add(found, identifiers, delivery.startedAt, delivery.id);
    release.contentIds.add(delivery.contentId);
    release.deliveries.push(delivery);
    release.identifiers = { ...identifiers, ...defined(release.identifiers) };
    release.title = titleOf(release);
  }
  for (const { version, kind, occurredAt, id } of byTime(
    promotions,
    promotion => promotion.occurredAt,
  )) {
    const release =
      last(found, known => isSame(known.identifiers, version)) ??
      add(found, version, occurredAt, id);
    release.identifiers = { ...version, ...defined(release.identifiers) };
    release.firstSeenAt = first(release.firstSeenAt, occurredAt);
    release.title = titleOf(release);
    if (kind === 'published') {
      release.publishedAt = first(
        release.publishedAt ?? occurredAt,
        occurredAt,
      );
    }
  }
  return byTime(found, ({ firstSeenAt }) => firstSeenAt);
}

function add(
  found: ReleaseVersion[],
  identifiers: VersionIdentifiers,
  at: string,
  id: string,
): ReleaseVersion {
  const release: ReleaseVersion = {
    key: keyOf(identifiers) ?? id,
    title: '',
    identifiers,
    firstSeenAt: at,
    contentIds: new Set(),
    deliveries: [],
  };
  if (found.some(({ key }) => key === release.key)) {
    release.key = `${release.key}#${id}`;
  }
  found.push(release);
  return release;
}

/** The names that a row knows; what the raw revision tells is filled in. */
export function identifiersOf({
  revisions,
  images,
}: Pick<Delivery, 'revisions' | 'images'>): VersionIdentifiers {
  const read = parseRevision(revisions.raw ?? '');
  return defined({
    commit: revisions.commit ?? read.commit,
    tag:
      revisions.tag ??
      (read.name && VERSION.test(read.name) ? read.name : undefined),
    digest: revisions.digest ?? read.digest,
    chartVersion: revisions.chartVersion ?? read.chartVersion,
    image: revisions.image ?? images[0]?.declared,
  });
}

/** Whether both name one release, by the strongest name that both tell. */
export function isSame(a: VersionIdentifiers, b: VersionIdentifiers): boolean {
  const tag = ({ tag: name }: VersionIdentifiers) =>
    name && VERSION.test(name) ? name : undefined;
  if (a.commit && b.commit) {
    return sameCommit(a.commit, b.commit);
  }
  if (a.digest && b.digest) {
    return a.digest === b.digest;
  }
  if (tag(a) && tag(b)) {
    return tag(a) === tag(b);
  }
  // A chart stays while the image that its values name moves on.
  if (a.image && b.image) {
    return a.image === b.image && a.chartVersion === b.chartVersion;
  }
  if (a.chartVersion && b.chartVersion) {
    return a.chartVersion === b.chartVersion;
  }
  return tagOfImage(a) !== undefined && tagOfImage(a) === tagOfImage(b);
}

function tagOfImage({ tag, image }: VersionIdentifiers): string | undefined {
  const named = tag ?? (image ? parseImage(image).tag : undefined);
  return named && VERSION.test(named) ? named : undefined;
}

function sameCommit(a: string, b: string): boolean {
  return a.length >= 7 && b.length >= 7 && (a.startsWith(b) || b.startsWith(a));
}

function keyOf(names: VersionIdentifiers): string | undefined {
  return (
    names.commit ??
    names.digest ??
    names.tag ??
    (names.chartVersion && names.image
      ? `${names.chartVersion} ${names.image}`
      : names.chartVersion ?? names.image)
  );
}

/** What people call a release: its version where it has one, else the revision as it is read. */
export function titleOf({
  identifiers,
  deliveries = [],
}: {
  identifiers: VersionIdentifiers;
  deliveries?: readonly Delivery[];
}): string {
  const { tag, chartVersion, image, commit, digest } = identifiers;
  if (tag && VERSION.test(tag)) {
    return tag;
  }
  const imageTag = image && parseImage(image).tag;
  if (imageTag && VERSION.test(imageTag)) {
    return imageTag;
  }
  if (chartVersion) {
    return chartVersion;
  }
  const raw = deliveries.find(({ revisions }) => revisions.raw)?.revisions.raw;
  return (
    readableRevision(raw)?.short ??
    ([tag ?? imageTag, (commit ?? digest?.split(':').pop())?.slice(0, 7)]
      .filter(Boolean)
      .join(' ') ||
      'no name')
  );
}

function defined(names: VersionIdentifiers): VersionIdentifiers {
  return Object.fromEntries(
    Object.entries(names).filter(([, value]) => value !== undefined),
  );
}

function last<T>(list: readonly T[], holds: (item: T) => boolean) {
  return [...list].reverse().find(holds);
}

function first(a: string, b: string): string {
  return (toMillis(b) ?? Infinity) < (toMillis(a) ?? Infinity) ? b : a;
}

function byTime<T>(list: readonly T[], at: (item: T) => string): T[] {
  return [...list].sort(
    (a, b) => (toMillis(at(a)) ?? 0) - (toMillis(at(b)) ?? 0),
  );
}
