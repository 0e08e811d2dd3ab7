import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Turns } from './Turns.mjs';

test('lets so many at a time, in order, and the next one after a failure', async () => {
  const turns = new Turns(2);
  const begun = [];
  const ends = [];
  const take = name =>
    turns.take(() => {
      begun.push(name);
      return new Promise((resolve, reject) => {
        ends.push({ resolve, reject });
      });
    });
  const first = take('a');
  const others = [take('b'), take('c'), take('d')];
  assert.deepEqual(begun, ['a', 'b']);
  ends[0].reject(new Error('no'));
  await assert.rejects(first, /no/);
  assert.deepEqual(begun, ['a', 'b', 'c']);
  ends[1].resolve();
  await others[0];
  assert.deepEqual(begun, ['a', 'b', 'c', 'd']);
  ends.forEach(({ resolve }) => resolve());
  await Promise.all(others);
});
