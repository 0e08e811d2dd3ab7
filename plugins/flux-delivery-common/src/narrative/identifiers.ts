import type { JudgedTarget } from '../divergence/JudgedTarget';
import type { ReadableRevision } from '../flux/ReadableRevision';
import { digestOfImageId } from '../kube/imageReference';
import { imagesOf } from '../kube/podTemplate';
import { listed } from './words';

const MOST = 10;

/**
 * Everything in a target that names a release, as label and exact text: revisions, commits, digests, images.
 */
export function identifiersOf(target: JudgedTarget): [string, string][] {
  if (target.binding === 'notAuthorized' || target.binding === 'notVerified') {
    return [];
  }
  return [
    ...target.segments.flatMap(({ segment, revision, newer }) => [
      ...exact(`Revision (${segment})`, revision),
      ...exact(`Newer revision (${segment})`, newer),
    ]),
    ...several(
      'Image declared',
      target.workloads.flatMap(({ workload }) =>
        workload ? imagesOf(workload.object) : [],
      ),
    ),
    ...several(
      'Digest running',
      target.workloads.flatMap(({ pods }) =>
        (pods?.pods ?? []).flatMap(({ status }) =>
          (status?.containerStatuses ?? []).flatMap(
            ({ imageID }) => digestOfImageId(imageID ?? '') ?? [],
          ),
        ),
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
  const unique = [...new Set(values)];
  return unique.length > 0 ? [[label, listed(unique, MOST)]] : [];
}
