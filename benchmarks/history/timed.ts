import { type Distribution, distributionOf } from '../distribution';

/** Milliseconds of so many calls, one after the other. */
export async function timed(
  calls: number,
  call: (at: number) => Promise<unknown>,
): Promise<Distribution> {
  const times: number[] = [];
  for (let at = 0; at < calls; at += 1) {
    const began = performance.now();
    await call(at);
    times.push(performance.now() - began);
  }
  return distributionOf(times.map(ms => Number(ms.toFixed(1))));
}

/** The same numbers in each run. */
export function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return below => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return Math.floor((state / 2147483648) * below);
  };
}
