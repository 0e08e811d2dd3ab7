import { parseDuration } from '../kube/duration';
import type { Kustomization } from './objects';

const MINUTE = 60_000;

/** Milliseconds from a new artifact to its applied revision: until the next pass at the latest, and that pass. Flux adds jitter. */
export function longestPassOf(spec: Kustomization['spec']): number {
  return intervalOf(spec) * 1.05 + timeoutOf(spec);
}

/** Milliseconds after which Flux gives up what it waits for in a pass. */
export function timeoutOf(spec: Kustomization['spec']): number {
  return (
    parseDuration(spec?.timeout) ??
    Math.max(intervalOf(spec) - MINUTE / 2, MINUTE / 2)
  );
}

function intervalOf(spec: Kustomization['spec']): number {
  return parseDuration(spec?.interval) ?? 10 * MINUTE;
}
