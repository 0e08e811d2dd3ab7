/** Milliseconds of so many calls, one after the other. */
export async function timed(
  calls: number,
  call: (at: number) => Promise<unknown>,
): Promise<{ p50: number; p95: number; p99: number }> {
  const times: number[] = [];
  for (let at = 0; at < calls; at += 1) {
    const began = performance.now();
    await call(at);
    times.push(performance.now() - began);
  }
  times.sort((a, b) => a - b);
  const of = (share: number) =>
    Number(
      times[
        Math.min(times.length - 1, Math.floor(times.length * share))
      ].toFixed(1),
    );
  return { p50: of(0.5), p95: of(0.95), p99: of(0.99) };
}

/** The same numbers in each run. */
export function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return below => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return Math.floor((state / 2147483648) * below);
  };
}
