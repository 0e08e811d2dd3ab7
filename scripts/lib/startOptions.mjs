import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Failure } from './Failure.mjs';

export const USAGE = `Usage: npm start -- [options]

Starts the portal: a simulated fleet with a demo catalog, or your own clusters.

  --config FILE   add an app-config after the defaults; may be given several times, the last one wins.
                  Once a given file sets kubernetes.clusterLocatorMethods, neither the simulated fleet
                  nor the demo catalog is started: what you see is yours.
  --port N        serve the portal on this port (default: backend.listen.port of the configuration, 7007)
  --dev           use the development server, which rebuilds while you edit (portal on port 3000)
  --check         end once a service page has answered: exit code 0, or 1 with the reason
  --verbose       also print the logs of the services (always in .cache/logs)
  --help          this text

Ctrl-C ends everything.`;

/** Reads the command line; files are relative to where npm was called. */
export function readStartOptions(args, from = process.env.INIT_CWD) {
  let values;
  try {
    values = parseArgs({
      args,
      options: {
        config: { type: 'string', multiple: true, default: [] },
        port: { type: 'string' },
        dev: { type: 'boolean', default: false },
        check: { type: 'boolean', default: false },
        verbose: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    }).values;
  } catch (error) {
    throw new Failure(`${error.message}\n\n${USAGE}`);
  }
  const configs = values.config.map(file => resolve(from ?? '.', file));
  const missing = configs.find(file => !existsSync(file));
  if (missing) throw new Failure(`There is no file ${missing}.`);
  const port = values.port === undefined ? undefined : Number(values.port);
  if (
    port !== undefined &&
    !(Number.isInteger(port) && port > 0 && port < 65536)
  ) {
    throw new Failure(
      `--port takes a number from 1 to 65535, not "${values.port}".`,
    );
  }
  return { ...values, config: configs, port };
}
