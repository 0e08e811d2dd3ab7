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
  const documents = parseAllDocuments(await readFile(MANIFEST, 'utf8')).map(
    document => document.toJS(),
  );
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
  for (const object of [namespace, account, ...documents.filter(Boolean)]) {
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
