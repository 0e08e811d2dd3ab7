import type { ResolvedTarget } from '../../paths/DeliveryPath';
import type { JudgeContext } from '../JudgeContext';
import { displayRef } from '../../kube/ObjectRef';
import type { Note } from '../SegmentVerdict';
import { alsoServesNotes } from './besideOthers';
import { portNotes } from './ports';
import { splitNotes } from './routeWeights';
import { workloadsOf } from './targetWorkloads';

/** What is worth telling of the traffic of a target, and breaks nothing. */
export function trafficNotes(
  target: ResolvedTarget,
  context: JudgeContext,
): Note[] {
  return [
    ...alsoServesNotes(target, context),
    ...portNotes(target, context),
    ...splitNotes(target, context),
  ];
}

/** Workloads that run still, and that their applier does not list any more. */
export function leftBehindNotes(
  target: ResolvedTarget,
  context: JudgeContext,
): Note[] {
  const { leftBehind } = workloadsOf(target, context);
  return target.workloads
    .filter(workload => leftBehind.has(workload))
    .map(({ ref }) => ({
      class: 'left-behind',
      summary: `${displayRef(ref)} runs still, and ${displayRef(
        target.applierRef!,
      )} does not list it any more: it was not pruned.`,
    }));
}
