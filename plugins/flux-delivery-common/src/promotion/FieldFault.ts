/**
 * A field of what was sent that cannot be taken, and why. The message names the field first.
 *
 * @public
 */
export class FieldFault extends Error {
  readonly name = 'FieldFault';

  constructor(
    /** `version.commit`; `body` for the whole. */
    readonly field: string,
    readonly problem: string,
  ) {
    super(`${field} ${problem}`);
  }
}
