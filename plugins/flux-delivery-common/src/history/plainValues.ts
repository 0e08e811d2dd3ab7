import { fromMillis, toMillis } from '../kube/time';

/** An instant in the form in which the ledger keeps it: UTC, whole milliseconds. Undefined where the text is none. */
export function instant(text: string | undefined): string | undefined {
  const millis = toMillis(text);
  return millis === undefined ? undefined : fromMillis(millis);
}

/** The latest of some instants, in the form of the ledger. */
export function latest(...texts: (string | undefined)[]): string | undefined {
  const known = texts.flatMap(text => toMillis(text) ?? []);
  return known.length > 0 ? fromMillis(Math.max(...known)) : undefined;
}

/** The first of some instants, in the form of the ledger. */
export function earliest(...texts: (string | undefined)[]): string | undefined {
  const known = texts.flatMap(text => toMillis(text) ?? []);
  return known.length > 0 ? fromMillis(Math.min(...known)) : undefined;
}

const LONGEST_TEXT = 4000;

/** A text as every database takes it: PostgreSQL holds no NUL. */
export function plainText(text: string | undefined): string | undefined {
  return text?.replaceAll('\0', '').slice(0, LONGEST_TEXT);
}
