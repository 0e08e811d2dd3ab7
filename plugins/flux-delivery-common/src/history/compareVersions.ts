/**
 * Orders resourceVersions: as numbers where both are, which they are on every API server over one store. Others have no order,
 * and count as equal.
 *
 * @public
 */
export function compareVersions(a: string, b: string): number {
  if (!/^\d{1,30}$/.test(a) || !/^\d{1,30}$/.test(b)) {
    return 0;
  }
  const [left, right] = [BigInt(a), BigInt(b)];
  if (left === right) {
    return 0;
  }
  return left < right ? -1 : 1;
}
