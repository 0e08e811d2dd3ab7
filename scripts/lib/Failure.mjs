/**
 * A reason to stop that a person can act on: one sentence, printed without a stack.
 * Anything else that is thrown is a defect of these scripts and keeps its stack.
 */
export class Failure extends Error {
  name = 'Failure';
}

/** Runs a script's main function; a Failure becomes its sentence and exit code 1. */
export async function runMain(main) {
  try {
    process.exitCode = (await main(process.argv.slice(2))) ?? 0;
  } catch (error) {
    const text = error instanceof Failure ? error.message : error.stack;
    process.stderr.write(`\n${text}\n`);
    process.exitCode = 1;
  }
}
