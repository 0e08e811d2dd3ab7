import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

/** `node benchmarks/run.mjs <benchmark> [options]`, inside the project's environment; `npm run bench -- <benchmark>` brings that. */
const [name, ...options] = process.argv.slice(2);
const main = name && fileURLToPath(new URL(`${name}/main.ts`, import.meta.url));
if (!name || !/^[a-z-]+$/.test(name) || !existsSync(main)) {
  process.stderr.write('Say which benchmark, as in: npm run bench -- path\n');
  process.exit(2);
}
const require = createRequire(import.meta.url);
const { status } = spawnSync(
  process.execPath,
  [
    '--require',
    require.resolve('@backstage/cli/config/nodeTransform.cjs'),
    main,
    ...options,
  ],
  { stdio: 'inherit' },
);
process.exit(status ?? 1);
