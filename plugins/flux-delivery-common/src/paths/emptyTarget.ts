import type { ObjectRef } from '../kube/ObjectRef';
import type { ResolvedTarget } from './DeliveryPath';

/**
 * A target of which nothing is known but its applier, and not even that without a ref. What is known beside is put over it.
 */
export function emptyTarget(applierRef?: ObjectRef): ResolvedTarget {
  return {
    id: '',
    cluster: applierRef?.cluster ?? '',
    environment: '',
    environmentBecause: '',
    ...(applierRef && { applierRef }),
    binding: 'claimed',
    because: [],
    sources: [],
    parents: [],
    workloads: [],
    services: [],
    imageAutomation: [],
    owned: [],
  };
}
