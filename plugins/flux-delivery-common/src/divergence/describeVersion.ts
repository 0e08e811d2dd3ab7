import { parseImage } from '../kube/imageReference';
import { imagesOf, podTemplateOf } from '../kube/podTemplate';
import type { KubeObject } from '../kube/KubeObject';
import type { ResolvedTarget } from '../paths/DeliveryPath';

/**
 * The version that a set of images has in common, as people say it: the tag, else the short digest. Undefined where they have
 * none, or not the same.
 *
 * @public
 */
export function commonVersionOf(images: readonly string[]): string | undefined {
  const versions = new Set(images.map(versionOfImage));
  return versions.size === 1 ? [...versions][0] : undefined;
}

function versionOfImage(image: string): string | undefined {
  const { tag, digest } = parseImage(image);
  return tag ?? digest?.slice(0, 'sha256:'.length + 7);
}

/** The version that a workload declares: that of its containers, where they agree, else that of the first. */
export function declaredVersion(
  workload: KubeObject | undefined,
): string | undefined {
  const containers = workload && podTemplateOf(workload)?.spec?.containers;
  const images = (Array.isArray(containers) ? containers : []).flatMap(
    container =>
      typeof container?.image === 'string' ? [container.image] : [],
  );
  return (
    commonVersionOf(images) ??
    (images[0] === undefined ? undefined : versionOfImage(images[0]))
  );
}

/**
 * The version that the workloads of a target declare, where they agree.
 *
 * @public
 */
export function describeVersion(
  target: Pick<ResolvedTarget, 'workloads'>,
): string | undefined {
  const images = target.workloads.flatMap(({ workload }) =>
    workload ? imagesOf(workload.object) : [],
  );
  if (images.length === 0) {
    return undefined;
  }
  const versions = new Set(
    target.workloads.flatMap(
      ({ workload }) => declaredVersion(workload?.object) ?? [],
    ),
  );
  return versions.size === 1 ? [...versions][0] : undefined;
}
