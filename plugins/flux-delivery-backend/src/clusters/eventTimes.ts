/** The fields of an Event that say how often it happened, and when: old reporters and new ones write different ones. */
export interface EventTimes {
  count?: number;
  firstTimestamp?: string;
  lastTimestamp?: string;
  eventTime?: string;
  series?: { count?: number; lastObservedTime?: string };
}

/** How often, first and last, whoever reported it. */
export function timesOf({
  count,
  firstTimestamp,
  lastTimestamp,
  eventTime,
  series,
}: EventTimes) {
  return {
    count: series?.count ?? count ?? 1,
    firstAt: firstTimestamp ?? eventTime ?? undefined,
    lastAt: series?.lastObservedTime ?? lastTimestamp ?? eventTime ?? undefined,
  };
}
