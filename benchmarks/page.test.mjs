import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { test } from 'node:test';

const require = createRequire(import.meta.url);
require('@backstage/cli/config/nodeTransform.cjs');
const { replaceSection } = require('./replaceSection.ts');
const { planFleet, sizeOf } = require('./fleet/planFleet.ts');

test('the results of one benchmark leave those of the others alone', () => {
  const both = replaceSection('# A\n\nold\n\n## A1\n\n', '# B', '# B\n\nfirst');
  assert.equal(both, '# A\n\nold\n\n## A1\n\n# B\n\nfirst\n\n');
  assert.equal(
    replaceSection(both, '# A', '# A\n\nnew\n'),
    '# A\n\nnew\n\n# B\n\nfirst\n\n',
  );
});

test('a fleet of services in fewer places has more of them', () => {
  const services = planFleet(sizeOf(10_000, 2));
  assert.equal(services.length, 5_000);
  assert.ok(
    services.every(
      ({ clusters: [first, second] }) =>
        first.startsWith('staging-') && second.startsWith('prod-'),
    ),
  );
});
