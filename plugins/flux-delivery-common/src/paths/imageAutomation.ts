import { namespaceIndexValue } from './indexers';
import type { FluxAuxiliary } from '../flux/objects';
import { sourceRefOf } from '../flux/sourceRef';
import { imageRepository } from '../kube/imageReference';
import type { Observed } from '../kube/KubeObject';
import { matchesSelector } from '../kube/labelSelector';
import { keyOf } from '../kube/ObjectRef';
import { imagesOf } from '../kube/podTemplate';
import { compareText } from './Environment';
import type { ResolvedWorkload, SourceLink } from './DeliveryPath';
import type { InventoryView } from './InventoryView';
import { canTell } from './reach';

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
  // An automation reads the policies of its own namespace only, and of these the ones that it selects.
  const writing = automations.filter(automation =>
    policies.some(policy => selectsPolicy(automation, policy)),
  );
  const feeding =
    writing.length > 0 ? writing : lostAutomations(cluster, policies, view);

  const unique = new Map(
    [...scans, ...policies, ...feeding].map(found => [keyOf(found.ref), found]),
  );
  return [...unique.values()].sort((a, b) =>
    compareText(keyOf(a.ref), keyOf(b.ref)),
  );
}

/** Automations beside the policies that write to a repository which does not exist: no source leads to them. */
function lostAutomations(
  cluster: string,
  policies: readonly Observed[],
  view: InventoryView,
): Observed[] {
  const namespaces = [...new Set(policies.map(({ ref }) => ref.namespace))];
  return namespaces
    .flatMap(namespace => [
      ...view.by(
        'byNamespace',
        namespaceIndexValue(cluster, namespace, IMAGE, 'ImageUpdateAutomation'),
      ),
    ])
    .filter(automation => {
      const written = sourceRefOf(automation.ref, automation.object);
      return (
        written !== undefined &&
        !view.get(written) &&
        canTell(view.freshness(written.cluster, written.group, written.kind)) &&
        policies.some(policy => selectsPolicy(automation, policy))
      );
    });
}

function selectsPolicy({ ref, object }: Observed, policy: Observed): boolean {
  const { policySelector } = (object as FluxAuxiliary).spec ?? {};
  return (
    policy.ref.namespace === ref.namespace &&
    (policySelector === undefined ||
      matchesSelector(policySelector, policy.object.metadata.labels))
  );
}
