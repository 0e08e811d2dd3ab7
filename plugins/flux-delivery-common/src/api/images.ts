import { digestOfImageId } from '../kube/imageReference';
import { podTemplateOf } from '../kube/podTemplate';
import type { Container, Pod } from '../kube/workloads';
import type { ResolvedWorkload } from '../paths/DeliveryPath';
import type { ImageDto } from './dto';

/**
 * Declared image per container beside the digests that ready pods run, most pods first.
 *
 * @public
 */
export function runningImagesOf({
  workload,
  pods,
}: ResolvedWorkload): ImageDto[] {
  const template = workload && podTemplateOf(workload.object);
  const containers: Container[] = template?.spec?.containers ?? [];
  return containers.map(({ name, image }) => ({
    container: name,
    declared: image ?? '',
    running: runningOf(name, pods?.pods ?? []),
  }));
}

function runningOf(container: string, pods: Pod[]): ImageDto['running'] {
  const counts = new Map<
    string,
    { digest: string; pods: number; image: string }
  >();
  for (const pod of pods) {
    const status = pod.status?.containerStatuses?.find(
      ({ name }) => name === container,
    );
    const digest = status?.ready
      ? digestOfImageId(status.imageID ?? '')
      : undefined;
    if (status && digest) {
      const image = pod.spec?.containers?.find(
        ({ name }) => name === container,
      )?.image;
      const entry = counts.get(digest) ?? {
        digest,
        pods: 0,
        image: image ?? status.image ?? '',
      };
      counts.set(digest, { ...entry, pods: entry.pods + 1 });
    }
  }
  return [...counts.values()].sort(
    (a, b) => b.pods - a.pods || (a.digest < b.digest ? -1 : 1),
  );
}
