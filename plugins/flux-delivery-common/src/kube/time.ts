const RFC3339 =
  /^(\d{4})-(\d{2})-(\d{2})[Tt]\d{2}:\d{2}:\d{2}(\.\d{1,9})?([Zz]|[+-]\d{2}:\d{2})$/;
const GO_ZERO_TIME = -62_135_596_800_000;
const LAST_INSTANT = 8_640_000_000_000_000;

/**
 * An RFC 3339 instant as milliseconds since 1970; parts of a millisecond are cut off. Undefined where the text is none or names a
 * day that its month does not have, and for Go's zero time, which controllers write for "never".
 *
 * @public
 */
export function toMillis(rfc3339: string | undefined): number | undefined {
  const [, year, month, day] =
    (typeof rfc3339 === 'string' && RFC3339.exec(rfc3339)) || [];
  if (rfc3339 === undefined || !year || +day > daysIn(+year, +month)) {
    return undefined;
  }
  const millis = Date.parse(rfc3339.toUpperCase());
  return Number.isNaN(millis) || millis === GO_ZERO_TIME ? undefined : millis;
}

/** Date.parse takes 30 February for 2 March. */
function daysIn(year: number, month: number): number {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month === 2
    ? 28 + Number(isLeap)
    : 31 - Number([4, 6, 9, 11].includes(month));
}

/**
 * Milliseconds since 1970 as RFC 3339 in UTC, with milliseconds only where they are not zero: so the text of a Kubernetes
 * instant survives the way there and back. Instants that no date can hold are moved to the nearest one.
 *
 * @public
 */
export function fromMillis(millis: number): string {
  const clamped = Math.min(Math.max(millis, -LAST_INSTANT), LAST_INSTANT);
  return new Date(clamped).toISOString().replace('.000Z', 'Z');
}

/**
 * The later of two instants, as it was written. What is absent or no instant gives way to the other.
 *
 * @public
 */
export function later(a?: string, b?: string): string | undefined {
  const [aMillis, bMillis] = [toMillis(a), toMillis(b)];
  if (aMillis === undefined || bMillis === undefined) {
    return aMillis === undefined ? instantOrNothing(b, bMillis) : a;
  }
  return bMillis > aMillis ? b : a;
}

/**
 * The earlier of two instants, as it was written. What is absent or no instant gives way to the other.
 *
 * @public
 */
export function earlier(a?: string, b?: string): string | undefined {
  const [aMillis, bMillis] = [toMillis(a), toMillis(b)];
  if (aMillis === undefined || bMillis === undefined) {
    return aMillis === undefined ? instantOrNothing(b, bMillis) : a;
  }
  return bMillis < aMillis ? b : a;
}

function instantOrNothing(
  text: string | undefined,
  millis: number | undefined,
) {
  return millis === undefined ? undefined : text;
}
