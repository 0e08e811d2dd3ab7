import type { Observed } from '../../kube/KubeObject';
import { displayRef } from '../../kube/ObjectRef';
import type { PodSample } from '../../kube/workloads';
import type { ResolvedWorkload } from '../../paths/DeliveryPath';
import { after, isBefore, MINUTE } from '../deadline';
import { blindTo, noEvidence } from '../freshness';
import type { Judgement } from '../Judgement';
import type { JudgeContext } from '../JudgeContext';
import { missing } from '../missing';

/** It is looked at every minute: what is older than this is told of the past. */
const CURRENT_FOR = 10 * MINUTE;

/**
 * A workload whose kind is not watched, such as a Pod that no other workload made: it is known by its last sample alone. Where there is
 * none, or none that is current, nothing is known of it.
 */
export function judgeNotWatched(
  resolved: ResolvedWorkload,
  context: JudgeContext,
  judge: (workload: Observed) => Judgement,
): Judgement {
  const { ref, workload, pods } = resolved;
  const known = workload && (() => judge(workload));
  const { state } = context.view.freshness(ref.cluster, ref.group, ref.kind);
  if (state === 'unreachable' || state === 'needsUserSession') {
    return blindTo(ref, context, known)!;
  }
  const doubt = doubtOf(pods, context);
  if (pods && !doubt) {
    return known?.() ?? missing(ref, resolved.because, context);
  }
  const last = known?.();
  return {
    ...noEvidence(ref, context, {
      headline: pods ? 'not seen of late' : 'not looked at yet',
      summary: `${displayRef(ref)}: ${ref.kind} objects are not watched, and ${
        doubt ?? 'this one has not been looked at yet'
      }.${last ? ` Last known: ${last.headline}.` : ''}`,
      field: 'sample',
      value: pods?.error ?? (pods ? 'outdated' : 'absent'),
      observedAt: pods?.observedAt,
    }),
    ...(pods?.error && { message: pods.error }),
    ...(last &&
      pods && {
        detail: `last known: ${last.headline}`,
        lastKnown: {
          verdict: last.verdict,
          headline: last.headline,
          at: pods.observedAt,
        },
      }),
  };
}

function doubtOf(
  sample: PodSample | undefined,
  { now }: JudgeContext,
): string | undefined {
  if (sample?.error) {
    return 'this one could not be read';
  }
  return isBefore(after(sample?.observedAt, CURRENT_FOR), now)
    ? 'this one has not been looked at for a while'
    : undefined;
}
