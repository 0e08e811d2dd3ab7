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
    { segment: 'source', verdict: 'ok', summary: 'fetched' },
    { segment: 'reconcile', verdict: 'diverged', summary: 'no build' },
  ],
  divergence: {
    segment: 'reconcile',
    summary: 'no build',
    class: 'build-render',
    rootCause: {
      kind: 'Kustomization',
      namespace: 'shop',
      name: 'base',
      summary: '',
    },
  },
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
    rootCause: { kind: 'Kustomization', namespace: 'shop', name: 'base' },
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
    /reconcile is diverged, expected ok \(no build/,
  );
  wrong({ verdicts: { traffic: 'ok' } }, /traffic is undefined, expected ok/);
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
  wrong({ workloads: [] }, /workloads are Deployment shop\/web/);
  wrong({ declares: 'web:2' }, /declares web:1/);
});

test('names targets that are missing and targets that nobody expects', () => {
  const other = { ...applier, name: 'other' };
  assert.deepEqual(differences(path, 'a', [{ applier: other }]), [
    'Kustomization shop/other: it is not there',
    'unexpected target Kustomization shop/web',
  ]);
  assert.deepEqual(differences(path, 'c', []), []);
});
