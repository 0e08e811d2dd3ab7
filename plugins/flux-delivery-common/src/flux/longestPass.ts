import { parseDuration } from '../kube/duration';
import type { Kustomization } from './objects';

const MINUTE = 60_000;

/** Milliseconds from a new artifact to its applied revision: until the next pass at the latest, and that pass. Flux adds jitter. */
export function longestPassOf(spec: Kustomization['spec']): number {
  const interval = parseDuration(spec?.interval) ?? 10 * MINUTE;
  const timeout =
    parseDuration(spec?.timeout) ?? Math.max(interval - MINUTE / 2, MINUTE / 2);
  return interval * 1.05 + timeout;
}
