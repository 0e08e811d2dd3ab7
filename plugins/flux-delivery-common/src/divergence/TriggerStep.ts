import type { Evidence, Verdict } from './SegmentVerdict';

/**
 * The four questions about the way by which a change gets noticed.
 *
 * @public
 */
export const TRIGGER_QUESTIONS = [
  'emitted',
  'received',
  'attempted',
  'changed',
] as const;

/** @public */
export interface TriggerStep {
  question: (typeof TRIGGER_QUESTIONS)[number];
  verdict: Verdict;
  answer: string;
  evidence: Evidence[];
}
