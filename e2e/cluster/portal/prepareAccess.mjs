import { readFile } from 'node:fs/promises';
import { parseAllDocuments } from 'yaml';

const MANIFEST = new URL('../../../examples/rbac.yaml', import.meta.url);
const NAMESPACE = 'backstage';
const ACCOUNT = 'flux-delivery';
const ONE_DAY = 24 * 60 * 60;

/**
 * Gives the portal's service account the rights that `examples/rbac.yaml` names, and nothing else.
 *
 * @param {import('../kube/Cluster.mjs').Cluster} cluster
 * @returns {Promise<string>} a token of that account
 */
export async function prepareAccess(cluster) {
  const documents = await manifests();
  const account = {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name: ACCOUNT, namespace: NAMESPACE },
  };
  const namespace = {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: NAMESPACE },
  };
  for (const object of [namespace, account, ...documents]) {
    await cluster.apply(object);
  }
  const path = `/api/v1/namespaces/${NAMESPACE}/serviceaccounts/${ACCOUNT}/token`;
  const request = {
    apiVersion: 'authentication.k8s.io/v1',
    kind: 'TokenRequest',
    spec: { expirationSeconds: ONE_DAY },
  };
  return (await cluster.post(path, request)).status.token;
}

/**
 * Takes the right to read some kinds away from the portal's account.
 *
 * @param {import('../kube/Cluster.mjs').Cluster} cluster
 * @param {{ apiGroup: string, resource: string }[]} taken
 */
export async function takeRights(cluster, taken) {
  const isTaken = ({ apiGroups }) =>
    taken.some(({ apiGroup }) => apiGroups.includes(apiGroup));
  for (const role of await manifests()) {
    if (role.kind === 'ClusterRole' && role.rules.some(isTaken)) {
      const rules = role.rules.map(rule => ({
        ...rule,
        resources: rule.resources.filter(
          resource =>
            !taken.some(
              one =>
                rule.apiGroups.includes(one.apiGroup) &&
                one.resource === resource,
            ),
        ),
      }));
      await cluster.apply({
        ...role,
        rules: rules.filter(({ resources }) => resources.length > 0),
      });
    }
  }
}

async function manifests() {
  const documents = parseAllDocuments(await readFile(MANIFEST, 'utf8'));
  return documents.map(document => document.toJS()).filter(Boolean);
}
