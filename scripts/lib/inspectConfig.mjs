/**
 * Decides which app-configs count and prints what the starter has to know of them as JSON. They are read as the
 * backend reads them, with includes and environment variables, so this runs in the project's Node once the
 * dependencies are there.
 *
 * `node inspectConfig.mjs <defaults> <demo> [<the user's>…]`
 */
import { createRequire } from 'node:module';

const require = createRequire(
  new URL('../../packages/backend/package.json', import.meta.url),
);
const { ConfigSources, EnvConfigSource } = require('@backstage/config-loader');

const CLUSTERS = 'kubernetes.clusterLocatorMethods';

const fromFiles = files =>
  ConfigSources.defaultForTargets({
    targets: files.map(target => ({ type: 'path', target })),
    watch: false,
  });
const read = (...sources) =>
  ConfigSources.toConfig(ConfigSources.merge(sources));

const [defaults, demoFile, ...own] = process.argv.slice(2);
const demo = !(own.length > 0 && (await read(fromFiles(own))).has(CLUSTERS));
const configs = [defaults, ...(demo ? [demoFile] : []), ...own];
const config = await read(fromFiles(configs), EnvConfigSource.create({}));
process.stdout.write(
  JSON.stringify({
    demo,
    configs,
    clusterLocatorMethods: demo ? config.get(CLUSTERS) : [],
    port: Number(config.getOptional('backend.listen.port') ?? 7007),
  }),
);
process.exit(0);
