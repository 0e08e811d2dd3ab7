import { setImmediate } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { planFleet, sizeOf } from '../fleet/planFleet';
import { Holders } from './Holders';

/** By how much each of those who remember something of the fleet makes the heap grow, in one process without any cluster. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { appliers: { type: 'string', default: '1000' } },
  });
  const appliers = Number(values.appliers);
  const size = sizeOf(appliers);
  const holders = new Holders(size, planFleet(size));
  const empty = await heapUsed();
  let before = empty;
  const tell = async (what: string) => {
    const now = await heapUsed();
    process.stdout.write(`${line(what, now - before, appliers)}\n`);
    before = now;
  };
  for (const [what, fill] of holders.steps()) {
    await fill();
    await tell(what);
  }
  process.stdout.write(`${line('all of it', before - empty, appliers)}\n`);
}

function line(what: string, bytes: number, appliers: number): string {
  const kb = (bytes / appliers / 1024).toFixed(2).padStart(7);
  const mb = (bytes / 1024 ** 2).toFixed(1).padStart(7);
  return `${what.padEnd(60)} ${kb} KB per applier ${mb} MB`;
}

/** In bytes, after a full collection. */
async function heapUsed(): Promise<number> {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  await setImmediate();
  collect();
  collect();
  return process.memoryUsage().heapUsed;
}

main().catch(error => {
  process.stderr.write(`${error?.stack ?? error}\n`);
  process.exit(1);
});
