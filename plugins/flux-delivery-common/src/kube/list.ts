/** An array as it is, anything else as an empty one: objects of a cluster may lack what their type promises. */
export function list<T>(value: readonly T[] | undefined | null): T[] {
  return Array.isArray(value)
    ? value.filter(item => item !== null && item !== undefined)
    : [];
}
