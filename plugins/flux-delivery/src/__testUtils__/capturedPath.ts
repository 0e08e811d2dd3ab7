import {
  judgeTarget,
  resolvePath,
  toDeliveryPathDto,
} from 'backstage-plugin-flux-delivery-common';
import type {
  DeliveryPathDto,
  KubeObject,
} from 'backstage-plugin-flux-delivery-common';
import {
  loadFixture,
  memoryInventory,
} from 'backstage-plugin-flux-delivery-common/testUtils';
import { latestTime } from './latestTime';

const ANNOTATION_OF: Record<string, string> = {
  Kustomization: 'flux-delivery/kustomization',
  HelmRelease: 'flux-delivery/helm-release',
};

/**
 * The answer of the backend for objects that real controllers wrote: the same resolution, judges and presentation, over the
 * captured objects. Each file is a cluster of its own, and the entity points at all appliers in it.
 */
export function capturedPath(...files: string[]): DeliveryPathDto {
  return pathOver(
    files.map(file => ({ name: file, objects: loadFixture(`${file}.yaml`) })),
  );
}

/** The same over the objects of these clusters. */
export function pathOver(
  clusters: readonly { name: string; objects: KubeObject[] }[],
): DeliveryPathDto {
  const objects = clusters.flatMap(({ name, objects: list }) =>
    list.map(object => ({ cluster: name, object })),
  );
  const now = latestTime(objects);
  const view = memoryInventory(objects, { observedAt: now });
  const annotations: Record<string, string> = {};
  for (const { cluster, object } of objects) {
    const annotation = ANNOTATION_OF[object.kind];
    if (annotation) {
      const { namespace, name } = object.metadata;
      annotations[annotation] = [
        annotations[annotation],
        `${cluster}:${namespace}/${name}`,
      ]
        .filter(Boolean)
        .join(',');
    }
  }
  const entityRef = 'component:default/payments-api';
  const environments = [
    { name: 'staging', match: [{ cluster: 'healthy-*' }] },
    { name: 'prod', match: [{ cluster: '*' }] },
  ];
  const resolved = resolvePath(
    { entityRef, owner: 'group:default/payments', annotations },
    view,
    { environments, tenants: [], requireClaim: false, sameKubernetesId: [] },
  );
  return toDeliveryPathDto({
    entityRef,
    resolved,
    judged: resolved.targets.map(target =>
      judgeTarget(target, { view, now, pinned: false }),
    ),
    environments,
    links: { git: [], dashboards: [] },
    ownership: {
      entityOwner: 'group:default/payments',
      platformGroup: 'group:default/platform',
      rules: [],
    },
    runbooks: [],
    context: { view, now },
  });
}
