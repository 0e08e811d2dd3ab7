import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gunzipSync, gzipSync } from 'node:zlib';
import { leavePending } from './helmStorage.mjs';

const twice = text => Buffer.from(text).toString('base64');
const stored = version => ({
  type: 'helm.sh/release.v1',
  metadata: {
    labels: {
      owner: 'helm',
      name: 'web',
      status: 'deployed',
      version: String(version),
    },
  },
  data: {
    release: twice(
      gzipSync(
        JSON.stringify({ name: 'web', version, info: { status: 'deployed' } }),
      ).toString('base64'),
    ),
  },
});

const clusterWith = secrets => {
  const applied = [];
  return {
    applied,
    list: async () => secrets,
    apply: async object => applied.push(object),
  };
};

const lock = { namespace: 'one', release: 'web', status: 'pending-upgrade' };

test('leaves one version more than the newest, which is pending', async () => {
  const cluster = clusterWith([stored(9), stored(10)]);
  await leavePending(cluster, lock);
  const [{ type, metadata, data }] = cluster.applied;
  assert.equal(type, 'helm.sh/release.v1');
  assert.equal(metadata.name, 'sh.helm.release.v1.web.v11');
  assert.deepEqual(metadata.labels, {
    owner: 'helm',
    name: 'web',
    status: 'pending-upgrade',
    version: '11',
  });
  const record = JSON.parse(
    gunzipSync(
      Buffer.from(Buffer.from(data.release, 'base64').toString(), 'base64'),
    ).toString(),
  );
  assert.equal(record.version, 11);
  assert.equal(record.info.status, 'pending-upgrade');
});

test('says so where there is no release', async () => {
  await assert.rejects(
    leavePending(clusterWith([]), lock),
    /no Helm release one\/web/,
  );
});
