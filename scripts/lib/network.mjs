import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Failure } from './Failure.mjs';

/** Nobody listens on the port, on either loopback address. */
export async function isPortFree(port) {
  for (const host of ['127.0.0.1', '::1']) {
    const taken = await new Promise(resolve => {
      const server = createServer();
      server.once('error', error => resolve(error.code === 'EADDRINUSE'));
      server.listen({ port, host, exclusive: true }, () =>
        server.close(() => resolve(false)),
      );
    });
    if (taken) return false;
  }
  return true;
}

export async function requireFreePort(port, advice) {
  if (!(await isPortFree(port))) {
    throw new Failure(`Port ${port} is taken by another program: ${advice}`);
  }
}

/** A port that is free now. */
export function findFreePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** Asks until the answer is truthy; undefined once the time is up. */
export async function pollUntil(ask, { milliseconds, every = 250, signal }) {
  const deadline = Date.now() + milliseconds;
  while (!signal?.aborted) {
    const answer = await ask().catch(() => undefined);
    if (answer) return answer;
    if (Date.now() >= deadline) return undefined;
    await sleep(every);
  }
  return undefined;
}
