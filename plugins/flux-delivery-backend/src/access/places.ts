import {
  type Delivery,
  namespacesOf,
  type ResolvedTarget,
} from 'backstage-plugin-flux-delivery-common';
import type { TargetPlace } from './PathAccess';

/** Where a target is, as far as it decides who may see it. */
export function placeOf(
  target: Pick<
    ResolvedTarget,
    'cluster' | 'environment' | 'applierRef' | 'applier' | 'workloads'
  >,
): TargetPlace {
  const { cluster, environment } = target;
  return { cluster, environment, namespaces: namespacesOf(target) };
}

/** Of a target that is gone, what a row of the ledger or a recorded state tells: not where its workloads ran. */
export function placeOfRow({
  cluster,
  environment,
  targetId,
  applier,
}: Pick<
  Delivery,
  'cluster' | 'environment' | 'targetId' | 'applier'
>): TargetPlace {
  return {
    cluster,
    environment,
    namespaces: applier ? [applier.namespace] : namespaceIn(targetId),
    ...(applier && { unknown: ['namespace'] as const }),
  };
}

/** Where an object stands. To which environment it belongs is told by targets alone. */
export function placeOfObject({
  cluster,
  namespace,
}: {
  cluster: string;
  namespace: string;
}): TargetPlace {
  return {
    cluster,
    environment: '',
    namespaces: namespace ? [namespace] : [],
    unknown: ['environment'],
  };
}

/** `cluster~deployment~namespace~name`: a target without an applier is a workload, which runs where it stands. */
function namespaceIn(targetId: string): string[] {
  const [, , namespace] = targetId.split('~');
  return namespace ? [namespace] : [];
}
