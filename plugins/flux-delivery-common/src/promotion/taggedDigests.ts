import { parseImage } from '../kube/imageReference';
import { parseRevision } from '../flux/revision';
import type { IdentifiedContent, Identifier } from './identifiers';
import type { VersionIdentifiers } from './Promotion';

/** A tag, and what is known to be behind it. */
export interface TaggedDigest {
  tag: string;
  /** Of the image; absent where the tag is that of the source. */
  repository?: string;
  /** `sha256:…`, or a commit. */
  digest?: string;
}

/** The tags of a row of the ledger: that of its source, and those of its images. Branches are none. */
export function taggedDigests({
  revisions,
  images,
}: Pick<IdentifiedContent, 'revisions' | 'images'>): TaggedDigest[] {
  const { name, digest: behind } = parseRevision(revisions.raw ?? '');
  const source = revisions.tag ?? (behind && name);
  return [
    ...(source ? [{ tag: source, digest: revisions.digest ?? behind }] : []),
    ...images.flatMap(({ declared, running }) => {
      const { tag, digest, repository } = parseImage(declared);
      return tag ? [{ tag, repository, digest: digest ?? running }] : [];
    }),
  ];
}

/** Whether every tag of the row that bears the shared name is known to have another digest than the version tells. */
export function contradicts(
  row: Pick<IdentifiedContent, 'revisions' | 'images'>,
  { digest }: VersionIdentifiers,
  { kind, value }: Identifier,
): boolean {
  if (!digest || kind === 'chartVersion') {
    return Boolean(
      digest &&
        row.revisions.digest &&
        row.revisions.digest.toLowerCase() !== digest,
    );
  }
  const bearing = taggedDigests(row).filter(({ tag, repository }) =>
    kind === 'image' ? `${repository}:${tag}` === value : tag === value,
  );
  return (
    bearing.length > 0 &&
    bearing.every(
      each => each.digest !== undefined && each.digest.toLowerCase() !== digest,
    )
  );
}
