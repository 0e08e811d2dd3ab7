import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Services } from './Services.mjs';

const isAlive = pid => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

test('stopAll ends a service and what it has started, also what ignores the request', async () => {
  const services = new Services();
  const stubborn =
    "process.on('SIGTERM', () => {}); setInterval(() => {}, 1000);";
  const parent = `
    const child = require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(
      stubborn,
    )}]);
    child.once('spawn', () => console.log('child ' + child.pid + '.'));
    setInterval(() => {}, 1000);`;
  const service = services.start('test-parent', process.execPath, [
    '-e',
    parent,
  ]);
  const pid = Number((await service.saying(/child (\d+)\./)).match(/\d+/)[0]);
  assert.equal(isAlive(pid), true);
  await services.stopAll();
  // The kernel takes a moment to forget a killed process.
  for (let i = 0; i < 100 && isAlive(pid); i += 1) {
    await new Promise(resolve => setTimeout(resolve, 50));
  }
  assert.equal(isAlive(pid), false);
});

test('a service that ends by itself is a failure with its last words', async () => {
  const services = new Services();
  services.start('test-brief', process.execPath, [
    '-e',
    "console.error('no room left'); process.exit(3);",
  ]);
  await assert.rejects(
    services.failure,
    /The test-brief has stopped by itself[^]*no room left/,
  );
  await services.stopAll();
});
