import assert from 'node:assert/strict';
import { test } from 'node:test';
import { settled } from './settled.mjs';

const object = (status, generation = 2) => ({
  metadata: { generation },
  status,
});
const ready = (more = {}) => ({
  type: 'Ready',
  status: 'True',
  reason: 'Succeeded',
  message: 'done',
  observedGeneration: 2,
  ...more,
});

test('is settled where Ready is True for this generation', () => {
  assert.equal(settled(object({ conditions: [ready()] }), {}), true);
  assert.equal(settled(object({ conditions: [ready()] }, 3), {}), false);
  assert.equal(settled(object({ conditions: [] }), {}), false);
  assert.equal(settled(undefined, {}), false);
});

test('takes a condition for new where its kind never says of which generation it is', () => {
  const done = { type: 'Failed', status: 'True' };
  assert.equal(
    settled(object({ conditions: [done] }), { condition: 'Failed' }),
    true,
  );
  assert.equal(
    settled(
      object({ conditions: [ready({ observedGeneration: undefined })] }),
      {},
    ),
    false,
  );
});

test('wants what the step names: status, reason, message, fields', () => {
  const failed = object({
    conditions: [ready({ status: 'False', reason: 'BuildFailed' })],
  });
  assert.equal(settled(failed, {}), false);
  assert.equal(
    settled(failed, { status: 'False', reason: 'BuildFailed', message: '^do' }),
    true,
  );
  assert.equal(settled(failed, { status: 'False', message: 'other' }), false);
  assert.equal(
    settled(object({ readyReplicas: 2 }), {
      fields: { 'status.readyReplicas': 2 },
    }),
    true,
  );
  assert.equal(
    settled(object({ readyReplicas: 1 }), {
      fields: { 'status.readyReplicas': 2 },
    }),
    false,
  );
});
