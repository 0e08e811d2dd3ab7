/** A copy of what JSON can hold; several times as fast as `structuredClone`. */
export function clone<T>(value: T): T {
  if (Array.isArray(value)) {
    return value.map(clone) as T;
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const copy: Record<string, unknown> = {};
  for (const key in value) {
    if (Object.hasOwn(value, key)) {
      copy[key] = clone(value[key as keyof T]);
    }
  }
  return copy as T;
}

/** True where both would be written as the same JSON, whatever the order of their fields. */
export function same(a: unknown, b: unknown): boolean {
  if (a === b) {
    return true;
  }
  if (
    typeof a !== 'object' ||
    typeof b !== 'object' ||
    a === null ||
    b === null ||
    Array.isArray(a) !== Array.isArray(b)
  ) {
    return false;
  }
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item, at) => same(item, b[at]));
  }
  return (
    covers(a as Record<string, unknown>, b as Record<string, unknown>) &&
    covers(b as Record<string, unknown>, a as Record<string, unknown>, true)
  );
}

/** Fields that are undefined are not there. */
function covers(
  a: Record<string, unknown>,
  b: Record<string, unknown>,
  keysOnly = false,
): boolean {
  for (const key in a) {
    if (a[key] !== undefined) {
      if (keysOnly ? b[key] === undefined : !same(a[key], b[key])) {
        return false;
      }
    }
  }
  return true;
}
