import { existsSync, readFileSync } from 'node:fs';
import { mkdir, readdir, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { contentHash } from './contentHash.mjs';
import { Failure } from './Failure.mjs';
import { LOGS, ROOT } from './paths.mjs';
import { registryFailure } from './registryFailure.mjs';
import { runLogged } from './runLogged.mjs';

const NEEDED_GIGABYTES = 3;
const MARKER = join(ROOT, 'node_modules/.flux-delivery-installed');

/** Stops before an install that would fill the disk; sizes in bytes. */
export async function requireFreeDisk(folder, measure = freeBytes) {
  const free = (await measure(folder)) / 1e9;
  if (free < NEEDED_GIGABYTES) {
    throw new Failure(
      `The dependencies need ${NEEDED_GIGABYTES} GB of disk and ${folder} has ${free.toFixed(
        1,
      )} GB left: free some space and run the same command again.`,
    );
  }
}

async function freeBytes(folder) {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

/** Installs what the lockfile says, unless that is what is there. */
export async function ensureDependencies({ nodeVersion, env, narrator }) {
  const wanted = await installHash(nodeVersion);
  if (existsSync(MARKER) && readFileSync(MARKER, 'utf8') === wanted) return;
  await requireFreeDisk(ROOT);
  await narrator.step(
    'Installing the dependencies (minutes the first time: native modules may be compiled)',
    async tick => {
      const { code, output } = await runLogged(
        'yarn',
        ['install', '--immutable'],
        {
          cwd: ROOT,
          env: { ...env, YARN_ENABLE_PROGRESS_BARS: 'false' },
          logFile: join(LOGS, 'install.log'),
          onLine: line => tick(line.replace(/^➤ YN\d+: [│┌└·]\s*/, '')),
        },
      );
      if (code !== 0) throw installFailure(output, env);
    },
  );
  await mkdir(join(ROOT, 'node_modules'), { recursive: true });
  await writeFile(MARKER, wanted);
}

async function installHash(nodeVersion) {
  const workspaces = (
    await Promise.all(
      ['packages', 'plugins'].map(async folder =>
        (
          await readdir(join(ROOT, folder))
        ).map(name => `${folder}/${name}/package.json`),
      ),
    )
  ).flat();
  return contentHash(
    ROOT,
    ['package.json', 'yarn.lock', '.yarnrc.yml', ...workspaces],
    [nodeVersion, process.platform, process.arch],
  );
}

/** What Yarn's output means for the person in front of it. */
export function installFailure(output, env) {
  const log = 'Yarn’s words are in .cache/logs/install.log.';
  if (/ENOSPC/.test(output)) {
    return new Failure(`The disk ran full during the install. ${log}`);
  }
  if (/YN0028/.test(output)) {
    return new Failure(
      `yarn.lock does not match the package.json files: run \`yarn install\` and commit the lockfile. ${log}`,
    );
  }
  const unbuilt = output.match(
    /YN0009:.*?(?:│ )?(\S+?)@\S+ couldn't be built/,
  )?.[1];
  if (unbuilt) {
    return new Failure(
      `${unbuilt} has no ready-made binary for this machine and could not be compiled: install a C++ compiler, make and Python 3 (Debian: apt-get install g++ make python3) and run the same command again. ${log}`,
    );
  }
  return (
    registryFailure(output, env) ?? new Failure(`The install failed. ${log}`)
  );
}
