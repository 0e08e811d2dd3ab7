import {
  digestOfImageId,
  parseImage,
  type ImageReference,
} from '../../kube/imageReference';
import type { Container, Pod } from '../../kube/workloads';
import { list } from './shape';

/** Whether a pod runs what a template asks for, as far as images tell: `untold` where they do not. */
export type Likeness = 'same' | 'other' | 'untold';

/** Sidecars are injected into pods, so that a pod may have more containers than its template. */
export function likenessOf(pod: Pod, declared: readonly Container[]): Likeness {
  const each = declared.map(container => ofContainer(pod, container));
  return (
    (['other', 'untold'] as const).find(found => each.includes(found)) ?? 'same'
  );
}

function ofContainer(pod: Pod, { name, image = '' }: Container): Likeness {
  const container = list(pod.spec?.containers).find(one => one?.name === name);
  const running = list(pod.status?.containerStatuses).find(
    one => one?.name === name,
  );
  return container
    ? compared(container.image ?? '', image, digestOfImageId(running?.imageID))
    : 'other';
}

/** @param pulled - the digest that runs, where the kubelet tells it */
function compared(
  inPod: string,
  declared: string,
  pulled: string | undefined,
): Likeness {
  const [pod, template] = [parseImage(inPod), parseImage(declared)];
  if (inPod === declared || isSameContent(pod, template)) {
    return 'same';
  }
  if (
    (pod.digest && template.digest) ||
    !mayBeRenamed(pod, template) ||
    (tagOf(pod) && tagOf(template) && tagOf(pod) !== tagOf(template))
  ) {
    return 'other';
  }
  if (template.digest) {
    return pulled === template.digest ? 'same' : 'untold';
  }
  // A digest in place of the tag may be that of any tag: those that verify signatures put it there.
  return tagOf(pod) ? 'same' : 'untold';
}

function isSameContent(a: ImageReference, b: ImageReference): boolean {
  return a.digest !== undefined && a.digest === b.digest;
}

/** Undefined where only a digest is asked for. */
function tagOf({ tag, digest }: ImageReference): string | undefined {
  return tag ?? (digest ? undefined : 'latest');
}

/** Webhooks send images to a mirror: its last part stays, or the whole of it follows the mirror's own name in one part. */
function mayBeRenamed(pod: ImageReference, template: ImageReference): boolean {
  const [there, here] = [pod, template].map(({ repository }) =>
    repository.slice(repository.lastIndexOf('/') + 1),
  );
  const path = template.repository.slice(template.repository.indexOf('/') + 1);
  const flattened = path.replace(/[/_.-]+/g, '-');
  return (
    here !== '' &&
    there !== '' &&
    (there === here ||
      (path.includes('/') &&
        there.replace(/[_.-]+/g, '-').endsWith(`-${flattened}`)))
  );
}
