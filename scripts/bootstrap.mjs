import { spawn } from 'node:child_process';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureDependencies } from './lib/dependencies.mjs';
import { Failure, runMain } from './lib/Failure.mjs';
import { createNarrator } from './lib/narrator.mjs';
import { ensureNode } from './lib/nodeRuntime.mjs';
import {
  withoutNpmScriptEnvironment,
  yarnSettings,
} from './lib/npmSettings.mjs';
import { ROOT, TOOLS } from './lib/paths.mjs';

/**
 * Everything that the project's commands need and a machine with only Node and npm lacks: the right Node, Yarn, the
 * dependencies. All of it lands inside the repository.
 *
 * @returns the environment to run the project's commands in
 */
export async function bootstrap({ narrator = createNarrator() } = {}) {
  const clean = withoutNpmScriptEnvironment(process.env);
  const folder = await ensureNode({ env: clean, narrator });
  const node = join(folder, 'bin/node');
  const nodeVersion = spawnSync(node, ['--version'], { encoding: 'utf8' });
  if (nodeVersion.status !== 0) {
    throw new Failure(
      `The Node in ${folder} does not run on this machine: ${
        nodeVersion.stderr?.trim() || nodeVersion.error?.message
      }`,
    );
  }
  const env = {
    ...clean,
    ...yarnSettings(clean),
    PATH: `${await yarnCommandFolder(node)}:${folder}/bin:${
      process.env.PATH ?? ''
    }`,
    // Wins over `nodedir` in the user's npmrc, which may name headers of another Node.
    npm_config_nodedir: folder,
  };
  await ensureDependencies({
    nodeVersion: nodeVersion.stdout.trim(),
    env,
    narrator,
  });
  return { env, node };
}

/** Tools of the toolchain call `yarn`: this one is the committed release, run by the right Node. */
async function yarnCommandFolder(node) {
  const releases = join(ROOT, '.yarn/releases');
  const release = readdirSync(releases).find(name =>
    /^yarn-.*\.cjs$/.test(name),
  );
  const folder = join(TOOLS, 'bin');
  const file = join(folder, 'yarn');
  await mkdir(folder, { recursive: true });
  await writeFile(
    file,
    `#!/bin/sh\nexec "${node}" "${join(releases, release)}" "$@"\n`,
  );
  await chmod(file, 0o755);
  return folder;
}

/** `node scripts/bootstrap.mjs exec <command…>` runs a command inside the environment; without it, only prepares. */
async function main([verb, command, ...args]) {
  const narrator = createNarrator(process.stderr);
  const { env } = await bootstrap({ narrator });
  if (verb !== 'exec' || !command) return 0;
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: ROOT, env, stdio: 'inherit' });
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
      process.on(signal, () => child.kill(signal));
    }
    child.once('error', error =>
      reject(new Failure(`${command} cannot be run: ${error.message}`)),
    );
    child.once('close', (code, signal) => resolve(signal ? 130 : code));
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await runMain(main);
