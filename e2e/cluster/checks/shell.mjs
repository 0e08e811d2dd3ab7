import { exec } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(exec);

/**
 * @param {string} command in which `{word}` stands for a word
 * @param {Record<string, string>} words
 */
export const filled = (command, words) =>
  Object.entries(words).reduce(
    (text, [word, value]) => text.replaceAll(`{${word}}`, value),
    command,
  );

/** @param {string} command of a shell */
export async function runCommand(command) {
  await run(command, { maxBuffer: 1 << 24 });
}
