const MOST_ENTRIES = 100;

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
  if (!Array.isArray(managedFields)) {
    return undefined;
  }
  return managedFields
    .slice(0, MOST_ENTRIES)
    .filter(
      entry =>
        isMap(entry) &&
        entry.subresource !== 'status' &&
        typeof entry.time === 'string' &&
        isMap(entry.fieldsV1) &&
        fields.some(field => Object.hasOwn(entry.fieldsV1, `f:${field}`)),
    )
    .map(({ time }) => time as string)
    .sort()
    .at(-1);
}

function isMap(value: unknown): value is Record<string, any> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
