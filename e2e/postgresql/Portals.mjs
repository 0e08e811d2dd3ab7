import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { placeClusters } from '../../scripts/lib/clusterPorts.mjs';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const START_TIMEOUT_MS = 300_000;
const PORT = 7117;
const DEFAULTS = join(ROOT, 'app-config.yaml');
const DEMO = join(ROOT, 'examples/demo/app-config.demo.yaml');

/** A portal with the simulated fleet, and beside it a second backend over the same databases and clusters. */
export class Portals {
  #config;
  #starter;
  #second;
  #env;

  constructor(config) {
    this.#config = config;
  }

  /** Starts the portal. Answers where it is, once it says so. */
  async start() {
    this.#env = { ...process.env, ...(await placed()) };
    const starter = spawn(
      process.execPath,
      ['scripts/start.mjs', '--port', `${PORT}`, '--config', this.#config],
      { cwd: ROOT, env: this.#env, stdio: ['ignore', 'pipe', 'inherit'] },
    );
    this.#starter = starter;
    return untilSaid(starter, new RegExp(`http://localhost:${PORT}/\\S+`));
  }

  /** Starts the second backend. Answers its origin at once: it is ready some time later. */
  startSecond() {
    const origin = `http://localhost:${PORT + 1}`;
    this.#second = spawn(
      process.execPath,
      [
        '--require',
        join(ROOT, 'node_modules/@backstage/cli/config/nodeTransform.cjs'),
        'src/index.ts',
        ...[DEFAULTS, DEMO, this.#config].flatMap(file => ['--config', file]),
      ],
      {
        cwd: join(ROOT, 'packages/backend'),
        env: {
          ...this.#env,
          NODE_ENV: 'development',
          APP_CONFIG_backend_listen_port: `${PORT + 1}`,
          APP_CONFIG_backend_baseUrl: JSON.stringify(origin),
          APP_CONFIG_app_baseUrl: JSON.stringify(origin),
        },
        stdio: ['ignore', 'ignore', 'inherit'],
      },
    );
    return origin;
  }

  /** The processes of the two backends. */
  pids() {
    const { stdout } = spawnSync('ps', ['-A', '-o', 'pid=,ppid=,args='], {
      encoding: 'utf8',
    });
    const first = stdout
      .split('\n')
      .map(line => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [])
      .find(
        ([, , parent, args]) =>
          Number(parent) === this.#starter.pid && /src\/index\.ts/.test(args),
      );
    return [Number(first?.[1]), this.#second.pid];
  }

  async stop() {
    for (const [child, signal] of [
      [this.#second, 'SIGKILL'],
      [this.#starter, 'SIGINT'],
    ]) {
      if (child && child.exitCode === null) {
        const ended = new Promise(resolve => child.once('exit', resolve));
        child.kill(signal);
        await ended;
      }
    }
  }
}

/** Where the clusters are to listen, as both backends are told. */
async function placed() {
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    [join(ROOT, 'scripts/lib/inspectConfig.mjs'), DEFAULTS, DEMO],
    { encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(stderr);
  const { clusterLocatorMethods } = await placeClusters(
    JSON.parse(stdout).clusterLocatorMethods,
  );
  return {
    APP_CONFIG_kubernetes_clusterLocatorMethods: JSON.stringify(
      clusterLocatorMethods,
    ),
  };
}

function untilSaid(child, pattern) {
  let said = '';
  return new Promise((resolve, reject) => {
    child.stdout.on('data', chunk => {
      process.stdout.write(chunk);
      said += chunk;
      const found = pattern.exec(said);
      if (found) resolve(found[0]);
    });
    child.once('exit', code =>
      reject(new Error(`the portal ended with ${code} before it was ready`)),
    );
    setTimeout(
      () => reject(new Error('the portal was not ready in time')),
      START_TIMEOUT_MS,
    ).unref();
  });
}
