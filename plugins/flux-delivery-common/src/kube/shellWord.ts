/**
 * One word for a POSIX shell. Names of Kubernetes objects need no quotes; anything else is quoted, so that a pasted command never
 * does more than it says.
 *
 * @public
 */
export function shellWord(text: string): string {
  return /^[A-Za-z0-9][A-Za-z0-9._:-]*$/.test(text)
    ? text
    : `'${text.split("'").join(`'\\''`)}'`;
}
