import type { Evidence } from '../SegmentVerdict';
import { digestOfImageId } from '../../kube/imageReference';
import { displayRef } from '../../kube/ObjectRef';
import type { Pod, Workload } from '../../kube/workloads';
import type {
  ResolvedService,
  ResolvedWorkload,
} from '../../paths/DeliveryPath';
import { after, isBefore, MINUTE } from '../deadline';
import { commonVersionOf, declaredVersion } from '../describeVersion';
import type { Judgement } from '../Judgement';
import { podsByAge } from '../rollout/newestPods';
import { list } from '../rollout/shape';
import type { Located } from './Located';

interface Served {
  service: ResolvedService;
  endpoints: Located[];
  selected: ResolvedWorkload[];
  /** Workloads behind the Service that are not of the target; asked for only where an endpoint is none of the target's newest. */
  strangers?: () => ResolvedWorkload[];
  rollout: Judgement;
  now: string;
}

/** So long after endpoints changed, their pods are listed again at the latest. */
const LISTING = MINUTE / 4;

interface Share {
  newest: Pod[];
  older: Pod[];
  /** Of workloads that are not of the target. */
  foreign: Pod[];
  /** The workloads of those pods, as far as they were asked for. */
  strangers: ResolvedWorkload[];
  /** Ready endpoints whose pod is in no sample. */
  unproven: number;
}

/**
 * Which version the ready endpoints lead to: endpoint → pod → pod template, and the digests that those pods run. Endpoints
 * whose pod was not seen prove nothing.
 */
export function judgeServedVersion(served: Served): Judgement {
  const { service, endpoints, selected } = served;
  const share = shareOf(served);
  const name = displayRef(service.ref);
  const version = versionOf(selected);
  const total = endpoints.length;
  const evidence = evidenceOf(served, share);
  const others = byStrangers(served, share, version, evidence);
  if (others) {
    return others;
  }
  if (share.unproven > 0 && !isProvenByCounts(served, share)) {
    return notProven(served, share, evidence);
  }
  if (share.older.length === 0) {
    return {
      verdict: 'ok',
      headline: version ? `100 % on ${version}` : '100 % on the newest',
      summary: `${name}: all ${total} ready ${noun(total)} run ${
        version ?? 'the newest version'
      }${proof(share)}.`,
      detail: `${total} ${noun(total)}${proof(share)}`,
      evidence,
    };
  }
  return mixed(served, share, version, evidence);
}

/** What the workloads behind a Service declare, where they agree. */
function versionOf(selected: readonly ResolvedWorkload[]): string | undefined {
  const versions = new Set(
    selected.map(({ workload }) => declaredVersion(workload?.object)),
  );
  return versions.size === 1 ? [...versions][0] : undefined;
}

/** Pods of another workload with another version answer as well: that no rollout of the target will end. */
function byStrangers(
  { service, endpoints }: Served,
  { foreign, newest, strangers }: Share,
  version: string | undefined,
  evidence: Evidence[],
): Judgement | undefined {
  const theirs = commonVersionOf(foreign.flatMap(imagesOfPod));
  if (foreign.length === 0 || (theirs && theirs === version)) {
    return undefined;
  }
  const names = strangers.map(({ ref }) => displayRef(ref)).join(', ');
  const percent = Math.floor((100 * newest.length) / endpoints.length);
  return {
    verdict: 'diverged',
    class: 'old-version-serving',
    headline: `${percent} % on ${version ?? 'the newest'}, rest on ${
      theirs ?? 'others'
    }`,
    summary: `${displayRef(service.ref)}: ${foreign.length} of ${
      endpoints.length
    } ready ${noun(endpoints.length)} are pods of ${names} on ${
      theirs ?? 'other versions'
    }, which the Service selects as well.`,
    detail: `also selects ${names}`,
    evidence,
  };
}

/** While a rollout makes new pods, and just after it, the list of them is a moment behind. */
function notProven(
  served: Served,
  share: Share,
  evidence: Evidence[],
): Judgement {
  const { service, endpoints, selected, rollout } = served;
  const name = displayRef(service.ref);
  const total = endpoints.length;
  const ready = `${name} has ${total} ready ${noun(total)}`;
  const isListed = selected.every(
    ({ pods }) => pods && !pods.truncated && !pods.error,
  );
  return isListed &&
    (rollout.verdict === 'inProgress' || endpointsJustChanged(served))
    ? {
        verdict: 'inProgress',
        headline: `${total} ready, some just changed`,
        summary: `${ready}, which are changing; the pods of ${share.unproven} of them are to be looked at yet.`,
        expectedBy: rollout.expectedBy,
        evidence,
      }
    : {
        verdict: 'unknown',
        unknownReason: 'noEvidence',
        headline: `${total} ready, version not proven`,
        summary: `${ready}; of ${share.unproven} of them the pod was not seen, so that its version cannot be told.`,
        evidence,
      };
}

