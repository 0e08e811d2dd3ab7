import { parseDuration } from '../kube/duration';
import { fromMillis, toMillis } from '../kube/time';

export const MINUTE = 60_000;
/** How long a controller may need to take up an object that it has not touched yet. */
export const PICK_UP = 5 * MINUTE;

/** So long after an inventory was written, what it lists may be seen later than the inventory itself. */
export const SEEN_WITHIN = 5_000;

/** An instant plus a number of milliseconds; undefined where there is no instant. */
export function after(
  instant: string | undefined,
  millis: number,
): string | undefined {
  const start = toMillis(instant);
  return start === undefined ? undefined : fromMillis(start + millis);
}

/** A Go duration of a spec in milliseconds, or its default. */
export function durationOr(go: string | undefined, fallback: number): number {
  return parseDuration(go) ?? fallback;
}

/** The instant, where it is not over yet. */
export function ifAhead(
  instant: string | undefined,
  now: string,
): string | undefined {
  const [at, current] = [toMillis(instant), toMillis(now)];
  return at !== undefined && current !== undefined && at >= current
    ? instant
    : undefined;
}

export function isBefore(
  a: string | undefined,
  b: string | undefined,
): boolean {
  const [left, right] = [toMillis(a), toMillis(b)];
  return left !== undefined && right !== undefined && left < right;
}
