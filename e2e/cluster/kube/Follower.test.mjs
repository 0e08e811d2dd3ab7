import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { Follower } from './Follower.mjs';

const REF = { namespace: 'one', name: 'web' };
const at = (resourceVersion, ready) => ({
  metadata: { ...REF, resourceVersion: String(resourceVersion) },
  ready,
});
const isReady = object => object?.ready === true;

/** An API server that answers this, and then tells these changes each time that it is watched. */
function follower({ now, changes = [] }) {
  let watches = 0;
  const source = {
    get: async () => now,
    async *watch(signal) {
      watches += 1;
      await sleep(1);
      yield* changes;
      await sleep(10_000, undefined, { signal });
    },
  };
  const made = new Follower(source);
  return { made, watches: () => watches };
}

test('is done at once where it is so already', async () => {
  const { made } = follower({ now: at(5, true) });
  assert.deepEqual(await made.wait(REF, isReady, 1000), at(5, true));
  made.stop();
});

test('is done by a change, and not by one that is older than the first answer', async () => {
  const { made } = follower({
    now: at(5, false),
    changes: [
      { type: 'MODIFIED', object: at(4, true) },
      {
        type: 'MODIFIED',
        object: {
          ...at(9, true),
          metadata: { ...at(9).metadata, name: 'other' },
        },
      },
      { type: 'MODIFIED', object: at(7, true) },
    ],
  });
  assert.deepEqual(await made.wait(REF, isReady, 1000), at(7, true));
  made.stop();
});

test('finds an object that no namespace holds', async () => {
  const { made } = follower({
    now: undefined,
    changes: [
      {
        type: 'ADDED',
        object: { metadata: { name: 'web', resourceVersion: '6' } },
      },
    ],
  });
  const { metadata } = await made.wait({ name: 'web' }, Boolean, 1000);
  assert.equal(metadata.resourceVersion, '6');
  made.stop();
});

test('sees that an object is gone', async () => {
  const { made } = follower({
    now: at(5, true),
    changes: [{ type: 'DELETED', object: at(6, true) }],
  });
  assert.equal(await made.wait(REF, object => !object, 1000), undefined);
  made.stop();
});

test('answers what it saw last where the time is over', async () => {
  const { made } = follower({
    now: at(5, false),
    changes: [{ type: 'MODIFIED', object: at(6, false) }],
  });
  assert.deepEqual(await made.wait(REF, isReady, 50), at(6, false));
  made.stop();
});

test('serves all who wait with one watch', async () => {
  const { made, watches } = follower({
    now: at(5, false),
    changes: [{ type: 'MODIFIED', object: at(6, true) }],
  });
  await Promise.all([1, 2, 3].map(() => made.wait(REF, isReady, 1000)));
  assert.equal(watches(), 1);
  made.stop();
});

test('begins a watch anew that broke', async () => {
  let watches = 0;
  const made = new Follower({
    get: async () => at(5, false),
    async *watch() {
      watches += 1;
      if (watches === 1) {
        throw new Error('connection reset');
      }
      yield { type: 'ADDED', object: at(6, true) };
    },
  });
  assert.deepEqual(await made.wait(REF, isReady, 5000), at(6, true));
  made.stop();
});
