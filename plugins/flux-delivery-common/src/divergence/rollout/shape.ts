/** An array as it is, anything else as an empty one: objects of a cluster may lack what their type promises. */
export function list<T>(value: readonly T[] | undefined | null): T[] {
  return Array.isArray(value)
    ? value.filter(item => item !== null && item !== undefined)
    : [];
}

/** A count of a status, where absent means zero. */
export function count(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : 0;
}
