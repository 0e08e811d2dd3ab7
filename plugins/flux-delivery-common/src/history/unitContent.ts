import { inventoryOf } from '../flux/applier';
import type { Observed } from '../kube/KubeObject';
import { keyOf } from '../kube/ObjectRef';
import { digestOfImageId } from '../kube/imageReference';
import { list } from '../kube/list';
import { podTemplateOf } from '../kube/podTemplate';
import { fingerprint } from '../kube/templateFingerprint';
import type { Pod } from '../kube/workloads';
import type { ResolvedTarget, ResolvedWorkload } from '../paths/DeliveryPath';
import type { DeliveredImage } from './Delivery';

/** Stands for the content of a unit in which nothing has a pod template. */
export const NO_TEMPLATES = 'none';
const MOST_IMAGES = 100;

/** A workload that is there, and whose template counts for the content of its unit. */
interface Bearer {
  name: string;
  workload: Observed;
  resolved: ResolvedWorkload;
}

/**
 * The workloads of a target that make its content: those with a pod template, or what they drive where they have none. What an
 * operator made of something else follows later and by itself; it counts only where nothing else does.
 */
export function bearersOf(target: ResolvedTarget): Bearer[] {
  const { applier } = target;
  const owned = applier && new Set(inventoryOf(applier).map(keyOf));
  const bearers = target.workloads.flatMap(resolved => bearerOf(resolved));
  const applied = bearers.filter(
    ({ workload }) =>
      !owned?.size ||
      owned.has(keyOf(workload.ref)) ||
      !workload.object.metadata.ownerReferences?.length,
  );
  return (applied.length > 0 ? applied : bearers).sort((a, b) =>
    a.name < b.name ? -1 : 1,
  );
}

function bearerOf(resolved: ResolvedWorkload): Bearer[] {
  const found = [resolved.workload, ...resolved.related].find(
    candidate => candidate?.object.metadata.template,
  );
  return found
    ? [
        {
          name: `${found.ref.kind}/${found.ref.namespace}/${found.ref.name}`,
          workload: found,
          resolved,
        },
      ]
    : [];
}

/** What is equal where all templates are; `replicas` and whatever else stands beside a template do not count. */
export function workloadsHash(bearers: readonly Bearer[]): string {
  return bearers.length === 0
    ? NO_TEMPLATES
    : fingerprint(
        bearers.map(({ name, workload }) => [
          name,
          workload.object.metadata.template?.hash,
        ]),
      );
}

export function restartsHash(bearers: readonly Bearer[]): string {
  const restarted = bearers.flatMap(({ name, workload }) => {
    const { restarts } = workload.object.metadata.template ?? {};
    return restarts ? [[name, restarts]] : [];
  });
  return restarted.length === 0 ? NO_TEMPLATES : fingerprint(restarted);
}

/** Declared images by container, with what ready pods of that declaration run. */
export function imagesIn(bearers: readonly Bearer[]): DeliveredImage[] {
  return bearers
    .flatMap(({ workload, resolved }) => {
      const spec = podTemplateOf(workload.object)?.spec;
      const containers = [
        ...list(spec?.initContainers),
        ...list(spec?.containers),
      ];
      return containers.flatMap(({ name, image }): DeliveredImage[] =>
        typeof name === 'string' && typeof image === 'string'
          ? [
              {
                workload: `${workload.ref.kind}/${workload.ref.name}`,
                container: name,
                declared: image,
                ...runningOf(name, image, resolved),
              },
            ]
          : [],
      );
    })
    .slice(0, MOST_IMAGES);
}

function runningOf(
  container: string,
  declared: string,
  { pods }: ResolvedWorkload,
): { running?: string } {
  const declares = ({ spec }: Pod) =>
    [...list(spec?.containers), ...list(spec?.initContainers)].some(
      ({ name, image }) => name === container && image === declared,
    );
  const digests = list(pods?.pods)
    .filter(declares)
    .flatMap(({ status }) =>
      [
        ...list(status?.containerStatuses),
        ...list(status?.initContainerStatuses),
      ]
        .filter(({ name }) => name === container)
        .flatMap(({ imageID }) => digestOfImageId(imageID) ?? []),
    );
  const distinct = [...new Set(digests)];
  return distinct.length === 1 ? { running: distinct[0] } : {};
}