function endpointsJustChanged({ service, selected, now }: Served): boolean {
  return list(service.slices).some(
    ({ observedAt }) =>
      selected.some(({ pods }) => isBefore(pods?.observedAt, observedAt)) &&
      isBefore(now, after(observedAt, LISTING)),
  );
}

/**
 * Of a workload with very many pods only some are listed. Where all that were seen are new, and the workload counts no other,
 * those that were not seen are new as well.
 */
function isProvenByCounts(
  { selected, rollout }: Served,
  share: Share,
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
    share.newest.length > 0 &&
    share.older.length === 0
  );
}

function noun(count: number): string {
  return count === 1 ? 'endpoint' : 'endpoints';
}

/** Told only where every pod that serves tells its digest. */
function proof({ newest }: Share): string {
  return newest.every(pod => digestsOf(pod).length > 0)
    ? ', by digest'
    : ', by pod template';
}

function mixed(
  served: Served,
  share: Share,
  version: string | undefined,
  evidence: Evidence[],
): Judgement {
  const { service, rollout, endpoints } = served;
  const percent = Math.floor((100 * share.newest.length) / endpoints.length);
  const old =
    commonVersionOf(share.older.flatMap(imagesOfPod)) ?? 'an older version';
  const words = {
    headline:
      percent === 0
        ? `100 % still on ${old}`
        : `${percent} % on ${version ?? 'the newest'}`,
    summary: `${displayRef(service.ref)}: ${share.newest.length} of ${
      endpoints.length
    } ready ${noun(endpoints.length)} run ${
      version ?? 'the newest version'
    }, the rest ${old}.`,
    detail:
      percent === 0
        ? `${version ?? 'the newest'} does not serve`
        : `rest on ${old}`,
    evidence,
  };
  if (rollout.verdict === 'ok' && served.selected.some(isPartitioned)) {
    return {
      verdict: 'ok',
      ...words,
      detail: `${words.detail}, as its partition holds it`,
    };
  }
  if (rollout.verdict === 'inProgress' || rollout.verdict === 'ok') {
    return { verdict: 'inProgress', ...words, expectedBy: rollout.expectedBy };
  }
  if (rollout.verdict === 'suspended') {
    return { verdict: 'suspended', ...words };
  }
  return { verdict: 'diverged', class: 'old-version-serving', ...words };
}

/** A StatefulSet whose partition leaves pods on the version of before, on purpose. */
function isPartitioned({ workload }: ResolvedWorkload): boolean {
  const { updateStrategy } =
    (workload?.object as Workload | undefined)?.spec ?? {};
  return (updateStrategy?.rollingUpdate?.partition ?? 0) > 0;
}

function shareOf({ endpoints, selected, strangers }: Served): Share {
  const newest = new Map<string, Pod>();
  const older = new Map<string, Pod>();
  for (const { workload, pods } of selected) {
    const parted = workload && podsByAge(workload.object, pods);
    parted?.newest.forEach(pod => newest.set(pod.metadata.name, pod));
    parted?.older.forEach(pod => older.set(pod.metadata.name, pod));
  }
  const names = endpoints.map(({ endpoint }) => endpoint.targetRef?.name ?? '');
  const others = names.filter(name => !newest.has(name));
  const behind = others.length > 0 ? list(strangers?.()) : [];
  const foreign = new Map(
    behind
      .flatMap(({ pods }) => list(pods?.pods))
      .map(pod => [pod.metadata.name, pod]),
  );
  return {
    newest: names.flatMap(name => newest.get(name) ?? []),
    foreign: others.flatMap(name => foreign.get(name) ?? []),
    older: others
      .filter(name => !foreign.has(name))
      .flatMap(name => older.get(name) ?? []),
    strangers: behind,
    unproven: others.filter(name => !foreign.has(name) && !older.has(name))
      .length,
  };
}

function digestsOf(pod: Pod): string[] {
  return list(pod.status?.containerStatuses).flatMap(
    ({ imageID }) => digestOfImageId(imageID) ?? [],
  );
}

function imagesOfPod(pod: Pod): string[] {
  return list(pod.spec?.containers).flatMap(({ image }) =>
    image ? [image] : [],
  );
}

const MOST_PODS = 10;

function evidenceOf(
  { endpoints, selected, service }: Served,
  share: Share,
): Evidence[] {
  const observedAt = selected.find(({ pods }) => pods)?.pods?.observedAt;
  const pods = [...share.newest, ...share.older, ...share.foreign]
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
