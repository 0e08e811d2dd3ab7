import type { Kustomization } from '../flux/objects';
import { sameRevision } from '../flux/revision';
import { findCondition } from '../kube/conditions';
import { artifactRevisionOf, type ReconcileInput } from './applierCommon';
import { after, durationOr, ifAhead, MINUTE } from './deadline';
import { fact } from './evidence';
import { isOutdated, specIsUnread } from './generation';

export function statusOf({ applier }: ReconcileInput) {
  return (applier.object as Kustomization).status ?? {};
}

export function specOf({ applier }: ReconcileInput) {
  return (applier.object as Kustomization).spec ?? {};
}

export function revisionFacts(input: ReconcileInput) {
  const { applier, source } = input;
  const status = statusOf(input);
  return [
    ...fact(applier, 'status.lastAppliedRevision', status.lastAppliedRevision),
    ...(sameRevision(status.lastAppliedRevision, status.lastAttemptedRevision)
      ? []
      : fact(
          applier,
          'status.lastAttemptedRevision',
          status.lastAttemptedRevision,
        )),
    ...(source
      ? fact(source, 'status.artifact.revision', artifactRevisionOf(input))
      : []),
  ];
}

/** observedGeneration stays behind while a Kustomization fails; its conditions tell which spec they speak of. */
export function specIsChanged({
  applier: { object },
}: ReconcileInput): boolean {
  return (
    specIsUnread(object) && isOutdated(object, findCondition(object, 'Ready'))
  );
}

/** When Flux tries again after a failure, where that is not over. */
export function retryAt(input: ReconcileInput): string | undefined {
  const { retryInterval, interval } = specOf(input);
  const ready = findCondition(input.applier.object, 'Ready');
  return ifAhead(
    after(
      ready?.lastTransitionTime,
      durationOr(retryInterval ?? interval, MINUTE),
    ),
    input.context.now,
  );
}
