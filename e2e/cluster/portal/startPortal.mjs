import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stringify } from 'yaml';
import { portalConfig } from './portalConfig.mjs';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const GRACE = 10_000;

/**
 * Starts the portal's own backend (`packages/backend`) with a config for these clusters, and answers how to talk to it.
 *
 * @param {{ folder: string, clusters: { context: string, connection: any, token: string }[], catalogFiles: string[], address?: string }} options
 *   `folder` takes the config and the log; `address` is one of this machine that the clusters reach
 */
export async function startPortal({
  folder,
  clusters,
  catalogFiles,
  address = '127.0.0.1',
}) {
  const port = await freePort();
  const token = randomBytes(24).toString('base64url');
  const eventSecret = randomBytes(24).toString('base64url');
  const configFile = join(folder, 'app-config.yaml');
  const logFile = join(folder, 'backend.log');
  await writeFile(
    configFile,
    stringify(
      portalConfig({
        port,
        token,
        eventSecret,
        address,
        clusters,
        catalogFiles,
      }),
    ),
    { mode: 0o600 },
  );
  const transform = createRequire(join(ROOT, 'package.json')).resolve(
    '@backstage/cli-node/config/nodeTransform.cjs',
  );
  const backend = spawn(
    process.execPath,
    [
      '--enable-source-maps',
      '--require',
      transform,
      'src/index.ts',
      '--config',
      configFile,
    ],
    {
      cwd: join(ROOT, 'packages/backend'),
      env: { ...process.env, NODE_ENV: 'development' },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  const log = createWriteStream(logFile);
  backend.stdout.pipe(log, { end: false });
  backend.stderr.pipe(log, { end: false });
  let ended;
  // In development a backend that failed to start goes on running, without its plugins.
  backend.stdout.on('data', chunk => {
    const [failure] =
      /Backend startup failed[^\x1b]*/.exec(chunk.toString()) ?? [];
    if (failure) {
      ended ??= `${failure.trim()}\nits log: ${logFile}`;
    }
  });
  const exit = new Promise(resolve => {
    backend.once('exit', code => {
      ended ??= `the backend ended with code ${code}; its log: ${logFile}`;
      resolve();
    });
  });

  const get = async (path, headers = {}) => {
    if (ended) {
      throw new Error(ended);
    }
    return fetch(`http://127.0.0.1:${port}/api/${path}`, {
      headers: { Authorization: `Bearer ${token}`, ...headers },
    });
  };
  return {
    logFile,
    port,
    /** Where the clusters send their events: the name of the cluster follows. */
    eventsUrl: `http://${address}:${port}/api/flux-delivery/events`,
    /** With which they sign them. */
    eventSecret,
    /** @returns {Promise<Response>} */
    get,
    /** @returns {Promise<any>} the decoded body; rejects where the answer is no success */
    async json(path) {
      const response = await get(path);
      if (!response.ok) {
        throw new Error(
          `GET /api/${path}: ${response.status} ${(await response.text()).slice(
            0,
            300,
          )}`,
        );
      }
      return response.json();
    },
    path(entity) {
      return this.json(
        `flux-delivery/entities/component/default/${entity}/path`,
      );
    },
    /** Why it does not run any more; undefined while it runs. */
    ended: () => ended,
    async stop() {
      backend.kill('SIGTERM');
      const timer = setTimeout(() => backend.kill('SIGKILL'), GRACE);
      await exit;
      clearTimeout(timer);
      log.end();
    },
  };
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
