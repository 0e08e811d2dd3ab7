import { sameRevision } from '../flux/revision';
import { findCondition } from '../kube/conditions';
import type { Observed } from '../kube/KubeObject';
import { displayRef } from '../kube/ObjectRef';
import {
  artifactRevisionOf,
  newerThan,
  readable,
  shortOf,
  type ReconcileInput,
} from './applierCommon';
import { conditionFacts, messageOf } from './evidence';
import type { Judgement } from './Judgement';
import {
  retryAt,
  revisionFacts,
  specIsChanged,
  statusOf,
} from './kustomizationParts';

/** Health checks come after the apply: what was to be applied, is. Whether it works is for the rollout to say. */
export function appliedNotHealthy(input: ReconcileInput): Judgement {
  const { applier } = input;
  const attempted = statusOf(input).lastAttemptedRevision;
  return {
    verdict: 'ok',
    ...readable(attempted),
    headline: `applied ${shortOf(attempted)}`.trim(),
    summary: `${displayRef(applier.ref)} applied ${shortOf(
      attempted,
    )}; its health check failed.`,
    detail: 'health check failed',
    retryAt: retryAt(input),
    reason: 'HealthCheckFailed',
    evidence: [...conditionFacts(applier, 'Ready'), ...revisionFacts(input)],
  };
}

/**
 * A pass that waits for workloads which fail: they say why, however long it waits. What it tries is applied already; what is newer is
 * taken up after that.
 */
export function waitsForHealth(input: ReconcileInput): Judgement | undefined {
  const { applier, workloads } = input;
  if (workloads.verdict !== 'diverged' || !checksHealth(applier)) {
    return undefined;
  }
  const name = displayRef(applier.ref);
  const attempted = statusOf(input).lastAttemptedRevision;
  const wanted = artifactRevisionOf(input) ?? attempted;
  const common = {
    ...readable(attempted),
    detail: 'waits for the health of its objects',
    message: messageOf(applier, 'Reconciling'),
    evidence: [
      ...conditionFacts(applier, 'Healthy'),
      ...conditionFacts(applier, 'Reconciling'),
      ...conditionFacts(applier, 'Ready').slice(0, 1),
      ...revisionFacts(input),
    ],
  };
  const isNewer = !sameRevision(wanted, attempted);
  const what = isNewer ? shortOf(wanted) : 'a changed spec';
  return !isNewer && !specIsChanged(input)
    ? {
        ...common,
        verdict: 'ok',
        headline: `applied ${shortOf(attempted)}`.trim(),
        summary: `${name} applied ${shortOf(
          attempted,
        )}, and waits for the health of its objects.`,
      }
    : {
        ...common,
        verdict: 'inProgress',
        ...(isNewer && newerThan(wanted)),
        headline: `${what} not applied yet`,
        summary: `${name} waits for the health of what it applied before, and takes up ${what} then.`,
      };
}

/** True while a pass has applied all that it had to. */
function checksHealth({ object }: Observed): boolean {
  const reconciling = findCondition(object, 'Reconciling');
  return (
    findCondition(object, 'Ready')?.reason === 'HealthCheckFailed' ||
    (reconciling?.status === 'True' &&
      /^Running health checks/.test(reconciling.message ?? ''))
  );
}
