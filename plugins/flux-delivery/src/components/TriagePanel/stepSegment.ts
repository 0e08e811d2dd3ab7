import type {
  Segment,
  TargetDto,
  TriageStep,
  TriageStepId,
} from 'backstage-plugin-flux-delivery-common';

const OF_STEP: Partial<Record<TriageStepId, Segment>> = {
  promotion: 'promotion',
  source: 'source',
  applier: 'reconcile',
  rollout: 'rollout',
  traffic: 'traffic',
};

/** The segment whose details show what a step rests on; none where that would be all of them. */
export function stepSegment(
  { id, segments }: Pick<TriageStep, 'id' | 'segments'>,
  { divergence }: Pick<TargetDto, 'divergence'>,
): Segment | undefined {
  switch (id) {
    case 'symptom':
      return segments[0];
    case 'divergence':
      return divergence?.segment;
    default:
      return OF_STEP[id];
  }
}
