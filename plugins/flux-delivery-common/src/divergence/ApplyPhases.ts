/**
 * The phases of one pass of a Kustomization, in order.
 *
 * @public
 */
export const APPLY_PHASES = [
  'fetch',
  'decrypt',
  'build',
  'validate',
  'apply',
  'prune',
  'health',
] as const;

/** @public */
export type ApplyPhase = (typeof APPLY_PHASES)[number];
