import { refOf, type KubeResource } from '../store/KubeResource';
import type { ObjectStore } from '../store/ObjectStore';
import { changedFields } from '../store/managedFields';
import type { Content } from '../world/World';
import { setConditions, type FluxCondition } from './conditions';
import type { ControllerContext } from './FluxContext';

/** Compares what a release installed with what is there, where the HelmRelease asks for that, and says what it found. */
export function detectDrift(
  { store, clock }: ControllerContext,
  release: KubeResource,
  content: Content | undefined,
): void {
  if (release.spec?.driftDetection?.mode !== 'warn' || !content) {
    return;
  }
  const lines = content.manifests.flatMap(manifest =>
    differenceOf(store, release, manifest),
  );
  const { name, namespace, version } = release.status?.history?.[0] ?? {};
  const condition: FluxCondition =
    lines.length > 0
      ? {
          type: 'Drifted',
          status: 'True',
          reason: 'DriftDetected',
          message: [
            `Cluster state of release ${namespace}/${name}.v${version} has drifted from the desired state:`,
            ...lines,
          ].join('\n'),
        }
      : {
          type: 'Drifted',
          status: 'False',
          reason: 'NoDriftDetected',
          message: 'No drift detected against the cluster state',
        };
  store.modify(refOf(release), draft =>
    setConditions(draft, clock.timestamp(), condition),
  );
}

function differenceOf(
  store: ObjectStore,
  release: KubeResource,
  manifest: KubeResource,
): string[] {
  const { kind, metadata } = manifest;
  const namespace = metadata.namespace ?? release.metadata.namespace;
  const subject = `${kind}/${namespace}/${metadata.name}`;
  const found = store.get({ ...refOf(manifest), namespace });
  if (!found) {
    return [`${subject} removed`];
  }
  const changes = countDifferences(manifest.spec, found.spec);
  return changes > 0
    ? [`${subject} changed (0 additions, ${changes} changes, 0 removals)`]
    : [];
}

/** Fields of a manifest whose value is another in the cluster; what the API server fills in counts for nothing. */
function countDifferences(wanted: unknown, found: unknown): number {
  if (Array.isArray(wanted)) {
    return wanted.reduce(
      (sum: number, item, index) =>
        sum + countDifferences(item, (found as unknown[] | undefined)?.[index]),
      0,
    );
  }
  if (typeof wanted === 'object' && wanted !== null) {
    return Object.entries(wanted).reduce(
      (sum, [key, value]) =>
        sum +
        countDifferences(
          value,
          (found as Record<string, unknown> | undefined)?.[key],
        ),
      0,
    );
  }
  return changedFields(wanted, found) ? 1 : 0;
}
