import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { test } from 'node:test';

const require = createRequire(import.meta.url);
require('@backstage/cli/config/nodeTransform.cjs');
const { generateCluster } = require('./fleet/generateCluster.ts');
const { planFleet, sizeOf } = require('./fleet/planFleet.ts');
const { measureSizes } = require('./path/measureSizes.ts');

const NOW = Date.parse('2026-11-21T12:00:00Z');

test('a fleet has as many appliers as were asked for, 70 % of them Kustomizations, about five to a source', () => {
  for (const appliers of [1_000, 10_000]) {
    const services = planFleet(sizeOf(appliers));
    const of = form =>
      services
        .filter(service => !form || service.form === form)
        .reduce((sum, { clusters }) => sum + clusters.length, 0);
    assert.equal(of(), appliers);
    assert.ok(Math.abs(of('helm') / appliers - 0.3) < 0.02);
    const sources = new Set(
      services.map(({ team, source }) => `${team}/${source}`),
    );
    const each = services.length / sources.size;
    assert.ok(each > 4.5 && each < 5.5, `${each} services to a source`);
  }
});

test('the same size gives the same fleet', () => {
  const make = () =>
    JSON.stringify([
      ...generateCluster(planFleet(sizeOf(60)), {
        cluster: 'prod-1',
        seed: 'fleet',
        now: NOW,
      }),
    ]);
  assert.equal(make(), make());
});

test('a Kustomization of usual size is kept in 4 KB, and every kind in less than it came in', () => {
  const sizes = measureSizes({ appliers: 300, seed: 'fleet', now: NOW });
  assert.ok(sizes.Kustomization.projected <= 4_096);
  for (const [kind, { raw, projected }] of Object.entries(sizes)) {
    assert.ok(projected > 0 && projected < raw, `${kind}: ${projected}`);
  }
});
