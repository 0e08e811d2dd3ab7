import { parseRevision, readableRevision } from '../../flux/revision';
import { imageRepository, parseImage } from '../../kube/imageReference';
import { toMillis } from '../../kube/time';
import type { Promotion, VersionIdentifiers } from '../../promotion/Promotion';
import type { Delivery } from '../Delivery';
import { compareTitles } from './compareTitles';

/** One release under all the names that were seen of it. */
export interface ReleaseVersion {
  key: string;
  title: string;
  identifiers: VersionIdentifiers;
  /** RFC 3339. */
  firstSeenAt: string;
  contentIds: Set<string>;
  commits: Set<string>;
  /** Of revisions that moved on and changed nothing of it: they name it, and are not its own. */
  passed: Set<string>;
  /** Of its artifact, and of the images that ran. */
  digests: Set<string>;
  deliveries: Delivery[];
  /** The first record that says that it was published. */
  published?: Promotion;
  /** Environments that it was promoted to, as records say. */
  promotedTo: Set<string>;
}

/** `1.8.3`, `v1.8.3-rc.1`, `4.7`: names one release, where `main` and `latest` name whatever is there. */
const VERSION = /^v?\d+(?:\.\d+)+(?:[-+._][0-9A-Za-z.+_-]+)?$/;

/**
 * Which rows and records name the same release, oldest first. The same content is the same release. Else what was promoted decides,
 * by the first of these that both sides tell: digest of the artifact, version tag, chart version with images, images, commit. So a
 * tag that was moved to another digest is two releases; and in a repository with an overlay per environment, where one commit
 * stands for other versions in other places, the images say what is the same.
 *
 * `advances` are rows whose revision moved on without a change: a record of one of these is of the release that ran then.
 */
export function releasesOf(
  deliveries: readonly Delivery[],
  promotions: readonly Promotion[],
  advances: readonly Delivery[] = [],
): ReleaseVersion[] {
  const found: ReleaseVersion[] = [];
  for (const delivery of byTime(deliveries, ({ startedAt }) => startedAt)) {
    addDelivery(found, delivery);
  }
  advances.forEach(row => notePassed(found, row));
  for (const promotion of byTime(promotions, each => each.occurredAt)) {
    addPromotion(found, promotion);
  }
  found.forEach(release => {
    release.title = titleOf(release);
  });
  return inOrder(found);
}

function addDelivery(found: ReleaseVersion[], delivery: Delivery): void {
  const identifiers = identifiersOf(delivery);
  const release =
    last(found, ({ contentIds }) => contentIds.has(delivery.contentId)) ??
    last(found, known => isSame(known.identifiers, identifiers)) ??
    add(found, identifiers, delivery.startedAt, delivery.id);
  release.contentIds.add(delivery.contentId);
  release.deliveries.push(delivery);
  noteCommit(release, identifiers);
  note(release.digests, identifiers.digest);
  delivery.images.forEach(({ running }) => note(release.digests, running));
  complete(release, identifiers);
}

function notePassed(found: ReleaseVersion[], row: Delivery): void {
  const release = last(found, ({ contentIds }) =>
    contentIds.has(row.contentId),
  );
  if (release) {
    note(release.passed, identifiersOf(row).commit);
  }
}

function addPromotion(found: ReleaseVersion[], promotion: Promotion): void {
  const { version, kind, environment, occurredAt, id } = promotion;
  const release =
    last(found, known => bears(known, version)) ??
    last(found, known => isPassed(known, version)) ??
    add(found, defined(version), occurredAt, id);
  if (isPassed(release, version)) {
    return;
  }
  noteCommit(release, version);
  note(release.digests, version.digest);
  complete(release, version);
  release.firstSeenAt = first(release.firstSeenAt, occurredAt);
  if (kind === 'published') {
    release.published ??= promotion;
  } else {
    release.promotedTo.add(environment);
  }
}

/** Whether a record names a commit that changed nothing of the release that ran then. */
function isPassed(
  { passed }: ReleaseVersion,
  version: VersionIdentifiers,
): boolean {
  return [...passed].some(commit => sameCommit({ commit }, version));
}

/** What is not told yet is filled in; a commit only while there is one. A tag that names a version says more than one that moves. */
function complete(release: ReleaseVersion, names: VersionIdentifiers): void {
  const { commit, ...identifiers } = {
    ...defined(names),
    ...defined(release.identifiers),
  };
  const tag =
    versionTag(release.identifiers) ?? versionTag(names) ?? identifiers.tag;
  release.identifiers = {
    ...identifiers,
    ...(tag && { tag }),
    ...(release.commits.size <= 1 && commit && { commit }),
  };
}

function add(
  found: ReleaseVersion[],
  identifiers: VersionIdentifiers,
  at: string,
  id: string,
): ReleaseVersion {
  const key = keyOf(identifiers) ?? id;
  const release: ReleaseVersion = {
    key: found.some(known => known.key === key) ? `${key}#${id}` : key,
    title: '',
    identifiers,
    firstSeenAt: at,
    contentIds: new Set(),
    commits: new Set(),
    passed: new Set(),
    promotedTo: new Set(),
    digests: new Set(),
    deliveries: [],
  };
  found.push(release);
  return release;
}

