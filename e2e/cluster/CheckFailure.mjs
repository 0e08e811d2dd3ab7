/** A check that fails: its message is for the reader of the report, without a stack. */
export class CheckFailure extends Error {}
