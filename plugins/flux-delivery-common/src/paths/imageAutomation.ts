import { namespaceIndexValue } from './indexers';
import type { FluxAuxiliary } from '../flux/objects';
import { imageRepository } from '../kube/imageReference';
import type { Observed } from '../kube/KubeObject';
import { keyOf } from '../kube/ObjectRef';
import { imagesOf } from '../kube/podTemplate';
import { compareText } from './Environment';
import type { ResolvedWorkload, SourceLink } from './DeliveryPath';
import type { InventoryView } from './InventoryView';

const IMAGE = 'image.toolkit.fluxcd.io';

/**
 * What feeds new images to a target: the ImageRepositories that scan an image of its workloads, their ImagePolicies, and the
 * ImageUpdateAutomations beside these policies that write to the GitRepository which the target reads.
 */
export function imageAutomationOf(
  cluster: string,
  applierNamespace: string | undefined,
  workloads: readonly ResolvedWorkload[],
  sources: readonly SourceLink[],
  view: InventoryView,
): Observed[] {
  const images = new Set(
    workloads.flatMap(({ workload }) =>
      workload ? imagesOf(workload.object).map(imageRepository) : [],
    ),
  );
  const repositories = sources.filter(
    ({ ref }) => ref.kind === 'GitRepository',
  );
  const automations = repositories
    .flatMap(({ ref }) => [...view.by('bySource', keyOf(ref))])
    .filter(
      ({ ref }) => ref.group === IMAGE && ref.kind === 'ImageUpdateAutomation',
    );
  const namespaces = new Set([
    ...(applierNamespace ? [applierNamespace] : []),
    ...workloads.map(({ ref }) => ref.namespace),
    ...repositories.map(({ ref }) => ref.namespace),
    ...automations.map(({ ref }) => ref.namespace),
  ]);

  const scans = [...namespaces]
    .flatMap(namespace => [
      ...view.by<FluxAuxiliary>(
        'byNamespace',
        namespaceIndexValue(cluster, namespace, IMAGE, 'ImageRepository'),
      ),
    ])
    .filter(({ object }) =>
      images.has(imageRepository(object.spec?.image ?? '') ?? ''),
    );
  const policies = scans
    .flatMap(({ ref }) => [...view.by('bySource', keyOf(ref))])
    .filter(({ ref }) => ref.group === IMAGE && ref.kind === 'ImagePolicy');
  // An automation reads the policies of its own namespace only.
  const feeding = automations.filter(({ ref }) =>
    policies.some(policy => policy.ref.namespace === ref.namespace),
  );

  const unique = new Map(
    [...scans, ...policies, ...feeding].map(found => [keyOf(found.ref), found]),
  );
  return [...unique.values()].sort((a, b) =>
    compareText(keyOf(a.ref), keyOf(b.ref)),
  );
}
