import { setTimeout as sleep } from 'node:timers/promises';
import { SCENARIO_LABEL } from './Stage.mjs';

const PATIENCE = 40_000;
const APPLIERS = [
  ['kustomize.toolkit.fluxcd.io/v1', 'Kustomization'],
  ['helm.toolkit.fluxcd.io/v2', 'HelmRelease'],
];

/**
 * Deletes every namespace that the suite made on this cluster, also those of a run that was cut short, and waits until they
 * are gone.
 *
 * @param {import('../kube/Cluster.mjs').Cluster} cluster
 * @param {string[]} [scenarios] those of these only
 */
export async function clearNamespaces(cluster, scenarios) {
  const selector = scenarios
    ? `${SCENARIO_LABEL} in (${scenarios.join(',')})`
    : SCENARIO_LABEL;
  const query = `?labelSelector=${encodeURIComponent(selector)}`;
  const names = (await cluster.list('v1', 'Namespace', undefined, query)).map(
    ({ metadata }) => metadata.name,
  );
  await Promise.all(
    names.map(name => cluster.delete('v1', 'Namespace', undefined, name)),
  );
  const deadline = Date.now() + PATIENCE;
  while ((await cluster.list('v1', 'Namespace', undefined, query)).length > 0) {
    if (Date.now() > deadline) {
      await releaseAppliers(cluster, names);
    }
    if (Date.now() > deadline + PATIENCE) {
      throw new Error(
        `Namespaces of ${cluster.context} are still there: ${names.join(', ')}`,
      );
    }
    await sleep(1000);
  }
}

/** An applier whose service account went first cannot prune any more, and waits for ever: its namespace goes anyway. */
async function releaseAppliers(cluster, namespaces) {
  for (const [apiVersion, kind] of APPLIERS) {
    for (const { metadata } of await cluster.list(apiVersion, kind)) {
      if (
        namespaces.includes(metadata.namespace) &&
        metadata.deletionTimestamp
      ) {
        const ref = {
          apiVersion,
          kind,
          namespace: metadata.namespace,
          name: metadata.name,
        };
        await cluster.patch(ref, { metadata: { finalizers: [] } });
      }
    }
  }
}
