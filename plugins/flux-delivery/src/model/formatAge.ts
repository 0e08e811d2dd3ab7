import type { Translate } from '../translation';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const DATE = { year: 'numeric', month: 'numeric', day: 'numeric' } as const;
const TIME = {
  hour: 'numeric',
  minute: 'numeric',
  second: 'numeric',
} as const;
const formatters = new Map<string, Intl.DateTimeFormat>();

/** Made once for each way to tell a time: making one takes longer than all that it formats on a page. */
function formatter(
  locale: string,
  options: Intl.DateTimeFormatOptions,
): Intl.DateTimeFormat {
  const key = `${locale} ${JSON.stringify(options)}`;
  const known = formatters.get(key) ?? new Intl.DateTimeFormat(locale, options);
  formatters.set(key, known);
  return known;
}

/**
 * `14 min`: how long ago, in one unit, as people say it. An instant in the future (clocks differ) counts as now.
 * Undefined where the text is no time.
 */
export function formatAge(
  at: string,
  now: number,
  t: Translate,
): string | undefined {
  const then = Date.parse(at);
  if (Number.isNaN(then)) {
    return undefined;
  }
  const age = Math.max(0, now - then);
  if (age < MINUTE) {
    return t('age.seconds', { n: String(Math.floor(age / SECOND)) });
  }
  if (age < HOUR) {
    return t('age.minutes', { n: String(Math.floor(age / MINUTE)) });
  }
  if (age < 2 * DAY) {
    return t('age.hours', { n: String(Math.floor(age / HOUR)) });
  }
  return t('age.days', { n: String(Math.floor(age / DAY)) });
}

/** `14 min ago`, or `just now` in the first seconds. */
export function formatAgo(
  at: string,
  now: number,
  t: Translate,
): string | undefined {
  const then = Date.parse(at);
  if (now - then < 5 * SECOND) {
    return t('age.now');
  }
  const age = formatAge(at, now, t);
  return age === undefined ? undefined : t('age.ago', { age });
}

/** `09:31` on the day of `now`, else `21 Nov, 09:31`; in the reader's own time zone. */
export function formatClock(
  at: string | number,
  now: number,
  timeZone?: string,
): string {
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) {
    return String(at);
  }
  const day = formatter('en-CA', { timeZone, ...DATE });
  const sameDay = day.format(date) === day.format(now);
  return formatter('en-GB', {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    ...(sameDay ? {} : { day: 'numeric', month: 'short' }),
  }).format(date);
}

/** Exact time for a hover: local and UTC, or UTC alone where that is the local time. */
export function formatExact(
  at: string,
  t: Translate,
  timeZone?: string,
): string {
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) {
    return at;
  }
  const show = (zone?: string) =>
    formatter('sv-SE', { timeZone: zone, ...DATE, ...TIME }).format(date);
  const [local, utc] = [show(timeZone), show('UTC')];
  return local === utc
    ? t('age.utcOnly', { utc })
    : t('age.utc', { local, utc });
}
