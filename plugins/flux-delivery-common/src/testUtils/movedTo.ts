import type { KubeObject } from '../kube/KubeObject';

const INSTANT = /\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g;

/**
 * Captured objects as if they had been captured at another instant (milliseconds): the latest time in them is that one, and all others
 * are as long before it as they were. For tests whose clock is the real one.
 *
 * @public
 */
export function movedTo(
  now: number,
  objects: readonly KubeObject[],
): KubeObject[] {
  const text = JSON.stringify(objects);
  const latest = Math.max(
    ...(text.match(INSTANT) ?? []).map(instant => Date.parse(instant)),
  );
  return JSON.parse(
    text.replace(INSTANT, instant =>
      new Date(Date.parse(instant) + now - latest)
        .toISOString()
        .replace('.000Z', 'Z'),
    ),
  );
}
