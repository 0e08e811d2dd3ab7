import { spawn } from 'node:child_process';
import { mkdir, readFile, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { bootstrap } from './bootstrap.mjs';
import { runMain } from './lib/Failure.mjs';
import { CACHE, ROOT } from './lib/paths.mjs';
import { addCounts, countJest, countTap, lastLine } from './lib/testCounts.mjs';

const RESULTS = join(CACHE, 'test');

/** Runs every test of the repository; arguments are handed to jest. The last line is the sum of all of them. */
async function main(args) {
  const { env, node } = await bootstrap();
  await rm(RESULTS, { recursive: true, force: true });
  await mkdir(RESULTS, { recursive: true });
  const testEnv = {
    ...env,
    CI: env.CI ?? 'true',
    FORCE_COLOR: '0',
    // The Kubernetes plugin imports its ESM client while it runs; jest allows that only with this flag.
    NODE_OPTIONS: '--experimental-vm-modules --no-warnings=ExperimentalWarning',
  };

  const jestFile = join(RESULTS, 'jest.json');
  const jestCode = await run(
    node,
    [
      'node_modules/@backstage/cli/bin/backstage-cli',
      'repo',
      'test',
      '--watchAll=false',
      '--json',
      `--outputFile=${jestFile}`,
      ...args,
    ],
    testEnv,
  );
  const counts = [countJest(await readOrNothing(jestFile), jestCode)];

  if (args.length === 0) {
    const tapFile = join(RESULTS, 'scripts.tap');
    const tapCode = await run(
      node,
      [
        '--test',
        '--test-reporter=spec',
        '--test-reporter-destination=stdout',
        '--test-reporter=tap',
        `--test-reporter-destination=${tapFile}`,
        ...(await scriptTests()),
      ],
      testEnv,
    );
    counts.push(countTap(await readOrNothing(tapFile), tapCode));
  }

  const sum = addCounts(counts);
  if (sum.skipped > 0) process.stdout.write(`${sum.skipped} skipped\n`);
  process.stdout.write(`${lastLine(sum)}\n`);
  return sum.failed === 0 ? 0 : 1;
}

async function scriptTests() {
  const folders = ['scripts', 'benchmarks'].map(async folder =>
    (await readdir(join(ROOT, folder), { recursive: true }))
      .filter(name => name.endsWith('.test.mjs'))
      .sort()
      .map(name => join(folder, name)),
  );
  return (await Promise.all(folders)).flat();
}

const readOrNothing = file => readFile(file, 'utf8').catch(() => '');

function run(command, args, env) {
  return new Promise(resolve => {
    // Jest with --json writes its report to standard output as well; it is read from the file.
    const child = spawn(command, args, {
      cwd: ROOT,
      env,
      stdio: [
        'ignore',
        args.includes('--json') ? 'ignore' : 'inherit',
        'inherit',
      ],
    });
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
      process.on(signal, () => child.kill(signal));
    }
    child.once('error', () => resolve(127));
    child.once('close', code => resolve(code ?? 1));
  });
}

await runMain(main);
