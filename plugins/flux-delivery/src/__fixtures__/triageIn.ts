import { triageOf } from 'backstage-plugin-flux-delivery-common';
import type { TargetDto, Triage } from 'backstage-plugin-flux-delivery-common';

/** The triage that the backend sends with a target that has these segments. */
export function triageIn(target: Omit<TargetDto, 'triage'>): Triage {
  const { id, cluster, binding, segments, notes, divergence } = target;
  return triageOf(
    {
      id,
      cluster,
      binding,
      segments,
      notes,
      environment: 'prod',
      environmentBecause: '',
      because: [],
      sources: [],
      parents: [],
      workloads: [],
      services: [],
      imageAutomation: [],
      owned: [],
    },
    { divergence, recorded: target.recordedDivergence },
  );
}
