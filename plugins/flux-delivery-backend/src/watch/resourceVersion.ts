const NUMBER = /^\d{1,19}$/;

/**
 * Whether a resource version is older than another. They compare as numbers where both are numbers; otherwise nothing can be
 * told, and the answer is no.
 */
export function isBehind(version: string, other: string | undefined): boolean {
  if (!other || !NUMBER.test(version) || !NUMBER.test(other)) {
    return false;
  }
  return version.length === other.length
    ? version < other
    : BigInt(version) < BigInt(other);
}
