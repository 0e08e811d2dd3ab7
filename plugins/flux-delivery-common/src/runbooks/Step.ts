import type { RunbookCheck } from './Runbook';
import type { Terms } from './Terms';

/** One check; left out where the object that it is about is not there. */
export type Step = (terms: Terms) => RunbookCheck | undefined;

type Words = Pick<RunbookCheck, 'title' | 'expect' | 'next'>;
type CommandOf = (terms: Terms) => string | undefined;

/** A check that needs its command; it is left out where the object is not there. */
function check(plane: RunbookCheck['plane'], command: CommandOf) {
  return (title: string, expect: string, next: string): Step =>
    terms => {
      const text = command(terms);
      return text === undefined
        ? undefined
        : { plane, title, command: text, expect, next };
    };
}

export const control = (command: CommandOf) => check('control', command);
export const data = (command: CommandOf) => check('data', command);

/** A thing to think of or to ask, without a command. */
export function advice(plane: RunbookCheck['plane'], words: Words): Step {
  return () => ({ plane, ...words });
}