/** The names that a row knows; what the raw revision tells is filled in. @public */
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

/** Whether two rows are of one release, by the first name that both tell. */
export function isSame(a: VersionIdentifiers, b: VersionIdentifiers): boolean {
  if (a.digest && b.digest) {
    return a.digest === b.digest;
  }
  const [aTag, bTag] = [versionTag(a), versionTag(b)];
  if (aTag && bTag) {
    return aTag === bTag;
  }
  // A chart stays while the image that its values name moves on.
  if (a.chartVersion && b.chartVersion && a.chartVersion !== b.chartVersion) {
    return false;
  }
  if (a.image && b.image) {
    return a.image === b.image && (namesContent(a.image) || sameCommit(a, b));
  }
  if (a.commit && b.commit) {
    return sameCommit(a, b);
  }
  return Boolean(a.chartVersion && b.chartVersion);
}

/** Whether a release bears one of the names that a record tells. A record may name the image where the row names the artifact. */
function bears(
  { identifiers, commits, digests }: ReleaseVersion,
  version: VersionIdentifiers,
): boolean {
  if (version.digest && digests.size > 0) {
    return digests.has(version.digest);
  }
  if (
    version.commit &&
    [...commits].some(commit => sameCommit({ commit }, version))
  ) {
    return true;
  }
  if (version.image && identifiers.image) {
    return (
      imageRepository(version.image) === imageRepository(identifiers.image) &&
      parseImage(version.image).tag === parseImage(identifiers.image).tag
    );
  }
  const tag = versionTag(version);
  return tag
    ? [identifiers.tag, imageTag(identifiers)].includes(tag)
    : Boolean(
        version.chartVersion &&
          version.chartVersion === identifiers.chartVersion,
      );
}

function versionTag({ tag }: VersionIdentifiers): string | undefined {
  return tag && VERSION.test(tag) ? tag : undefined;
}

function imageTag({ image }: VersionIdentifiers): string | undefined {
  return image ? parseImage(image).tag : undefined;
}

/** `latest` names whatever is there. */
function namesContent(image: string): boolean {
  const { tag, digest } = parseImage(image);
  return digest !== undefined || (tag !== undefined && VERSION.test(tag));
}

function sameCommit(
  { commit: a }: VersionIdentifiers,
  { commit: b }: VersionIdentifiers,
): boolean {
  return Boolean(
    a &&
      b &&
      a.length >= 7 &&
      b.length >= 7 &&
      (a.startsWith(b) || b.startsWith(a)),
  );
}

function keyOf(names: VersionIdentifiers): string | undefined {
  return (
    names.digest ??
    names.tag ??
    (names.chartVersion && names.image
      ? `${names.chartVersion} ${names.image}`
      : names.chartVersion ?? names.commit ?? names.image)
  );
}

/** What people call a release: its version where it has one, else the revision as it is read. @public */
export function titleOf({
  identifiers,
  deliveries = [],
}: {
  identifiers: VersionIdentifiers;
  deliveries?: readonly Pick<Delivery, 'revisions'>[];
}): string {
  const { tag, chartVersion, commit, digest } = identifiers;
  const ofImage = imageTag(identifiers);
  const version =
    versionTag(identifiers) ??
    (ofImage && VERSION.test(ofImage) ? ofImage : chartVersion);
  if (version) {
    return version;
  }
  const raw = deliveries.find(({ revisions }) => revisions.raw)?.revisions.raw;
  return (
    readableRevision(raw)?.short ??
    ([tag ?? ofImage, (commit ?? digest?.split(':').pop())?.slice(0, 7)]
      .filter(Boolean)
      .join(' ') ||
      'no name')
  );
}

/**
 * Oldest first, by when each was seen first. Of what was there at first sight nobody saw the order: those take their places among
 * each other by their versions.
 */
function inOrder(found: readonly ReleaseVersion[]): ReleaseVersion[] {
  const ordered = byTime(found, ({ firstSeenAt }) => firstSeenAt);
  const places = ordered.flatMap((release, place) =>
    isBaseline(release) ? [place] : [],
  );
  const baselines = places.map(place => ordered[place]);
  [...baselines]
    .sort((a, b) => compareTitles(a.title, b.title))
    .forEach((release, at) => {
      ordered[places[at]] = release;
    });
  return ordered;
}

function isBaseline({ deliveries }: ReleaseVersion): boolean {
  const [oldest] = byTime(deliveries, ({ startedAt }) => startedAt);
  return oldest?.kind === 'baseline';
}

/** A short one and the whole are one commit. */
function noteCommit({ commits }: ReleaseVersion, names: VersionIdentifiers) {
  if (![...commits].some(commit => sameCommit({ commit }, names))) {
    note(commits, names.commit);
  }
}

function note(values: Set<string>, value: string | undefined): void {
  if (value) {
    values.add(value);
  }
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
