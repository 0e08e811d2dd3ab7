import type { Endpoint } from '../../kube/workloads';
import type { Evidence } from '../SegmentVerdict';

/** An endpoint together with the slice that holds it. */
export interface Located {
  endpoint: Endpoint;
  evidence: () => Evidence[];
}
