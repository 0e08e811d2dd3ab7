import type { Translate } from '../translation';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** `2 min 50 s`: at most two units, the smaller one left out where it is nothing. */
export function formatDuration(seconds: number, t: Translate): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < MINUTE) {
    return t('duration.seconds', { n: String(whole) });
  }
  if (whole < HOUR) {
    const [m, s] = [Math.floor(whole / MINUTE), whole % MINUTE];
    return s === 0
      ? t('duration.minutes', { m: String(m) })
      : t('duration.minutesSeconds', { m: String(m), s: String(s) });
  }
  if (whole < 2 * DAY) {
    const [h, m] = [
      Math.floor(whole / HOUR),
      Math.floor((whole % HOUR) / MINUTE),
    ];
    return m === 0
      ? t('duration.hours', { h: String(h) })
      : t('duration.hoursMinutes', { h: String(h), m: String(m) });
  }
  const [d, h] = [Math.floor(whole / DAY), Math.floor((whole % DAY) / HOUR)];
  return h === 0
    ? t('duration.days', { d: String(d) })
    : t('duration.daysHours', { d: String(d), h: String(h) });
}
