const RFC_3339 = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g;

/** The latest time that is written anywhere in a value: the present of a capture. */
export function latestTime(value: unknown): string {
  const times = JSON.stringify(value).match(RFC_3339) ?? [];
  return times.reduce((a, b) => (Date.parse(b) > Date.parse(a) ? b : a));
}
