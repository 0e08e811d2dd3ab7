import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { bootstrap } from './bootstrap.mjs';
import { ensureAppBuild } from './lib/appBuild.mjs';
import { placeClusters } from './lib/clusterPorts.mjs';
import { Failure, runMain } from './lib/Failure.mjs';
import { createNarrator } from './lib/narrator.mjs';
import { requireFreePort } from './lib/network.mjs';
import { ROOT } from './lib/paths.mjs';
import { Portal, waitForPage } from './lib/Portal.mjs';
import { Services } from './lib/Services.mjs';
import { readStartOptions, USAGE } from './lib/startOptions.mjs';

const DEFAULTS = join(ROOT, 'app-config.yaml');
const DEMO = join(ROOT, 'examples/demo/app-config.demo.yaml');
const DEV_PORT = 3000;
const MINUTE = 60_000;

async function main(args) {
  const options = readStartOptions(args);
  const narrator = createNarrator();
  if (options.help) {
    narrator.say(USAGE);
    return 0;
  }
  const services = new Services();
  const stopped = stopOnSignal(services, narrator);
  try {
    return await Promise.race([
      stopped,
      run(options, services, narrator).then(() =>
        options.check ? 0 : services.failure,
      ),
    ]);
  } finally {
    await services.stopAll();
  }
}

async function run(options, services, narrator) {
  if (options.port)
    await requireFreePort(options.port, 'choose another --port.');
  const { env, node } = await bootstrap({ narrator });
  const plan = planOf(options, env, node);
  await requirePorts(plan, options);
  if (!options.dev) await ensureAppBuild({ env, narrator });

  const extraEnv = {};
  if (plan.demo) {
    const fleet = await placeClusters(plan.clusterLocatorMethods);
    extraEnv.APP_CONFIG_kubernetes_clusterLocatorMethods = JSON.stringify(
      fleet.clusterLocatorMethods,
    );
    await narrator.step('Starting the simulated fleet', () =>
      startSimulator(services, {
        env: { ...env, SIMULATOR_PORT_BASE: String(fleet.firstPort) },
        node,
        options,
      }),
    );
  }
  const found = await narrator.step(
    'Starting the portal and waiting for a service page to answer',
    () =>
      startPortal(plan, services, {
        env: { ...env, ...extraEnv },
        node,
        options,
      }),
  );
  announce(found, plan, narrator);
}

/** Which configs are read, and what they mean for what has to run. */
function planOf(options, env, node) {
  const result = spawnSync(
    node,
    [
      join(ROOT, 'scripts/lib/inspectConfig.mjs'),
      DEFAULTS,
      DEMO,
      ...options.config,
    ],
    { env, encoding: 'utf8' },
  );
  if (result.status !== 0) {
    const reason = result.stderr.match(/^\w*Error.*$/m)?.[0] ?? result.stderr;
    throw new Failure(`The configuration cannot be read: ${reason}`);
  }
  const { demo, configs, clusterLocatorMethods, port } = JSON.parse(
    result.stdout,
  );
  const apiPort = options.port ?? port;
  const api = `http://localhost:${apiPort}`;
  const url = options.dev ? `http://localhost:${DEV_PORT}` : api;
  return { demo, configs, clusterLocatorMethods, apiPort, api, url };
}

async function requirePorts(plan, options) {
  await requireFreePort(
    plan.apiPort,
    'stop it, or choose another with `npm start -- --port N`.',
  );
  if (options.dev) await requireFreePort(DEV_PORT, 'stop it.');
}

async function startSimulator(services, { env, node, options }) {
  const cwd = join(ROOT, 'packages/cluster-simulator');
  const simulator = services.start(
    'simulator',
    node,
    [...loaders(), 'src/cli.ts'],
    { cwd, env, verbose: options.verbose },
  );
  const late = sleep(MINUTE, false, { ref: false });
  if (
    !(await untilFailure(
      services,
      Promise.race([simulator.saying(/"ready":true/), late]),
    ))
  ) {
    throw new Failure(
      'The simulated fleet did not come up within a minute; see .cache/logs/simulator.log.',
    );
  }
}

async function startPortal(plan, services, { env, node, options }) {
  const portalEnv = {
    ...env,
    // Guests may sign in only in development.
    NODE_ENV: 'development',
    ...(options.port && {
      APP_CONFIG_backend_listen_port: String(plan.apiPort),
    }),
    ...((options.port || options.dev) && {
      APP_CONFIG_backend_baseUrl: JSON.stringify(plan.api),
      APP_CONFIG_app_baseUrl: JSON.stringify(plan.url),
    }),
  };
  const configArgs = plan.configs.flatMap(file => ['--config', file]);
  const at = folder => ({
    cwd: join(ROOT, folder),
    env: portalEnv,
    verbose: options.verbose,
  });
  const cli = join(ROOT, 'node_modules/@backstage/cli/bin/backstage-cli');
  let backend;
  if (options.dev) {
    const start = [cli, 'package', 'start', ...configArgs];
    backend = services.start('backend', node, start, at('packages/backend'));
    services.start('app', node, start, at('packages/app'));
  } else {
    backend = services.start(
      'backend',
      node,
      [...loaders(), 'src/index.ts', ...configArgs],
      at('packages/backend'),
    );
  }
  const found = await untilFailure(
    services,
    Promise.race([
      refused(backend),
      waitForPage(new Portal(plan.url, plan.api), {
        readyWithin: 3 * MINUTE,
        serviceWithin: plan.demo ? MINUTE : MINUTE / 2,
      }),
    ]),
  );
  if (!found || (plan.demo && !found.isService)) {
    throw new Failure(
      found
        ? 'The portal runs, but no service page of the demo answered within a minute; see .cache/logs/backend.log.'
        : 'The backend did not get ready within three minutes; see .cache/logs/backend.log.',
    );
  }
  return found;
}

/** A backend of which one plugin does not start stays up and never gets ready; its words say which and why. */
async function refused(backend) {
  const line = await backend.saying(
    /Backend startup failed[^]*?\n.*|flux-delivery does not answer until .*/,
  );
  throw new Failure(
    `The backend does not start (all of it in .cache/logs/backend.log):\n${line}`,
  );
}

/** Node arguments for a process that runs our TypeScript and does not outlive the starter. */
const loaders = () => [
  '--require',
  join(ROOT, 'scripts/lib/exitWithParent.cjs'),
  '--require',
  join(ROOT, 'node_modules/@backstage/cli/config/nodeTransform.cjs'),
];

const untilFailure = (services, work) => Promise.race([work, services.failure]);

function announce({ page, isService }, plan, narrator) {
  narrator.say('');
  narrator.say(
    isService
      ? `A service and its delivery path:  ${page}`
      : `The portal is up at ${page}, and no component in its catalog has a delivery path yet: the tab Delivery path of a component says what was looked for.`,
  );
  narrator.say(`All services:                     ${plan.url}`);
  narrator.say('Logs are in .cache/logs. Ctrl-C ends everything.');
}

/** Resolves with the exit code once a signal has ended all services. */
function stopOnSignal(services, narrator) {
  return new Promise(resolve => {
    let asked = false;
    const stop = async () => {
      if (asked) {
        services.killAll();
        return;
      }
      asked = true;
      narrator.say('\nStopping …');
      await services.stopAll();
      narrator.say('Stopped.');
      resolve(0);
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
      process.on(signal, stop);
    }
  });
}

// Work that was waiting for a service must not keep the starter alive once all services have ended.
await runMain(main);
process.exit();
