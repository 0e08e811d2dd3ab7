export interface BackoffLimits {
  baseMs: number;
  capMs: number;
}

const SHORTEST_MS = 100;

/**
 * Exponential back-off with full jitter: anywhere between nothing and the bound, so that many who failed at once do not come back
 * at once. `attempt` counts from 1; `random` is in [0, 1).
 */
export function backoffMs(
  attempt: number,
  { baseMs, capMs }: BackoffLimits,
  random: number,
): number {
  const bound = Math.min(capMs, baseMs * 2 ** Math.min(attempt - 1, 30));
  return Math.max(SHORTEST_MS, Math.round(random * bound));
}

/** `ms`, between 25 % less and 25 % more. */
export function jitteredMs(ms: number, random: number): number {
  return Math.round(ms * (0.75 + random / 2));
}
