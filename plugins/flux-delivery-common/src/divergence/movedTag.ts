import type { HelmRelease, Kustomization, Source } from '../flux/objects';
import { parseRevision } from '../flux/revision';
import type { Observed } from '../kube/KubeObject';
import type { ResolvedTarget } from '../paths/DeliveryPath';
import { refOfSource } from './consumedVersion';
import { isBefore } from './deadline';
import { fact } from './evidence';
import { list } from './rollout/shape';
import type { Evidence } from './SegmentVerdict';

/** A tag that named something else before, as the applier still remembers. */
export interface MovedTag {
  tag: string;
  /** Digests or commits, shortened. */
  from: string;
  to: string;
  /** RFC 3339: when what it names now was first applied. */
  since?: string;
  /** True where it names again what it named first, and that is what was applied last: somebody put it back. */
  isBack: boolean;
  evidence: Evidence[];
}

interface Remembered {
  tag: string;
  hash: string;
  at?: string;
}

/**
 * The tag of a target's source, where it is known to have moved: two contents under one name. Only where the ref names a tag; a
 * branch is meant to move.
 */
export function movedTag(target: ResolvedTarget): MovedTag | undefined {
  const source = target.sources[0]?.source as Observed<Source> | undefined;
  const { applier } = target;
  if (!source || !applier || !namesTag(source)) {
    return undefined;
  }
  const now = read(source.object.status?.artifact?.revision);
  const known = rememberedBy(applier);
  const ofTag = known.filter(({ tag }) => tag === now?.tag);
  const before = ofTag.find(({ hash }) => !isSameHash(hash, now!.hash));
  if (!now || !before) {
    return undefined;
  }
  const isNow = ({ hash }: Remembered) => isSameHash(hash, now.hash);
  const { at: since } = known.find(isNow) ?? {};
  const first = ofTag.find(
    ({ at }) => at && ofTag.every(other => !isBefore(other.at, at)),
  );
  return {
    tag: now.tag,
    from: shortHash(before.hash),
    to: shortHash(now.hash),
    ...(since && { since }),
    isBack: first !== undefined && isNow(first) && isNow(known[0]),
    evidence: [
      ...fact(
        source,
        'status.artifact.revision',
        source.object.status?.artifact?.revision,
      ),
      ...fact(
        applier,
        'status.history',
        `${before.tag}@${before.hash}${before.at ? ` since ${before.at}` : ''}`,
      ),
    ],
  };
}

function namesTag(source: Observed<Source>): boolean {
  const wanted = refOfSource(source);
  switch (source.ref.kind) {
    case 'OCIRepository':
      return !wanted?.digest;
    case 'GitRepository':
      return (
        !wanted?.commit &&
        Boolean(
          wanted?.tag ||
            wanted?.semver ||
            wanted?.name?.startsWith('refs/tags/'),
        )
      );
    default:
      return false;
  }
}

function rememberedBy({ ref, object }: Observed): Remembered[] {
  return ref.kind === 'HelmRelease'
    ? ofReleases(object as HelmRelease)
    : ofRevisions(object as Kustomization);
}

function ofRevisions({ status }: Kustomization): Remembered[] {
  return list(status?.history).flatMap(entry => {
    const revision = read(entry?.metadata?.revision);
    return revision ? [{ ...revision, at: entry.firstReconciled }] : [];
  });
}

/** Charts from a registry: the version is the tag. */
function ofReleases({ status }: HelmRelease): Remembered[] {
  return list(status?.history).flatMap(entry => {
    const { chartVersion } = parseRevision(entry?.chartVersion ?? '');
    return chartVersion && entry?.ociDigest
      ? [
          {
            tag: chartVersion,
            hash: String(entry.ociDigest).replace(/^\w+:/, ''),
            at: entry.lastDeployed,
          },
        ]
      : [];
  });
}

function read(revision: string | undefined): Remembered | undefined {
  const { name, hash } = parseRevision(revision ?? '');
  return name && hash
    ? { tag: name.replace(/^refs\/tags\//, ''), hash }
    : undefined;
}

function isSameHash(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

function shortHash(hash: string): string {
  return hash.slice(0, 7);
}
