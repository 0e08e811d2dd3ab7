import assert from 'node:assert/strict';
import { test } from 'node:test';
import { takeRights } from './prepareAccess.mjs';

test('takes what is named from the role, and nothing else', async () => {
  const applied = [];
  const taken = [
    { apiGroup: 'helm.toolkit.fluxcd.io', resource: 'helmreleases' },
    { apiGroup: 'source.toolkit.fluxcd.io', resource: 'buckets' },
  ];
  await takeRights({ apply: async object => applied.push(object) }, taken);
  const [role] = applied;
  assert.deepEqual(
    applied.map(({ kind }) => kind),
    ['ClusterRole'],
  );
  const readable = role.rules.flatMap(({ apiGroups, resources }) =>
    resources.map(resource => `${apiGroups}/${resource}`),
  );
  assert.ok(readable.includes('kustomize.toolkit.fluxcd.io/kustomizations'));
  assert.ok(readable.includes('source.toolkit.fluxcd.io/gitrepositories'));
  assert.ok(!readable.some(name => /helmreleases|buckets/.test(name)));
  assert.ok(role.rules.every(({ resources }) => resources.length > 0));
});
