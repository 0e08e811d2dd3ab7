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
const WORKLOADS = [
  ['apps/v1', 'Deployment'],
  ['apps/v1', 'StatefulSet'],
  ['apps/v1', 'DaemonSet'],
  ['batch/v1', 'Job'],
  ['v1', 'Pod'],
];
/** What scenarios hold on to, so that it cannot go. */
const HELD = [
  ['v1', 'Pod'],
  ['v1', 'ConfigMap'],
];
const HOLD = 'flux-delivery.test/hold';
/** What scenarios bring that no namespace takes along. */
const OUTSIDE = [
  ['admissionregistration.k8s.io/v1', 'ValidatingAdmissionPolicyBinding'],
  ['admissionregistration.k8s.io/v1', 'ValidatingAdmissionPolicy'],
  ['admissionregistration.k8s.io/v1', 'ValidatingWebhookConfiguration'],
  ['apiextensions.k8s.io/v1', 'CustomResourceDefinition'],
  ['v1', 'Node'],
];

/**
 * Deletes all that the suite made on this cluster, also in runs that were cut short: appliers first, which take along what they made,
 * then namespaces, and what stands outside of any. By then nothing can keep a namespace from going; that the last of it goes takes a
 * cluster longer than all before, and is waited for only as far as `until` says.
 *
 * @param {import('../kube/Cluster.mjs').Cluster} cluster
 * @param {{ scenarios?: string[], until?: 'idle' | 'gone' }} [options] `scenarios`: those of these only. `idle`: no workload is left in
 *   them; `gone`: nor are they
 */
export async function clearNamespaces(cluster, { scenarios, until } = {}) {
  const selector = scenarios
    ? `${SCENARIO_LABEL} in (${scenarios.join(',')})`
    : SCENARIO_LABEL;
  const query = `?labelSelector=${encodeURIComponent(selector)}`;
  const found = await cluster.list('v1', 'Namespace', undefined, query);
  const names = new Set(found.map(({ metadata }) => metadata.name));
  for (const [apiVersion, kind] of OUTSIDE) {
    const all = await cluster.list(apiVersion, kind, undefined, query);
    await deleteAll(cluster, apiVersion, kind, all);
  }
  const leaving = new Leaving(cluster, names);
  await leaving.wait(() => leaving.appliers());
  await deleteAll(cluster, 'v1', 'Namespace', found);
  await leaving.release();
  if (until) {
    await leaving.wait(() => leaving.count(WORKLOADS));
  }
  if (until === 'gone') {
    await leaving.wait(async () => {
      const left = await cluster.list('v1', 'Namespace', undefined, query);
      return left.length;
    });
  }
}

function deleteAll(cluster, apiVersion, kind, objects) {
  return Promise.all(
    objects.map(({ metadata: { namespace, name } }) =>
      cluster.delete(apiVersion, kind, namespace, name),
    ),
  );
}

/** Namespaces on their way out. */
class Leaving {
  constructor(cluster, names) {
    this.cluster = cluster;
    this.names = names;
    this.deadline = Date.now() + PATIENCE;
  }

  /**
   * Deletes those that are there, and lets go those whose time is over: one that may not prune or does not reach what it should clear
   * waits for ever, and its namespace goes anyway. Answers how many are left; one may bring back another that went before it.
   */
  async appliers() {
    let count = 0;
    for (const of of APPLIERS) {
      const found = await this.#list(of);
      const since = ({ metadata }) => Date.parse(metadata.deletionTimestamp);
      await deleteAll(
        this.cluster,
        ...of,
        found.filter(object => Number.isNaN(since(object))),
      );
      await this.#letGo(
        of,
        found.filter(object => Date.now() - since(object) > GRACE),
      );
      count += found.length;
    }
    return count;
  }

  /** Lets go what scenarios hold. In a namespace that ends nobody makes it anew. */
  async release() {
    for (const of of HELD) {
      const found = await this.#list(of);
      await this.#letGo(
        of,
        found.filter(({ metadata }) => metadata.finalizers?.includes(HOLD)),
      );
    }
  }

  async count(kinds) {
    const all = await Promise.all(kinds.map(of => this.#list(of)));
    return all.flat().length;
  }

  /** @param {() => Promise<number>} left how much is still there */
  async wait(left) {
    while ((await left()) > 0) {
      if (Date.now() > this.deadline) {
        throw new Error(
          `Namespaces of ${this.cluster.context} do not go: ${[
            ...this.names,
          ].join(', ')}`,
        );
      }
      await sleep(PAUSE);
    }
  }

  async #list([apiVersion, kind]) {
    const all = await this.cluster.list(apiVersion, kind);
    return all.filter(({ metadata }) => this.names.has(metadata.namespace));
  }

  async #letGo([apiVersion, kind], objects) {
    await Promise.all(
      objects.map(async ({ metadata: { namespace, name } }) => {
        const ref = { apiVersion, kind, namespace, name };
        try {
          await this.cluster.patch(ref, { metadata: { finalizers: [] } });
        } catch (error) {
          if (await this.cluster.get(apiVersion, kind, namespace, name)) {
            throw error;
          }
        }
      }),
    );
  }
}
