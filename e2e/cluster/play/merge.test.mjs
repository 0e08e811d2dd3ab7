import assert from 'node:assert/strict';
import { test } from 'node:test';
import { changeObjects, merge } from './merge.mjs';

test('merges key by key, and null takes away', () => {
  assert.deepEqual(merge({ a: 1, b: { c: 1, d: 2 } }, { b: { c: null } }), {
    a: 1,
    b: { d: 2 },
  });
  assert.deepEqual(merge({}, { a: { b: null, c: 1 } }), { a: { c: 1 } });
});

test('merges what has names by name, and replaces other lists', () => {
  const base = { containers: [{ name: 'app', image: 'a' }], args: ['x'] };
  const change = {
    containers: [{ name: 'app', args: [] }, { name: 'side' }],
    args: ['y'],
  };
  assert.deepEqual(merge(base, change), {
    containers: [{ name: 'app', image: 'a', args: [] }, { name: 'side' }],
    args: ['y'],
  });
});

test('changes objects by kind or name, leaves out what is null, and knows no kind that is not there', () => {
  const objects = [
    { kind: 'Service', metadata: { name: 'a' } },
    { kind: 'Job', metadata: { name: 'b' } },
  ];
  assert.deepEqual(
    changeObjects(objects, { Service: null, 'Job/b': { spec: 1 } }),
    [{ kind: 'Job', metadata: { name: 'b' }, spec: 1 }],
  );
  assert.throws(() => changeObjects(objects, { Pod: {} }), /no Pod to change/);
});
