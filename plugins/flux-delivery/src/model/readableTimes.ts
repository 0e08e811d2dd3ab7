import { formatClock } from './formatAge';

const RFC3339 = /\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g;

/** Sentences of the backend carry exact times; people read a time of day. */
export function readableTimes(
  text: string,
  now: number,
  timeZone?: string,
): string {
  return text.replace(RFC3339, time => formatClock(time, now, timeZone));
}
