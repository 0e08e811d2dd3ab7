import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';

const READY = 'A service and its delivery path:';
const READY_WITHIN = 10 * 60_000;
const ROOT = resolve(__dirname, '../..');

/**
 * Brings up the portal of `npm start` on a free port, and says where by E2E_BASE_URL, which the workers inherit.
 *
 * @returns what stops it; it ends once nothing of the portal is left
 */
export default async function startPortal(): Promise<
  (() => Promise<void>) | undefined
> {
  if (process.env.E2E_BASE_URL) return undefined;
  const port = await freePort();
  const starter = spawn(
    process.execPath,
    [
      // Ends the starter, and it its services, should this process be killed.
      '--require',
      resolve(ROOT, 'scripts/lib/exitWithParent.cjs'),
      resolve(ROOT, 'scripts/start.mjs'),
      '--port',
      String(port),
    ],
    { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] },
  );
  const ended = once(starter, 'exit');
  const stop = async () => {
    starter.kill('SIGTERM');
    await ended;
  };
  let said = '';
  const ready = new Promise<void>(isReady => {
    for (const stream of [starter.stdout, starter.stderr]) {
      stream?.on('data', chunk => {
        said += chunk;
        if (said.includes(READY)) isReady();
      });
    }
  });
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'late'>(tell => {
    timer = setTimeout(() => tell('late'), READY_WITHIN);
  });
  const outcome = await Promise.race([
    ready.then(() => 'ready' as const),
    ended.then(() => 'ended' as const),
    late,
  ]);
  clearTimeout(timer);
  if (outcome !== 'ready') {
    if (outcome === 'late') await stop();
    throw new Error(`The portal did not start (${outcome}):\n${said}`);
  }
  process.env.E2E_BASE_URL = `http://localhost:${port}`;
  return stop;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
