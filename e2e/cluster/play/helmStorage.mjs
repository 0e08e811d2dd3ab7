import { gunzipSync, gzipSync } from 'node:zlib';

const PREFIX = 'sh.helm.release.v1';

/**
 * Leaves a Helm release as a Helm does that is killed in the middle of an action: the newest version in its storage is pending, and
 * nobody works on it. This is what "another operation is in progress" means.
 *
 * @param {import('../kube/Cluster.mjs').Cluster} cluster
 * @param {{ namespace: string, release: string, status: string }} what `status`: pending-install, pending-upgrade, pending-rollback
 */
export async function leavePending(cluster, { namespace, release, status }) {
  const query = `?labelSelector=${encodeURIComponent(
    `owner=helm,name=${release}`,
  )}`;
  const stored = await cluster.list('v1', 'Secret', namespace, query);
  const [newest] = stored.sort((a, b) => versionOf(b) - versionOf(a));
  if (!newest) {
    throw new Error(`there is no Helm release ${namespace}/${release}`);
  }
  const version = versionOf(newest) + 1;
  const record = decode(newest.data.release);
  const info = { ...record.info, status, description: 'Preparing upgrade' };
  await cluster.apply({
    apiVersion: 'v1',
    kind: 'Secret',
    type: newest.type,
    metadata: {
      namespace,
      name: `${PREFIX}.${release}.v${version}`,
      labels: { ...newest.metadata.labels, status, version: String(version) },
    },
    data: { release: encode({ ...record, version, info }) },
  });
}

const versionOf = ({ metadata }) => Number(metadata.labels.version);

/** Helm writes a record as base64 of gzip of JSON, which the Secret encodes once more. */
const decode = data =>
  JSON.parse(
    gunzipSync(
      Buffer.from(Buffer.from(data, 'base64').toString(), 'base64'),
    ).toString(),
  );

const encode = record =>
  Buffer.from(gzipSync(JSON.stringify(record)).toString('base64')).toString(
    'base64',
  );
