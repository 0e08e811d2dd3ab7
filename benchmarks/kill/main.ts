import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Database, postgresql, sqlite } from '../history/databases';
import { PlayedUnit } from '../history/PlayedUnit';
import { Cluster, pause } from './Cluster';
import { faultsOf } from './faultsOf';

const { values } = parseArgs({
  options: {
    postgresql: { type: 'string' },
    kills: { type: 'string', default: '50' },
    units: { type: 'string', default: '30' },
    /** Versions per second. */
    rate: { type: 'string', default: '30' },
  },
});
const QUIET_MS = 3_000;
const LIVES_MS = { least: 500, more: 4_000 };

async function startReplica(
  connection: string,
  place: string,
): Promise<ChildProcess> {
  const replica = fork(
    join(__dirname, 'child.ts'),
    [connection, place, values.units],
    {
      execArgv: [
        '--require',
        require.resolve('@backstage/cli/config/nodeTransform.cjs'),
      ],
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    },
  );
  await new Promise<void>((resolve, reject) => {
    replica.once('message', () => resolve());
    replica.once('exit', code => reject(new Error(`it ended with ${code}`)));
  });
  return replica;
}

/** Kills the replica as often as it is told, and lets the last one come to rest. Answers how many releases there were. */
async function play(connection: string, place: string): Promise<number> {
  const units = Array.from(
    { length: Number(values.units) },
    (_, at) => new PlayedUnit(at),
  );
  const cluster = new Cluster(units);
  let playing: Promise<void> | undefined;
  for (let kill = 0; kill < Number(values.kills); kill += 1) {
    const replica = await startReplica(connection, place);
    cluster.connect(replica);
    playing ??= cluster.play(Number(values.rate));
    await pause(LIVES_MS.least + Math.random() * LIVES_MS.more);
    cluster.disconnect();
    await killed(replica);
  }
  const last = await startReplica(connection, place);
  cluster.connect(last);
  await pause(LIVES_MS.more);
  cluster.stop();
  await playing;
  await cameToRest(last);
  await killed(last);
  return cluster.released;
}

async function killed(replica: ChildProcess): Promise<void> {
  const gone = new Promise(resolve => replica.once('exit', resolve));
  replica.kill('SIGKILL');
  await gone;
}

async function cameToRest(replica: ChildProcess): Promise<void> {
  let quietSince = Date.now();
  replica.on('message', ({ waiting }: any) => {
    quietSince = waiting > 0 ? Date.now() : quietSince;
  });
  while (Date.now() - quietSince < QUIET_MS) {
    await pause(200);
  }
}

async function judge(database: Database, releases: number): Promise<void> {
  const units = Number(values.units);
  const faults = await faultsOf(database, { units, releases });
  const [{ n }] = await database.knex('deliveries').count({ n: '*' });
  process.stdout.write(
    `${database.name}: killed ${values.kills} times in ${releases} releases of ${units} services: ${n} rows, ${faults.length} faults\n`,
  );
  faults.slice(0, 20).forEach(fault => process.stdout.write(`  ${fault}\n`));
  process.exitCode = faults.length > 0 ? 1 : 0;
}

async function main() {
  const connection =
    values.postgresql ??
    process.env.BACKSTAGE_TEST_DATABASE_POSTGRES15_CONNECTION_STRING ??
    '';
  const database = await (connection ? postgresql(connection) : sqlite());
  try {
    await judge(database, await play(connection, database.place));
  } finally {
    await database.end();
  }
}

main().catch(error => {
  process.stderr.write(`${error?.stack ?? error}\n`);
  process.exit(1);
});
