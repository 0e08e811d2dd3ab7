import type { KubeObject } from 'backstage-plugin-flux-delivery-common';
import type { Database } from './databases';
import { PlayedUnit } from './PlayedUnit';
import { list, startRecorder, tell } from './recording';

export interface IngestResult {
  database: string;
  units: number;
  /** Object versions told per second. */
  offered: number;
  seconds: number;
  versions: number;
  rows: number;
  /** Versions per second from the first to when nothing waited any more. */
  rate: number;
  /** Processor time of the process for each version, in milliseconds: what does not depend on what else the machine does. */
  cpuMsPerVersion: number;
  mostWaiting: number;
  /** How long after the last version everything was written. */
  drainedAfterSeconds: number;
}

const TICK_MS = 50;

/** Tells versions at a fixed rate: releases that roll out, one unit after the other, each of them in seven versions. */
export async function measureIngest(
  database: Database,
  {
    units,
    offered,
    seconds,
  }: { units: number; offered: number; seconds: number },
): Promise<IngestResult> {
  const played = Array.from({ length: units }, (_, at) => new PlayedUnit(at));
  const failures: unknown[] = [];
  const { store, recorder } = startRecorder(
    database,
    played.map(({ entity }) => entity),
    failure => failures.push(failure),
  );
  list(
    store,
    played.flatMap(unit => unit.first()),
  );
  await until(async () => (await count(database)) >= units, 120_000);

  const cpuBefore = process.cpuUsage();
  const began = Date.now();
  let told = 0;
  let mostWaiting = 0;
  const queue = stories(played);
  while (Date.now() - began < seconds * 1000) {
    const wanted = ((Date.now() - began) / 1000) * offered;
    for (; told < wanted; told += 1) {
      tell(store, queue.next().value);
    }
    mostWaiting = Math.max(mostWaiting, recorder.waiting);
    await new Promise(resolve => setTimeout(resolve, TICK_MS));
  }
  const ended = Date.now();
  await until(async () => recorder.waiting === 0, 120_000);
  const drained = Date.now();
  const { user, system } = process.cpuUsage(cpuBefore);
  recorder.stop();
  if (failures.length > 0) {
    throw new Error(`${failures.length} failures: ${failures[0]}`);
  }
  return {
    database: database.name,
    units,
    offered,
    seconds,
    versions: told,
    rows: (await count(database)) - units,
    rate: told / ((drained - began) / 1000),
    cpuMsPerVersion: (user + system) / 1000 / told,
    mostWaiting,
    drainedAfterSeconds: (drained - ended) / 1000,
  };
}

function* stories(units: readonly PlayedUnit[]): Generator<KubeObject, never> {
  for (let round = 1; ; round += 1) {
    for (const unit of units) {
      yield* unit.release(round);
    }
  }
}

async function count({ knex }: Database): Promise<number> {
  const [{ n }] = await knex('deliveries').count({ n: '*' });
  return Number(n);
}

async function until(
  isTrue: () => Promise<boolean>,
  patienceMs: number,
): Promise<void> {
  const end = Date.now() + patienceMs;
  while (!(await isTrue())) {
    if (Date.now() > end) {
      throw new Error('it did not come to rest');
    }
    await new Promise(resolve => setTimeout(resolve, 100));
  }
}
