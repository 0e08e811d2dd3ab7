import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { test } from 'node:test';

const require = createRequire(import.meta.url);
require('@backstage/cli/config/nodeTransform.cjs');
const { run } = require('./path/run.ts');

test('a page view costs the API servers nothing, and is a whole path', async () => {
  const { views, comparison, objects, fleet } = await run(
    {
      appliers: 30,
      views: 20,
      rounds: 5,
      execArgv: [],
    },
    () => {},
  );
  assert.ok(objects > 200);
  assert.equal(views.requestsToApiServers, 0);
  assert.equal(comparison.path.requestsToApiServers, 0);
  assert.equal(comparison.customQuery.requestsToApiServers, 15);
  assert.equal(fleet.services, 10);
  assert.equal(fleet.requestsToApiServers, 0);
  assert.equal(fleet.unknownInOutage, 10);
  assert.equal(views.notModifiedShare, 1);
  assert.deepEqual(
    views.segments,
    Object.fromEntries(
      ['promotion', 'source', 'reconcile', 'rollout', 'traffic'].map(
        segment => [`${segment} ok`, 60],
      ),
    ),
  );
});
