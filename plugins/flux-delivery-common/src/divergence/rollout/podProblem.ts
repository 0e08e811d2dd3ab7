import type { FailureClassName } from '../../classes/FailureClass';
import {
  imagePullProblem,
  type ImagePullProblemKind,
} from '../../classes/imagePullProblem';
import { redact } from '../../kube/redact';
import type { ContainerStatus, Pod } from '../../kube/workloads';
import type { Evidence } from '../SegmentVerdict';
import type { ObjectRef } from '../../kube/ObjectRef';
import { failingSince } from './failingSince';
import { list } from './shape';

/** What keeps a pod from working, in the words of the kubelet or the scheduler. */
export interface PodProblem {
  class: FailureClassName;
  headline: string;
  reason: string;
  message?: string;
  since?: string;
  pod: Pod;
  field: string;
}

const OUT_OF_MEMORY = {
  class: 'out-of-memory' as const,
  headline: 'out of memory',
};

const WAITING: Record<string, { class: FailureClassName; headline: string }> = {
  CrashLoopBackOff: { class: 'crash-loop', headline: 'crash loop' },
  ImagePullBackOff: { class: 'image-pull', headline: 'image cannot be pulled' },
  ErrImagePull: { class: 'image-pull', headline: 'image cannot be pulled' },
  ErrImageNeverPull: {
    class: 'image-pull',
    headline: 'image is not on the node',
  },
  InvalidImageName: {
    class: 'image-pull',
    headline: 'image name is not valid',
  },
  ImageInspectError: { class: 'image-pull', headline: 'image cannot be read' },
  RegistryUnavailable: {
    class: 'image-pull',
    headline: 'image registry unavailable',
  },
  CreateContainerConfigError: {
    class: 'config-error',
    headline: 'configuration missing',
  },
  CreateContainerError: {
    class: 'config-error',
    headline: 'container cannot be created',
  },
  RunContainerError: {
    class: 'config-error',
    headline: 'container cannot be started',
  },
};

/** Worst to read first: what says most about the cause. */
const ORDER = ['image-pull', 'config-error', 'out-of-memory', 'crash-loop'];

/** What containers fail of, at most one problem for each pod, those that say most first. */
export function podProblems(pods: readonly Pod[]): PodProblem[] {
  return pods
    .flatMap(pod => problemOf(pod) ?? [])
    .sort((a, b) => ORDER.indexOf(a.class) - ORDER.indexOf(b.class));
}

function problemOf(pod: Pod): PodProblem | undefined {
  const statuses = [
    ...list(pod.status?.initContainerStatuses).map(status => ({
      status,
      list: 'initContainerStatuses',
    })),
    ...list(pod.status?.containerStatuses).map(status => ({
      status,
      list: 'containerStatuses',
    })),
  ];
  for (const { status, list: field } of statuses) {
    const problem = containerProblem(
      pod,
      status,
      `status.${field}[${status.name}]`,
    );
    if (problem) {
      return withContainer(
        withPullProblem(problem),
        status.name,
        field,
        statuses.length,
      );
    }
  }
  return undefined;
}

const PULL_HEADLINES: Record<ImagePullProblemKind, string> = {
  auth: 'image: registry refuses access',
  notFound: 'image or tag does not exist',
  rateLimited: 'image: registry limits pulls',
  unreachable: 'image: registry cannot be reached',
  wrongPlatform: 'image: none for this platform',
};

/** Why an image cannot be pulled, where the kubelet says it: back-off alone says only that it was tried. */
function withPullProblem(problem: PodProblem): PodProblem {
  const why =
    problem.class === 'image-pull' && problem.message
      ? imagePullProblem(problem.message)
      : undefined;
  return why ? { ...problem, headline: PULL_HEADLINES[why.kind] } : problem;
}

/** Which container it is, where that is not plain. */
function withContainer(
  problem: PodProblem,
  name: string,
  field: string,
  containers: number,
): PodProblem {
  if (field === 'initContainerStatuses') {
    return {
      ...problem,
      headline: `init container ${name}: ${problem.headline}`,
    };
  }
  return containers > 1
    ? { ...problem, headline: `${problem.headline}: ${name}` }
    : problem;
}

function containerProblem(
  pod: Pod,
  status: ContainerStatus,
  field: string,
): PodProblem | undefined {
  const { waiting, terminated } = status.state ?? {};
  const last = status.lastState?.terminated;
  const known = WAITING[waiting?.reason ?? ''];
  if (known) {
    const outOfMemory =
      waiting?.reason === 'CrashLoopBackOff' && last?.reason === 'OOMKilled';
    return {
      ...(outOfMemory ? OUT_OF_MEMORY : known),
      reason: waiting!.reason!,
      message: words(waiting?.message, last),
      since: failingSince(pod, status),
      pod,
      field: `${field}.state.waiting`,
    };
  }
  const crashed =
    terminated && terminated.exitCode !== 0 && (status.restartCount ?? 0) > 0;
  if (!crashed) {
    return undefined;
  }
  return {
    ...(terminated.reason === 'OOMKilled'
      ? OUT_OF_MEMORY
      : WAITING.CrashLoopBackOff),
    reason: terminated.reason ?? 'Error',
    message: words(terminated.message, terminated),
    since: failingSince(pod, status),
    pod,
    field: `${field}.state.terminated`,
  };
}

function words(
  message: string | undefined,
  last: { exitCode?: number; reason?: string; message?: string } | undefined,
): string | undefined {
  const exit =
    last?.exitCode === undefined
      ? undefined
      : `last exit code ${last.exitCode}${
          last.reason ? ` (${last.reason})` : ''
        }`;
  const text = [
    message,
    exit,
    last?.message !== message ? last?.message : undefined,
  ]
    .filter(Boolean)
    .join('; ');
  return text ? redact(text) : undefined;
}

/** A problem as evidence; the pod stands in the namespace and cluster of its workload. */
export function problemFacts(
  problem: PodProblem,
  workload: ObjectRef,
  observedAt: string,
): Evidence[] {
  return [
    {
      object: {
        cluster: workload.cluster,
        group: '',
        kind: 'Pod',
        namespace: problem.pod.metadata.namespace ?? workload.namespace,
        name: problem.pod.metadata.name,
      },
      field: problem.field,
      value: problem.message
        ? `${problem.reason}: ${problem.message}`
        : problem.reason,
      observedAt,
    },
  ];
}

/** Runs in all its containers, and is not ready: its readiness probe, or a gate, says no. */
export function isRunningUnready(pod: Pod): boolean {
  const statuses = list(pod.status?.containerStatuses);
  return (
    pod.metadata.deletionTimestamp === undefined &&
    pod.status?.phase === 'Running' &&
    statuses.length > 0 &&
    statuses.every(({ state }) => state?.running !== undefined) &&
    !isPodReady(pod)
  );
}

export function isPodReady(pod: Pod): boolean {
  return list(pod.status?.conditions).some(
    ({ type, status }) => type === 'Ready' && status === 'True',
  );
}
