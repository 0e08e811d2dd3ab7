import assert from 'node:assert/strict';
import { test } from 'node:test';
import { notFollowed } from './endpointsFollow.mjs';

const pod = (name, { ready = 'True', ...metadata } = {}) => ({
  metadata: { name, ...metadata },
  status: { conditions: [{ type: 'Ready', status: ready }] },
});

const slice = (...names) => ({
  endpoints: names.map(name => ({
    conditions: { ready: true },
    targetRef: { name },
  })),
});

test('endpoints follow where they are the ready pods, over all slices', () => {
  const slices = [slice('a'), slice('b'), { endpoints: null }];
  assert.deepEqual(notFollowed([pod('a'), pod('b')], slices, 2), []);
});

test('an endpoint of a pod that is gone, and a pod that is none yet, are told', () => {
  assert.deepEqual(notFollowed([pod('a'), pod('b')], [slice('a', 'z')], 2), [
    'the ready pod b is no endpoint yet',
    'the endpoint z is no ready pod any more',
  ]);
});

test('a pod that ends, or is not ready, does not count', () => {
  const pods = [
    pod('a'),
    pod('b', { deletionTimestamp: '2026-01-01T00:00:00Z' }),
    pod('c', { ready: 'False' }),
  ];
  assert.deepEqual(notFollowed(pods, [slice('a')], 2), [
    '1 pods are ready, expected 2',
  ]);
});
