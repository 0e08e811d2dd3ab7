import { parseImage } from '../kube/imageReference';
import { parseRevision } from '../flux/revision';
import type { VersionIdentifiers } from './Promotion';
import { sourceKey } from './sourceKey';

/**
 * What an identifier is. `repository` is an image repository, `source` the URL of a Git, OCI or Helm repository; `workload` is
 * `deployment/api` as pods are named after it; `helmRevision` is `name.v12`.
 *
 * @public
 */
export type IdentifierKind =
  | 'commit'
  | 'digest'
  | 'tag'
  | 'chartVersion'
  | 'image'
  | 'repository'
  | 'source'
  | 'pipeline'
  | 'pipelineUrl'
  | 'change'
  | 'promotion'
  | 'workload'
  | 'helmRevision';

/** How it is known that two identifiers name one release. @public */
export type IdentifierEdgeHow =
  | 'statusField'
  | 'ociAnnotation'
  | 'eventMetadata'
  | 'promotion'
  | 'imageReference'
  | 'runningPod';

/**
 * One name of a release in the form in which it is compared: commits and digests in lower case, images with their registry.
 *
 * @public
 */
export interface Identifier {
  kind: IdentifierKind;
  value: string;
  how: IdentifierEdgeHow;
}

/**
 * No value is longer: longer ones name nothing that people paste.
 *
 * @public
 */
export const LONGEST_IDENTIFIER = 512;

/** What {@link identifiersOfDelivery} reads of a row of the ledger. @public */
export interface IdentifiedContent {
  revisions: VersionIdentifiers & {
    raw?: string;
    helmRevision?: number;
    /** Address of the repository that the commit is in. */
    repository?: string;
  };
  images: readonly {
    /** `Deployment/api`. */
    workload: string;
    declared: string;
    running?: string;
  }[];
  applier: { kind: string; name: string } | null;
}

/**
 * Every name of what a row of the ledger delivered, each once: revisions by status field, images by their reference, digests by
 * the pods that run them. Names that come later in the life of a row are added to those that it had.
 *
 * @public
 */
export function identifiersOfDelivery({
  revisions,
  images,
  applier,
}: IdentifiedContent): Identifier[] {
  const release =
    applier?.kind === 'HelmRelease' && revisions.helmRevision !== undefined
      ? `${applier.name}.v${revisions.helmRevision}`
      : undefined;
  // Where the revision is that of an artifact, the commit stands in what was written onto the artifact.
  const isOfArtifact = parseRevision(revisions.raw ?? '').digest !== undefined;
  return distinct([
    ...identifiersOfVersion(
      { commit: revisions.commit },
      isOfArtifact ? 'ociAnnotation' : 'statusField',
    ),
    ...identifiersOfVersion(revisions, 'statusField'),
    ...identifiersOfRevision(revisions.raw),
    ...one('helmRevision', release, 'statusField'),
    ...one(
      'source',
      revisions.repository && sourceKey(revisions.repository),
      'statusField',
    ),
    ...images.flatMap(({ workload, declared, running }) => [
      ...identifiersOfImage(declared),
      ...one('digest', running?.toLowerCase(), 'runningPod'),
      ...one('workload', lowerKind(workload), 'imageReference'),
    ]),
  ]);
}

/** The names in a version as somebody told it. @public */
export function identifiersOfVersion(
  { commit, tag, digest, chartVersion, image }: VersionIdentifiers,
  how: IdentifierEdgeHow,
): Identifier[] {
  const chart = chartVersion
    ? parseRevision(chartVersion).chartVersion ?? chartVersion
    : undefined;
  return distinct([
    ...one('commit', commit?.toLowerCase(), how),
    ...one('digest', digest?.toLowerCase(), how),
    ...one('tag', tag, how),
    ...one('chartVersion', chart, how),
    ...(image ? identifiersOfImage(image) : []),
  ]);
}

/** The names in a revision of Flux. A branch is none: it names whatever is on it. @public */
export function identifiersOfRevision(raw: string | undefined): Identifier[] {
  const { commit, digest, chartVersion } = parseRevision(raw ?? '');
  return [
    ...one('commit', commit, 'statusField'),
    ...one('digest', digest, 'statusField'),
    ...one('chartVersion', chartVersion, 'statusField'),
  ];
}

/** The names in an image reference: repository, tag, both together, digest. @public */
export function identifiersOfImage(text: string): Identifier[] {
  const { repository, tag, digest } = parseImage(text);
  return [
    ...one('repository', repository, 'imageReference'),
    ...one('image', tag && `${repository}:${tag}`, 'imageReference'),
    ...one('tag', tag, 'imageReference'),
    ...one('digest', digest, 'imageReference'),
  ];
}

/** Each pair of kind and value once, as first known. @public */
export function distinct(identifiers: readonly Identifier[]): Identifier[] {
  const seen = new Map<string, Identifier>();
  for (const identifier of identifiers) {
    const key = `${identifier.kind} ${identifier.value}`;
    if (!seen.has(key)) {
      seen.set(key, identifier);
    }
  }
  return [...seen.values()];
}

function one(
  kind: IdentifierKind,
  value: string | undefined,
  how: IdentifierEdgeHow,
): Identifier[] {
  return value && value.length <= LONGEST_IDENTIFIER
    ? [{ kind, value, how }]
    : [];
}

function lowerKind(workload: string): string {
  const slash = workload.indexOf('/');
  return slash < 0
    ? ''
    : `${workload.slice(0, slash).toLowerCase()}${workload.slice(slash)}`;
}
