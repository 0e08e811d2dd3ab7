import { setTimeout as sleep } from 'node:timers/promises';
import { SCENARIO_LABEL } from './Stage.mjs';

const PATIENCE = 300_000;
/** An applier may take this long to clear up by itself. */
const GRACE = 20_000;
const APPLIERS = [
  ['kustomize.toolkit.fluxcd.io/v1', 'Kustomization'],
  ['helm.toolkit.fluxcd.io/v2', 'HelmRelease'],
];
/** What scenarios hold on to, so that it cannot go. */
const HELD = [
  ['v1', 'Pod'],
  ['v1', 'ConfigMap'],
];
export const HOLD = 'flux-delivery.test/hold';
/** What scenarios bring that no namespace takes along. */
const OUTSIDE = [
  ['admissionregistration.k8s.io/v1', 'ValidatingAdmissionPolicyBinding'],
  ['admissionregistration.k8s.io/v1', 'ValidatingAdmissionPolicy'],
  ['admissionregistration.k8s.io/v1', 'ValidatingWebhookConfiguration'],
  ['apiextensions.k8s.io/v1', 'CustomResourceDefinition'],
  ['v1', 'Node'],
];

/**
 * Deletes all that the suite made on this cluster, also in runs that were cut short, and waits until it is gone: namespaces, and
 * what stands outside of any.
 *
 * @param {import('../kube/Cluster.mjs').Cluster} cluster
 * @param {string[]} [scenarios] those of these only
 */
export async function clearNamespaces(cluster, scenarios) {
  const selector = scenarios
    ? `${SCENARIO_LABEL} in (${scenarios.join(',')})`
    : SCENARIO_LABEL;
  const query = `?labelSelector=${encodeURIComponent(selector)}`;
  for (const [apiVersion, kind] of OUTSIDE) {
    await deleteAll(cluster, apiVersion, kind, query);
  }
  const names = await deleteAll(cluster, 'v1', 'Namespace', query);
  const deadline = Date.now() + PATIENCE;
  while ((await cluster.list('v1', 'Namespace', undefined, query)).length > 0) {
    await releaseHeld(cluster, names);
    await releaseAppliers(cluster, names);
    if (Date.now() > deadline) {
      throw new Error(
        `Namespaces of ${cluster.context} are still there: ${names.join(', ')}`,
      );
    }
    await sleep(2000);
  }
}

async function deleteAll(cluster, apiVersion, kind, query) {
  const found = await cluster.list(apiVersion, kind, undefined, query);
  const names = found.map(({ metadata }) => metadata.name);
  await Promise.all(
    names.map(name => cluster.delete(apiVersion, kind, undefined, name)),
  );
  return names;
}

async function releaseHeld(cluster, namespaces) {
  for (const [apiVersion, kind] of HELD) {
    for (const { metadata } of await cluster.list(apiVersion, kind)) {
      if (
        namespaces.includes(metadata.namespace) &&
        metadata.finalizers?.includes(HOLD)
      ) {
        await release(cluster, apiVersion, kind, metadata);
      }
    }
  }
}

/** An applier whose service account went first cannot prune any more, and waits for ever: its namespace goes anyway. */
async function releaseAppliers(cluster, namespaces) {
  for (const [apiVersion, kind] of APPLIERS) {
    for (const { metadata } of await cluster.list(apiVersion, kind)) {
      const { namespace, deletionTimestamp } = metadata;
      const waits = Date.now() - Date.parse(deletionTimestamp) > GRACE;
      if (namespaces.includes(namespace) && deletionTimestamp && waits) {
        await release(cluster, apiVersion, kind, metadata);
      }
    }
  }
}

async function release(cluster, apiVersion, kind, { namespace, name }) {
  const ref = { apiVersion, kind, namespace, name };
  await cluster
    .patch(ref, { metadata: { finalizers: [] } })
    .catch(error => ifNotGone(cluster, ref, error));
}

async function ifNotGone(cluster, ref, error) {
  const { apiVersion, kind, namespace, name } = ref;
  if (await cluster.get(apiVersion, kind, namespace, name)) {
    throw error;
  }
}
