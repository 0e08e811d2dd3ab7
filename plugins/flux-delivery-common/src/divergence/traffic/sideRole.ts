import type { Observed } from '../../kube/KubeObject';
import type { Workload } from '../../kube/workloads';
import { fact } from '../evidence';
import { count } from '../rollout/shape';
import type { Evidence } from '../SegmentVerdict';
import type { Behind } from './behind';

/** A Service that a Rollout keeps for a version that does not take the traffic yet. */
export interface SideRole {
  role: 'canary' | 'preview';
  rollout: Observed<Workload>;
  /** True where the Rollout says that it shifts traffic there. */
  getsTraffic: boolean;
  evidence: Evidence[];
}

/** What Argo writes of the traffic that it shifts, where it shifts any. */
export interface RolloutWeights {
  canary?: { weight?: number; serviceName?: string };
  stable?: { weight?: number; serviceName?: string };
}

/** Undefined for the Services that take the traffic: all but those that a Rollout names as canary or preview. */
export function sideRoleOf({
  service,
  selected,
}: Pick<Behind, 'service' | 'selected'>): SideRole | undefined {
  const { name } = service.ref;
  for (const { ref, workload } of selected) {
    if (!workload || ref.kind !== 'Rollout') {
      continue;
    }
    const rollout = workload as Observed<Workload>;
    const { canary, blueGreen } = rollout.object.spec?.strategy ?? {};
    if (
      blueGreen?.previewService === name &&
      blueGreen.activeService !== name
    ) {
      return { role: 'preview', rollout, getsTraffic: false, evidence: [] };
    }
    if (canary?.canaryService === name && canary.stableService !== name) {
      const weight = count(weightsOf(rollout)?.canary?.weight);
      return {
        role: 'canary',
        rollout,
        getsTraffic: weight > 0,
        evidence: fact(rollout, 'status.canary.weights.canary.weight', weight),
      };
    }
  }
  return undefined;
}

/** The weights that a Rollout says it has set; undefined where it routes no traffic by weight. */
export function weightsOf({
  object,
}: Observed<Workload>): RolloutWeights | undefined {
  const { canary } = (object.status ?? {}) as {
    canary?: { weights?: RolloutWeights } | null;
  };
  return canary?.weights ?? undefined;
}
