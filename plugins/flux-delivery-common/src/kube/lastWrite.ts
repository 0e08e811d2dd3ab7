const MOST_ENTRIES = 100;

interface TimedEntry {
  time: string;
  subresource?: unknown;
  fieldsV1: Record<string, unknown>;
}

/**
 * When anybody last wrote some top fields of an object, by its `managedFields`: the API server moves the time of an entry only when
 * its manager changes something. Undefined where nobody tells. Total: what is no list of managed fields tells nothing.
 *
 * @param fields - as `spec`; what is written through the subresource `status` is not counted
 */
export function lastWriteOf(
  managedFields: unknown,
  fields: readonly string[],
): string | undefined {
  return latest(
    managedFields,
    ({ subresource, fieldsV1 }) =>
      subresource !== 'status' &&
      fields.some(field => Object.hasOwn(fieldsV1, `f:${field}`)),
  );
}

/** When anybody last changed something through the subresource `status`; for the rest as `lastWriteOf`. */
export function lastStatusWriteOf(managedFields: unknown): string | undefined {
  return latest(managedFields, ({ subresource }) => subresource === 'status');
}

function latest(
  managedFields: unknown,
  counts: (entry: TimedEntry) => boolean,
): string | undefined {
  return Array.isArray(managedFields)
    ? managedFields
        .slice(0, MOST_ENTRIES)
        .filter(isTimed)
        .filter(counts)
        .map(({ time }) => time)
        .sort()
        .at(-1)
    : undefined;
}

function isTimed(entry: unknown): entry is TimedEntry {
  return (
    isMap(entry) && typeof entry.time === 'string' && isMap(entry.fieldsV1)
  );
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
