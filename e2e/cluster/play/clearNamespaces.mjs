import { setTimeout as sleep } from 'node:timers/promises';
import { SCENARIO_LABEL } from './Stage.mjs';

const PATIENCE = 300_000;
const PAUSE = 1000;
/** An applier may take this long to clear up by itself. */
const GRACE = 8_000;
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
 * Deletes all that the suite made on this cluster, also in runs that were cut short: namespaces, and what stands outside of any.
 * Waits until nothing runs there any more and nothing can keep a namespace from going. That the last of it goes, for which a cluster
 * takes longer than for all before, is waited for only where `gone` says so.
 *
 * @param {import('../kube/Cluster.mjs').Cluster} cluster
 * @param {{ scenarios?: string[], gone?: boolean }} [options] `scenarios`: those of these only
 */
export async function clearNamespaces(cluster, { scenarios, gone } = {}) {
  const selector = scenarios
    ? `${SCENARIO_LABEL} in (${scenarios.join(',')})`
    : SCENARIO_LABEL;
  const query = `?labelSelector=${encodeURIComponent(selector)}`;
  for (const [apiVersion, kind] of OUTSIDE) {
    await deleteAll(cluster, apiVersion, kind, query);
  }
  const names = await deleteAll(cluster, 'v1', 'Namespace', query);
  const deadline = Date.now() + PATIENCE;
  for (;;) {
    const left = await release(cluster, new Set(names));
    const there = gone
      ? await cluster.list('v1', 'Namespace', undefined, query)
      : [];
    if (left + there.length === 0) {
      return;
    }
    if (Date.now() > deadline) {
      throw new Error(
        `Namespaces of ${cluster.context} do not go: ${names.join(', ')}`,
      );
    }
    await sleep(PAUSE);
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

/**
 * Lets go what is held, and appliers whose time is over: where its service account went first, an applier cannot prune any more and
 * waits for ever, and its namespace goes anyway. Answers how much of what could hold up a namespace is still there.
 */
async function release(cluster, namespaces) {
  const inThem = async ([apiVersion, kind]) =>
    (await cluster.list(apiVersion, kind))
      .filter(({ metadata }) => namespaces.has(metadata.namespace))
      .map(({ metadata }) => ({ apiVersion, kind, metadata }));
  const all = async kinds => (await Promise.all(kinds.map(inThem))).flat();
  const held = (await all(HELD)).filter(
    ({ kind, metadata }) => kind === 'Pod' || isHeld(metadata),
  );
  const appliers = await all(APPLIERS);
  await Promise.all(
    [
      ...held.filter(({ metadata }) => isHeld(metadata)),
      ...appliers.filter(({ metadata }) => isLate(metadata)),
    ].map(object => letGo(cluster, object)),
  );
  return held.length + appliers.length;
}

const isHeld = ({ finalizers }) => finalizers?.includes(HOLD);

const isLate = ({ deletionTimestamp }) =>
  Date.now() - Date.parse(deletionTimestamp) > GRACE;

async function letGo(cluster, { apiVersion, kind, metadata }) {
  const { namespace, name } = metadata;
  const ref = { apiVersion, kind, namespace, name };
  try {
    await cluster.patch(ref, { metadata: { finalizers: [] } });
  } catch (error) {
    if (await cluster.get(apiVersion, kind, namespace, name)) {
      throw error;
    }
  }
}
