import { setTimeout as sleep } from 'node:timers/promises';
import { CheckFailure } from '../CheckFailure.mjs';

/**
 * Asks until the answer has no complaints. A portal that does not answer yet is a complaint; only a `CheckFailure` ends
 * the asking at once.
 *
 * @param {() => Promise<string[]>} complaints
 * @param {{ seconds: number, every?: number }} limits `every` in milliseconds
 */
export async function eventually(complaints, { seconds, every = 500 }) {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const last = await complaints().catch(complaintOf);
    if (last.length === 0) {
      return;
    }
    if (Date.now() > deadline) {
      throw new CheckFailure(`after ${seconds} s still:\n${last.join('\n')}`);
    }
    await sleep(every);
  }
}

function complaintOf(error) {
  if (error instanceof CheckFailure) {
    throw error;
  }
  return [error.message];
}
