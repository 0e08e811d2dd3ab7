const LONGEST = 512;
const NOT_A_GLOB = /[[\]{}()^$|\\+!\s]/;

/**
 * Whether a glob matches the whole text: `*` stands for any number of characters, also `/` and none, `?` for exactly one.
 * Takes at most pattern length times text length steps, whatever the pattern is.
 *
 * @public
 */
export function matchesGlob(pattern: string, text: string): boolean {
  let p = 0;
  let t = 0;
  let star = -1;
  let mark = 0;
  while (t < text.length) {
    if (pattern[p] === '*') {
      star = p;
      mark = t;
      p += 1;
    } else if (
      p < pattern.length &&
      (pattern[p] === '?' || pattern[p] === text[t])
    ) {
      p += 1;
      t += 1;
    } else if (star >= 0) {
      // Only the last star ever needs to take one more: what an earlier one could give, it has already got.
      mark += 1;
      t = mark;
      p = star + 1;
    } else {
      return false;
    }
  }
  while (pattern[p] === '*') {
    p += 1;
  }
  return p === pattern.length;
}

/**
 * Why a text is no glob, in words that follow "is no glob: "; undefined where it is one. Regular expressions, braces and
 * negations would be taken literally and match nothing, so they are refused.
 *
 * @public
 */
export function globError(pattern: string): string | undefined {
  if (pattern === '') {
    return 'it is empty, use * for everything';
  }
  if (pattern.length > LONGEST) {
    return `it is longer than ${LONGEST} characters`;
  }
  const wrong = NOT_A_GLOB.exec(pattern);
  return wrong
    ? `${JSON.stringify(wrong[0])} has no meaning, only * and ? are special`
    : undefined;
}
