/** @public */
export interface RequestOptions {
  signal?: AbortSignal;
}
