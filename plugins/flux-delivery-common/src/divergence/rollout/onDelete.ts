import type { Observed } from '../../kube/KubeObject';
import { displayRef } from '../../kube/ObjectRef';
import type { Workload } from '../../kube/workloads';
import { fact } from '../evidence';
import type { Judgement } from '../Judgement';
import { onVersion, type Subject } from './Subject';

export const ON_DELETE = 'on delete';

/** What holds pods of an older template, where the strategy of a StatefulSet or DaemonSet is `OnDelete`. */
export function heldUntilDeleted({
  object,
}: Observed<Workload>): string | undefined {
  return object.spec?.updateStrategy?.type === 'OnDelete'
    ? ON_DELETE
    : undefined;
}

/** An update that waits until somebody deletes pods. It is no excuse for pods that do not serve. */
export function waitsForDeletion(subject: Subject): Judgement | undefined {
  const { observed, counts } = subject;
  const { updated, desired, available } = counts;
  if (
    !heldUntilDeleted(observed) ||
    updated >= desired ||
    available < desired
  ) {
    return undefined;
  }
  return {
    verdict: 'suspended',
    class: 'suspended',
    headline: `${updated} of ${desired} updated, ${ON_DELETE}`,
    summary: `${displayRef(
      observed.ref,
    )} updates a pod only when somebody deletes it: ${updated} of ${desired} are updated.`,
    detail: onVersion(subject),
    evidence: [
      ...fact(observed, 'spec.updateStrategy.type', 'OnDelete'),
      ...counts.evidence,
    ],
  };
}
