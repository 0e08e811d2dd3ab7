import type { Random } from '../clock/Random';
import type { VirtualClock } from '../clock/VirtualClock';
import type { ObjectStore } from '../store/ObjectStore';
import type { World } from '../world/World';
import type { Admission } from '../admission/Admission';

/** What every controller of a simulated cluster works with. */
export interface ControllerContext {
  cluster: string;
  store: ObjectStore;
  /** What the API server says to a write. */
  admission: Admission;
  clock: VirtualClock;
  random: Random;
  world: World;
  /** The past before this instant was lived through in fast motion: heartbeats and retries begin shortly before it. */
  liveFrom: number;
}

/** When a controller looks again by itself; before `liveFrom` only what happens makes it look. */
export function requeueDelay(
  context: ControllerContext,
  intervalMs: number,
): number {
  const { clock, liveFrom, random } = context;
  const spread = intervalMs * random.between(0.95, 1.05);
  return Math.max(
    spread,
    liveFrom - clock.now() - intervalMs * random.between(0, 1),
  );
}
