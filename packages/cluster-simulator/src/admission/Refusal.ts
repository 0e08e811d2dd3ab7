/** What an API server answers to a write that it does not take. */
export interface Refusal {
  /** As in the field `reason` of a Status. */
  reason:
    | 'Forbidden'
    | 'Invalid'
    | 'InternalError'
    | 'NotFound'
    | 'Conflict'
    | 'NoMatch';
  message: string;
}
