/** `v1.10.0` after `1.9.3`, `1.9.0-rc.1` before `1.9.0`; 0 where the texts are no versions: their order is not known then. */
export function compareTitles(a: string, b: string): number {
  const [left, right] = [parts(a), parts(b)];
  if (!left || !right) {
    return 0;
  }
  const length = Math.max(left.numbers.length, right.numbers.length);
  for (let at = 0; at < length; at += 1) {
    const difference = (left.numbers[at] ?? 0) - (right.numbers[at] ?? 0);
    if (difference !== 0) {
      return difference;
    }
  }
  if (left.pre === right.pre) {
    return 0;
  }
  if (left.pre === '' || right.pre === '') {
    return left.pre === '' ? 1 : -1;
  }
  return left.pre < right.pre ? -1 : 1;
}

function parts(text: string) {
  const match = /^v?(\d+(?:\.\d+)+)(?:-([0-9A-Za-z.-]+))?(?:\+.*)?$/.exec(text);
  return match
    ? { numbers: match[1].split('.').map(Number), pre: match[2] ?? '' }
    : undefined;
}
