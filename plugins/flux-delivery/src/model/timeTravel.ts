/** RFC 3339 with an offset, as a link may carry it. */
const INSTANT =
  /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})$/;

/** The instant that a link names, in one form; undefined where it names none. */
export function readInstant(text: string | null): string | undefined {
  if (!text || !INSTANT.test(text.trim())) {
    return undefined;
  }
  const millis = Date.parse(text.trim());
  return Number.isNaN(millis)
    ? undefined
    : new Date(millis).toISOString().replace('.000Z', 'Z');
}

/** What a field of type `datetime-local` holds for an instant, in the zone of the reader. */
export function toFieldValue(instant: string): string {
  const date = new Date(instant);
  const local = new Date(date.getTime() - date.getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 16);
}

/** The instant of such a field; undefined where it is empty or half filled in. */
export function fromFieldValue(value: string): string | undefined {
  const millis = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(value)
    ? new Date(value).getTime()
    : NaN;
  return Number.isNaN(millis)
    ? undefined
    : new Date(millis).toISOString().replace('.000Z', 'Z');
}

/** The instants of deliveries next to one: a second after each began, so that the path shows it. */
export function neighbours(
  starts: readonly string[],
  at: string,
): { earlier?: string; later?: string } {
  const instant = Date.parse(at);
  const steps = [...new Set(starts.map(each => Date.parse(each) + 1000))]
    .filter(each => !Number.isNaN(each))
    .sort((a, b) => a - b);
  const told = (millis: number | undefined) =>
    millis === undefined
      ? undefined
      : new Date(millis).toISOString().replace('.000Z', 'Z');
  return {
    earlier: told(steps.filter(each => each < instant).pop()),
    later: told(steps.find(each => each > instant)),
  };
}
