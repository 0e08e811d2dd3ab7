import type { Segment } from '../divergence/SegmentVerdict';
import { failureClass, type FailureClassName } from './FailureClass';
import type { Facts } from './Facts';

/** Conditions of an applier that speak of what it applied, not of itself. */
const ABOUT_THE_ROLLOUT = new Set(['Healthy', 'TestSuccess']);

/** The segment that a failure of this class belongs to, when this object tells of it. */
export function segmentOf(name: FailureClassName, facts: Facts): Segment {
  const segments = failureClass(name)?.segments ?? 'any';
  if (segments === 'any') {
    return facts.role === 'applier' && ABOUT_THE_ROLLOUT.has(facts.condition)
      ? 'rollout'
      : facts.home;
  }
  if (segments.includes(facts.home)) {
    return facts.home;
  }
  // Canaries and routes run pods, or stand before them.
  return facts.home === 'traffic' && segments.includes('rollout')
    ? 'rollout'
    : segments[0];
}
