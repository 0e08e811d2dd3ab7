/**
 * A revision as a person reads it, beside the exact text. See `parseRevision`.
 *
 * @public
 */
export interface ReadableRevision {
  /** The text of the API, unchanged: what copying gives. */
  raw: string;
  /** `main 3fa2c1e`, `1.8.3`, `stable 5a1c0f2`. */
  short: string;
  /** Full commit, where the revision names one. */
  commit?: string;
  /** `sha256:…`, where the revision names one. */
  digest?: string;
  /** Branch or tag. */
  name?: string;
  chartVersion?: string;
}
