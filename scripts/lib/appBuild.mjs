import { existsSync, readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { contentHash } from './contentHash.mjs';
import { Failure } from './Failure.mjs';
import { CACHE, LOGS, ROOT } from './paths.mjs';
import { runLogged } from './runLogged.mjs';

const MARKER = join(CACHE, 'app-build');
const INPUTS = [
  'packages/app',
  'plugins/flux-delivery',
  'plugins/flux-delivery-common',
  'plugins/flux-delivery-backend/config.d.ts',
  'yarn.lock',
  'backstage.json',
];

/** The built app, which the backend serves; built again only when something that goes into it has changed. */
export async function ensureAppBuild({ env, narrator }) {
  const wanted = await contentHash(ROOT, INPUTS);
  const present = existsSync(join(ROOT, 'packages/app/dist/index.html'));
  if (
    present &&
    existsSync(MARKER) &&
    readFileSync(MARKER, 'utf8') === wanted
  ) {
    return;
  }
  await narrator.step(
    'Building the app (only when it has changed)',
    async () => {
      const { code, output } = await runLogged(
        'yarn',
        ['backstage-cli', 'package', 'build'],
        {
          cwd: join(ROOT, 'packages/app'),
          env,
          logFile: join(LOGS, 'app-build.log'),
        },
      );
      if (code !== 0) {
        throw new Failure(
          `The app does not build; the whole output is in .cache/logs/app-build.log:\n${output
            .trim()
            .split('\n')
            .slice(-15)
            .join('\n')}`,
        );
      }
    },
  );
  await mkdir(CACHE, { recursive: true });
  await writeFile(MARKER, wanted);
}
