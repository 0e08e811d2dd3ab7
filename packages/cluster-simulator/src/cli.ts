import { resolve } from 'node:path';
import { readScenario } from './scenario/readScenario';
import { startSimulator } from './Simulator';

const DEFAULT_PORT_BASE = 7101;

// Started by the demo: prints one line of JSON when all clusters answer, and ends on SIGTERM or SIGINT.
async function main(): Promise<void> {
  // This package is never bundled: its folder is where it was checked out.
  // eslint-disable-next-line no-restricted-syntax
  const estate = resolve(__dirname, '../scenarios/estate.yaml');
  const file = process.argv[2] ?? estate;
  const simulator = await startSimulator({
    scenario: readScenario(file),
    startAt: Date.now(),
    realNow: () => Date.now(),
    portBase: Number(process.env.SIMULATOR_PORT_BASE ?? DEFAULT_PORT_BASE),
  });
  const stop = () => {
    simulator.stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  process.stdout.write(
    `${JSON.stringify({ ready: true, clusters: simulator.clusters })}\n`,
  );
}

main().catch(error => {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exit(1);
});
