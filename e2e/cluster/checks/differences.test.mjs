import assert from 'node:assert/strict';
import { test } from 'node:test';
import { differences } from './differences.mjs';

const applier = { kind: 'Kustomization', namespace: 'shop', name: 'web' };
const target = {
  cluster: 'a',
  applier,
  delivered: 'flux',
  binding: 'claimed',
  segments: [
    {
      segment: 'source',
      verdict: 'ok',
      summary: 'fetched',
      owner: 'group:default/platform',
      evidence: [{}],
    },
    { segment: 'reconcile', verdict: 'diverged', summary: 'no build' },
  ],
  divergence: {
    segment: 'reconcile',
    summary: 'no build',
    class: 'build-render',
    firstResponder: 'group:default/apps',
    because: 'it wrote the manifests',
    rootCause: {
      kind: 'Kustomization',
      namespace: 'shop',
      name: 'base',
      class: 'build-render',
      summary: '',
    },
  },
  notes: [{ class: 'not-promoted' }],
  sources: [{ ref: { kind: 'GitRepository', namespace: 'shop', name: 'app' } }],
  parents: [],
  routes: [],
  workloads: [
    {
      ref: { kind: 'Deployment', namespace: 'shop', name: 'web' },
      images: [{ declared: 'web:1' }],
    },
  ],
};
const base = { kind: 'Kustomization', namespace: 'shop', name: 'base' };
const path = {
  environments: [
    { name: 'prod', targets: [target, { ...target, cluster: 'b' }] },
  ],
};

test('agrees where everything that is expected is there', () => {
  const expected = {
    applier,
    binding: 'claimed',
    verdicts: { source: 'ok', reconcile: 'diverged' },
    divergence: 'reconcile',
    class: 'build-render',
    says: 'no build',
    firstResponder: 'group:default/apps',
    owners: { source: 'group:default/platform' },
    notes: ['not-promoted'],
    rootCause: { ...base, class: 'build-render' },
    sources: [{ kind: 'GitRepository', namespace: 'shop', name: 'app' }],
    parents: [],
    declares: 'web:1',
  };
  assert.deepEqual(differences(path, 'a', [expected]), []);
});

test('names a wrong verdict, divergence, class, word and root', () => {
  const wrong = (more, pattern) =>
    assert.match(
      differences(path, 'a', [{ applier, ...more }]).join('\n'),
      pattern,
    );
  wrong(
    { verdicts: { reconcile: 'ok' } },
    /reconcile is diverged .*expected ok \(no build/,
  );
  wrong({ verdicts: { traffic: 'ok' } }, /traffic is undefined .*expected ok/);
  wrong({ divergence: 'none' }, /first divergence is reconcile, expected none/);
  wrong(
    { divergence: 'reconcile', class: 'suspended' },
    /class is build-render/,
  );
  wrong({ divergence: 'reconcile', says: 'gone' }, /says "no build/);
  wrong(
    { divergence: 'reconcile', rootCause: applier },
    /root cause is Kustomization shop\/base/,
  );
  wrong(
    {
      divergence: 'reconcile',
      rootCause: { ...base, class: 'suspended' },
    },
    /class of the root cause is build-render, expected suspended/,
  );
  wrong(
    { divergence: 'reconcile', firstResponder: 'group:default/other' },
    /first responder is group:default\/apps, expected group:default\/other/,
  );
  wrong({ owners: { reconcile: 'x' } }, /owner of reconcile is not named/);
  wrong({ notes: ['gone'] }, /no note gone, there are: not-promoted/);
  wrong({ workloads: [] }, /workloads are Deployment shop\/web/);
  wrong({ declares: 'web:2' }, /declares web:1/);
});

test('names what may never be, whatever is expected', () => {
  const of = more =>
    differences(
      { environments: [{ targets: [{ ...target, ...more }] }] },
      'a',
      [{ applier }],
    ).join();
  assert.match(
    of({ segments: [{ segment: 'source', verdict: 'ok' }] }),
    /source is ok without evidence/,
  );
  assert.match(
    of({ divergence: null }),
    /diverged, and no divergence is named/,
  );
  assert.match(
    of({ divergence: { ...target.divergence, class: undefined } }),
    /has no class/,
  );
  assert.match(
    of({ divergence: { ...target.divergence, because: undefined } }),
    /whose move it is/,
  );
  const traffic = { segment: 'traffic', verdict: 'diverged' };
  assert.match(
    of({ segments: [...target.segments, traffic] }),
    /traffic diverged after reconcile, and says neither/,
  );
  const summary =
    'This is broken by itself as well, and does not follow from reconcile.';
  assert.equal(
    of({ segments: [...target.segments, { ...traffic, summary }] }),
    '',
  );
});

test('names targets that are missing and targets that nobody expects', () => {
  const other = { ...applier, name: 'other' };
  assert.deepEqual(differences(path, 'a', [{ applier: other }]), [
    'Kustomization shop/other: it is not there',
    'unexpected target Kustomization shop/web',
  ]);
  assert.deepEqual(differences(path, 'c', []), []);
});
