import assert from 'node:assert/strict';
import { test } from 'node:test';
import { agedStatus } from './passes.mjs';

test('was written half an hour earlier, and says the same', () => {
  const status = {
    history: [
      {
        digest: 'sha256:1',
        firstReconciled: '2026-11-21T05:00:00Z',
        lastReconciled: '2026-11-21T06:00:00Z',
        totalReconciliations: 7,
      },
    ],
    conditions: [
      {
        type: 'Ready',
        status: 'True',
        lastTransitionTime: '2026-11-21T06:00:01Z',
      },
    ],
    lastAppliedRevision: 'main@sha1:1',
  };

  assert.deepEqual(agedStatus(status), {
    history: [
      {
        digest: 'sha256:1',
        firstReconciled: '2026-11-21T04:30:00Z',
        lastReconciled: '2026-11-21T05:30:00Z',
        totalReconciliations: 7,
      },
    ],
    conditions: [
      {
        type: 'Ready',
        status: 'True',
        lastTransitionTime: '2026-11-21T05:30:01Z',
      },
    ],
  });
});
