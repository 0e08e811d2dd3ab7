import type { TargetDto } from '../api/dto';
import type { ReadableRevision } from '../flux/ReadableRevision';
import { listed } from './words';

const MOST = 10;

/**
 * Everything in a target that names a release, as label and exact text: revisions, commits, digests, images.
 */
export function identifiersOf({
  segments,
  workloads,
  binding,
}: TargetDto): [string, string][] {
  if (binding === 'notAuthorized' || binding === 'notVerified') {
    return [];
  }
  return [
    ...segments.flatMap(({ segment, revision, newer }) => [
      ...exact(`Revision (${segment})`, revision),
      ...exact(`Newer revision (${segment})`, newer),
    ]),
    ...several(
      'Image declared',
      workloads.flatMap(({ images }) => images.map(({ declared }) => declared)),
    ),
    ...several(
      'Digest running',
      workloads.flatMap(({ images }) =>
        images.flatMap(({ running }) => running.map(({ digest }) => digest)),
      ),
    ),
  ];
}

function exact(
  label: string,
  revision: ReadableRevision | undefined,
): [string, string][] {
  return revision ? [[label, revision.raw]] : [];
}

function several(label: string, values: string[]): [string, string][] {
  const unique = [...new Set(values.filter(value => value !== ''))];
  return unique.length > 0 ? [[label, listed(unique, MOST)]] : [];
}
