import { digestOfImageId } from '../../kube/imageReference';
import { displayRef } from '../../kube/ObjectRef';
import type { Pod, Workload } from '../../kube/workloads';
import type { Judgement } from '../Judgement';
import type { JudgeContext } from '../JudgeContext';
import { list } from '../rollout/shape';
import type { Evidence } from '../SegmentVerdict';
import type { Behind } from './behind';
import { besideOthers, leftOvers } from './besideOthers';
import { noun, ownEndpoints } from './counted';
import { mixed } from './mixedVersions';
import { notProven } from './notProven';

/**
 * Which version the ready endpoints lead to: endpoint → pod → pod template, and the digests that those pods run. Endpoints
 * whose pod was not seen prove nothing.
 */
export function judgeServedVersion(
  behind: Behind,
  rollout: Judgement,
  context: JudgeContext,
): Judgement {
  const evidence = evidenceOf(behind);
  return (
    leftOvers(behind, evidence) ??
    besideOthers(ofOwnPods(behind, rollout, evidence, context), behind, context)
  );
}

/** The verdict on the endpoints that are not pods of others. */
function ofOwnPods(
  behind: Behind,
  rollout: Judgement,
  evidence: Evidence[],
  context: JudgeContext,
): Judgement {
  const { service, version, older, unproven } = behind;
  if (unproven > 0 && !isProvenByCounts(behind, rollout)) {
    return notProven(behind, rollout, evidence, context);
  }
  if (older.length > 0) {
    return mixed(behind, rollout, evidence, context);
  }
  const own = ownEndpoints(behind);
  return {
    verdict: 'ok',
    headline: version ? `100 % on ${version}` : '100 % on the newest',
    summary: `${displayRef(service.ref)}: ${
      own === 1 ? 'its ready endpoint runs' : `all ${own} ready endpoints run`
    } ${version ?? 'the newest version'}${proof(behind)}.`,
    detail: `${own} ${noun(own)}${proof(behind)}`,
    evidence,
  };
}

/**
 * Of a workload with very many pods only some are listed. Where all that were seen are new, and the workload counts no other,
 * those that were not seen are new as well.
 */
function isProvenByCounts(
  { selected, newest, older }: Behind,
  rollout: Judgement,
): boolean {
  const isComplete = selected.every(({ workload, pods }) => {
    const status = (workload?.object as Workload | undefined)?.status;
    return (
      pods?.truncated === true &&
      status?.replicas !== undefined &&
      status.replicas === status.updatedReplicas
    );
  });
  return (
    rollout.verdict === 'ok' &&
    isComplete &&
    newest.length > 0 &&
    older.length === 0
  );
}

/** Told only where every pod that serves tells its digest. */
function proof({ newest }: Behind): string {
  return newest.every(pod => digestsOf(pod).length > 0)
    ? ', by digest'
    : ', by pod template';
}

function digestsOf(pod: Pod): string[] {
  return list(pod.status?.containerStatuses).flatMap(
    ({ imageID }) => digestOfImageId(imageID) ?? [],
  );
}

const MOST_PODS = 10;

function evidenceOf({
  endpoints,
  selected,
  service,
  newest,
  older,
  alike,
  strangers,
}: Behind): Evidence[] {
  const observedAt = selected.find(({ pods }) => pods)?.pods?.observedAt;
  const pods = [
    ...newest,
    ...older,
    ...alike,
    ...strangers.flatMap(beside => beside.pods),
  ]
    .slice(0, MOST_PODS)
    .flatMap(pod =>
      digestsOf(pod)
        .slice(0, 1)
        .map(digest => ({
          object: {
            cluster: service.ref.cluster,
            group: '',
            kind: 'Pod',
            namespace: pod.metadata.namespace ?? service.ref.namespace,
            name: pod.metadata.name,
          },
          field: 'status.containerStatuses[].imageID',
          value: digest,
          observedAt: observedAt ?? service.service.observedAt,
        })),
    );
  return [
    ...endpoints.slice(0, MOST_PODS).flatMap(({ evidence }) => evidence()),
    ...pods,
  ];
}
