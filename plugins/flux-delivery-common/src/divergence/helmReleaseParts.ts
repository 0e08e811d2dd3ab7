import type { HelmRelease, HelmSnapshot } from '../flux/objects';
import { findCondition } from '../kube/conditions';
import { artifactRevisionOf, type ReconcileInput } from './applierCommon';
import { fact, messageOf } from './evidence';

export function releaseOf({ applier }: ReconcileInput): HelmRelease {
  return applier.object as HelmRelease;
}

/** The release that is there now; of v2beta1, which has no history, only the chart version. */
export function runningRelease({
  object,
}: ReconcileInput['applier']): Partial<HelmSnapshot> | undefined {
  const { history, lastAppliedRevision } = (object as HelmRelease).status ?? {};
  const [newest] = Array.isArray(history) ? history : [];
  if (newest) {
    return newest;
  }
  return lastAppliedRevision
    ? { chartVersion: lastAppliedRevision, status: 'deployed' }
    : undefined;
}

export function releaseFacts(input: ReconcileInput) {
  const { applier, source } = input;
  const { history, lastAttemptedRevision, lastAppliedRevision } =
    releaseOf(input).status ?? {};
  const [newest] = Array.isArray(history) ? history : [];
  return [
    ...fact(applier, 'status.history[0].chartVersion', newest?.chartVersion),
    ...fact(applier, 'status.history[0].status', newest?.status),
    ...(newest
      ? []
      : fact(applier, 'status.lastAppliedRevision', lastAppliedRevision)),
    ...fact(applier, 'status.lastAttemptedRevision', lastAttemptedRevision),
    ...(source
      ? fact(source, 'status.artifact.revision', artifactRevisionOf(input))
      : []),
  ];
}

/** True while an action of Helm runs. */
export function isActing(applier: ReconcileInput['applier']): boolean {
  return (
    /^Running '/.test(messageOf(applier, 'Reconciling') ?? '') &&
    findCondition(applier.object, 'Reconciling')?.status === 'True'
  );
}
