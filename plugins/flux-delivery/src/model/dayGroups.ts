import type { Translate } from '../translation';

/** `2026-03-10` in the reader's own time zone. */
function dayOf(at: string | number, timeZone?: string): string {
  return new Date(at).toLocaleDateString('en-CA', { timeZone });
}

/** Items by the day on which they began, in the order in which they come; days by name where they are near. */
export function dayGroups<T extends { startedAt: string }>(
  items: readonly T[],
  now: number,
  t: Translate,
  timeZone?: string,
): { day: string; title: string; items: T[] }[] {
  const groups: { day: string; title: string; items: T[] }[] = [];
  for (const item of items) {
    const day = dayOf(item.startedAt, timeZone);
    const last = groups[groups.length - 1];
    if (last?.day === day) {
      last.items.push(item);
    } else {
      groups.push({
        day,
        title: dayTitle(item.startedAt, now, t, timeZone),
        items: [item],
      });
    }
  }
  return groups;
}

function dayTitle(
  at: string,
  now: number,
  t: Translate,
  timeZone?: string,
): string {
  const date = new Date(at);
  // Asked for together, some browsers write a comma between them.
  const weekday = date.toLocaleDateString('en-GB', {
    timeZone,
    weekday: 'short',
  });
  const written = `${weekday} ${date.toLocaleDateString('en-GB', {
    timeZone,
    day: 'numeric',
    month: 'short',
    ...(date.getFullYear() === new Date(now).getFullYear()
      ? {}
      : { year: 'numeric' }),
  })}`;
  const day = dayOf(at, timeZone);
  if (day === dayOf(now, timeZone)) {
    return `${t('history.today')}, ${written}`;
  }
  return day === dayOf(now - 24 * 3600_000, timeZone)
    ? `${t('history.yesterday')}, ${written}`
    : written;
}
