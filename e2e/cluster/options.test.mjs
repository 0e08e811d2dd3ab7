import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readOptions, UsageError } from './options.mjs';

const refused = (args, message) =>
  assert.throws(
    () => readOptions(args),
    error => error instanceof UsageError && message.test(error.message),
  );

test('says how to give clusters where none was given', () => {
  refused([], /No cluster was given[^]*--context staging/);
});

test('refuses what it does not know and halves of pairs', () => {
  refused(['--contxt', 'a'], /contxt/);
  refused(['--context', 'a', '--stop-command', 'x'], /belong together/);
  refused(['--context', 'a', '--extra-catalog', 'x'], /belong together/);
  refused(['--context', 'a', '--stop-controller', 'x'], /belong together/);
  refused(['--context', 'a', '--audit-log', 'b=/x'], /CONTEXT=PATH/);
});

test('reads contexts and the audit log of each', () => {
  const options = readOptions([
    '--context',
    'a',
    '--context',
    'b',
    '--audit-log',
    'b=/x=y',
  ]);
  assert.deepEqual(options.contexts, ['a', 'b']);
  assert.equal(options.auditLogs.get('b'), '/x=y');
  assert.equal(options.forgeAddress, '127.0.0.1');
});
