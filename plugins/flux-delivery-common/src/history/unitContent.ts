import { REVISION_LABEL } from '../divergence/rollout/daemonHash';
import { inventoryOf } from '../flux/applier';
import type { KubeObject, Observed } from '../kube/KubeObject';
import { keyOf, type ObjectRef } from '../kube/ObjectRef';
import { digestOfImageId } from '../kube/imageReference';
import { list } from '../kube/list';
import { podTemplateOf } from '../kube/podTemplate';
import { fingerprint } from '../kube/templateFingerprint';
import type { Pod, ReplicaSet, WorkloadStatus } from '../kube/workloads';
import type { ResolvedTarget, ResolvedWorkload } from '../paths/DeliveryPath';
import type { DeliveredImage } from './Delivery';

/** Stands for the content of a unit in which nothing has a pod template. */
export const NO_TEMPLATES = 'none';
const MOST_IMAGES = 100;

/** A workload that is there, and whose template counts for the content of its unit. */
export interface Bearer {
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
  return hashOfTemplates(
    bearers.map(({ name, workload }) => templateOf(name, workload.object)),
  );
}

export function restartsHash(bearers: readonly Bearer[]): string {
  return hashOfRestarts(
    bearers.flatMap(({ name, workload }) => restartsOf(name, workload.object)),
  );
}

/** The pod template of an object, under the name of the workload whose template it is. */
export function templateOf(
  name: string,
  { metadata }: KubeObject,
): [name: string, hash: string | undefined] {
  return [name, metadata.template?.hash];
}

export function restartsOf(
  name: string,
  { metadata }: KubeObject,
): [name: string, restarts: string][] {
  const { restarts } = metadata.template ?? {};
  return restarts ? [[name, restarts]] : [];
}

/** In the order of the bearers, as of {@link templateOf}. */
export function hashOfTemplates(
  templates: readonly ReturnType<typeof templateOf>[],
): string {
  return templates.length === 0 ? NO_TEMPLATES : fingerprint(templates);
}

export function hashOfRestarts(
  restarts: ReturnType<typeof restartsOf>,
): string {
  return restarts.length === 0 ? NO_TEMPLATES : fingerprint(restarts);
}

/** Declared images by container, with what ready pods of that declaration run. */
export function imagesIn(bearers: readonly Bearer[]): DeliveredImage[] {
  return bearers
    .flatMap(bearer =>
      declaredImages(bearer.workload.ref, bearer.workload.object).map(
        image => ({ ...image, ...runningOf(image, bearer) }),
      ),
    )
    .slice(0, MOST_IMAGES);
}

/** The images of a pod template, by container. */
export function declaredImages(
  { kind, name: workload }: ObjectRef,
  object: KubeObject,
): DeliveredImage[] {
  const spec = podTemplateOf(object)?.spec;
  const containers = [...list(spec?.initContainers), ...list(spec?.containers)];
  return containers.flatMap(({ name, image }) =>
    typeof name === 'string' && typeof image === 'string'
      ? [
          {
            workload: `${kind}/${workload}`,
            container: name,
            declared: image,
          },
        ]
      : [],
  );
}

function runningOf(
  { container, declared }: DeliveredImage,
  { workload, resolved: { pods } }: Bearer,
): { running?: string } {
  const isOlder = olderPods(workload.object, list(pods?.replicaSets));
  const declares = ({ spec }: Pod) =>
    [...list(spec?.containers), ...list(spec?.initContainers)].some(
      ({ name, image }) => name === container && image === declared,
    );
  const digests = list(pods?.pods)
    .filter(pod => declares(pod) && !isOlder(pod))
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

/** Which pods are of another template than the workload has now, as far as their ReplicaSets or revisions tell. */
function olderPods(
  { metadata, status }: KubeObject,
  replicaSets: readonly ReplicaSet[],
): (pod: Pod) => boolean {
  const now = metadata.template;
  const older = new Set(
    replicaSets.flatMap(({ metadata: { uid, template } }) =>
      template &&
      (template.hash !== now?.hash || template.restarts !== now?.restarts)
        ? [uid]
        : [],
    ),
  );
  const { observedGeneration, updateRevision } = (status ??
    {}) as WorkloadStatus;
  const isObserved = Number(observedGeneration) === metadata.generation;
  return pod => {
    const revision = pod.metadata.labels?.[REVISION_LABEL];
    return (
      list(pod.metadata.ownerReferences).some(({ uid }) => older.has(uid)) ||
      (updateRevision !== undefined &&
        revision !== undefined &&
        (!isObserved || revision !== updateRevision))
    );
  };
}
