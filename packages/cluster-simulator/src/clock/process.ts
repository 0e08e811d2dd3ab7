import type { VirtualClock } from './VirtualClock';

/**
 * What a controller does over time: each yielded number is a pause in milliseconds of the virtual clock. Steps between two pauses
 * happen at one instant.
 */
export type Process = Generator<number, void, void>;

export interface RunningProcess {
  /** Ends it where it pauses; what it has done stays. */
  cancel(): void;
  readonly ended: boolean;
}

/** Starts a process at once, and carries it on as the clock advances. */
export function spawn(
  clock: VirtualClock,
  process: Process,
  onEnd?: () => void,
): RunningProcess {
  let unschedule: (() => void) | undefined;
  let ended = false;
  const step = () => {
    const result = process.next();
    if (result.done) {
      ended = true;
      onEnd?.();
    } else {
      unschedule = clock.schedule(result.value, step);
    }
  };
  step();
  return {
    cancel: () => {
      ended = true;
      unschedule?.();
    },
    get ended() {
      return ended;
    },
  };
}
