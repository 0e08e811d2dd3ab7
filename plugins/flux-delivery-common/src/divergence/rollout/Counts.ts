import type { Evidence } from '../SegmentVerdict';

/** The counts of a replicated workload, whatever its kind calls them. */
export interface Counts {
  desired: number;
  /** Pods that there are, also those that are about to go. */
  total: number;
  updated: number;
  ready: number;
  available: number;
  /** Where in the status each was read. */
  evidence: Evidence[];
}
