import { sha256, type Random } from '../clock/Random';
import {
  ownerReferenceTo,
  refOf,
  type Fields,
  type KubeResource,
} from '../store/KubeResource';
import type { ControllerContext } from '../flux/FluxContext';
import { readDuration } from '../flux/goDuration';

export type Fate = 'ready' | 'missing' | 'crash' | 'oom' | 'config' | 'unready';

/** The tag of an image says how its container fares: `1.4.0-crash` crash-loops, and so on; any other runs and is ready. */
export function fateOf(image: string): Fate {
  return (
    (/-(missing|crash|oom|config|unready)(@.*)?$/.exec(image)?.[1] as Fate) ??
    'ready'
  );
}

/** The digest that an image runs as: that of its name, else one that the tag always gives. */
export function imageId(image: string): string {
  const repository = image.replace(/@.*$/, '').replace(/:[^/:]*$/, '');
  return `${repository}@${
    /@(sha256:[0-9a-f]{64})$/.exec(image)?.[1] ?? `sha256:${sha256(image)}`
  }`;
}

/** Creates a pod that is scheduled and not started. */
export function createPod(
  context: ControllerContext,
  owner: KubeResource,
  template: Fields,
  options: { name?: string; labels?: Record<string, string> } = {},
): KubeResource {
  const { store, clock, random } = context;
  const now = clock.timestamp();
  return store.create({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: options.name ?? `${owner.metadata.name}-${random.suffix()}`,
      generateName: `${owner.metadata.name}-`,
      namespace: owner.metadata.namespace,
      labels: { ...template.metadata?.labels, ...options.labels },
      ...(template.metadata?.annotations
        ? { annotations: template.metadata.annotations }
        : {}),
      ownerReferences: [ownerReferenceTo(owner)],
    },
    spec: {
      ...template.spec,
      nodeName: random.between(0, 1) < 0.5 ? 'node-a' : 'node-b',
    },
    status: {
      phase: 'Pending',
      conditions: [
        {
          type: 'PodScheduled',
          status: 'True',
          lastProbeTime: null,
          lastTransitionTime: now,
        },
      ],
      startTime: now,
    },
  });
}

/** How long the kubelet takes to start a pod's containers. */
export function startDelay(pod: KubeResource): number {
  return (
    500 +
    (readDuration(pod.metadata.annotations?.['simulator/ready-after']) ?? 0)
  );
}

/** Reports the containers as the kubelet would, by the fate of their images. */
export function startPod(context: ControllerContext, pod: KubeResource): void {
  const { store, clock, random } = context;
  const now = clock.timestamp();
  store.modify(refOf(pod), draft => {
    const containers: Fields[] = draft.spec?.containers ?? [];
    const fates = containers.map(container => fateOf(container.image));
    const waiting = fates.some(fate => fate === 'missing' || fate === 'config');
    const failing = fates.some(fate => fate !== 'ready');
    const ip = podIp(random);
    const condition = (type: string) => ({
      type,
      status:
        failing && type !== 'PodScheduled' && type !== 'Initialized'
          ? 'False'
          : 'True',
      lastProbeTime: null,
      lastTransitionTime: now,
      ...(failing && type.endsWith('Ready')
        ? {
            reason: 'ContainersNotReady',
            message: `containers with unready status: [${containers
              .map(c => c.name)
              .join(' ')}]`,
          }
        : {}),
    });
    draft.status = {
      phase: waiting ? 'Pending' : 'Running',
      conditions: [
        'PodScheduled',
        'Initialized',
        'Ready',
        'ContainersReady',
      ].map(condition),
      hostIP: '192.168.10.11',
      podIP: ip,
      podIPs: [{ ip }],
      startTime: draft.status?.startTime ?? now,
      qosClass: 'BestEffort',
      containerStatuses: containers.map((container, index) =>
        containerStatus(draft, container, fates[index], now),
      ),
    };
  });
}

function podIp(random: Random) {
  return `10.244.${random.integer(0, 4)}.${random.integer(2, 250)}`;
}

function containerStatus(
  pod: KubeResource,
  container: Fields,
  fate: Fate,
  now: string,
): Fields {
  const { name, image } = container;
  const common = {
    name,
    image,
    imageID: fate === 'missing' || fate === 'config' ? '' : imageId(image),
  };
  const backOff = (delay: string) =>
    `back-off ${delay} restarting failed container=${name} pod=${pod.metadata.name}_${pod.metadata.namespace}(${pod.metadata.uid})`;
  const loop = (
    exitCode: number,
    reason: string,
    restartCount: number,
    delay: string,
  ) => ({
    ...common,
    ready: false,
    started: false,
    restartCount,
    state: { waiting: { reason: 'CrashLoopBackOff', message: backOff(delay) } },
    lastState: {
      terminated: { exitCode, reason, startedAt: now, finishedAt: now },
    },
  });
  const wait = (reason: string, message: string) => ({
    ...common,
    ready: false,
    started: false,
    restartCount: 0,
    state: { waiting: { reason, message } },
    lastState: {},
  });
  switch (fate) {
    case 'missing':
      return wait(
        'ImagePullBackOff',
        `Back-off pulling image "${image}": ErrImagePull: rpc error: code = NotFound desc = failed to pull and unpack image "${image}": failed to resolve reference "${image}": ${image}: not found`,
      );
    case 'config':
      return wait(
        'CreateContainerConfigError',
        `configmap "${name}-config" not found`,
      );
    case 'crash':
      return loop(1, 'Error', 5, '2m40s');
    case 'oom':
      return loop(137, 'OOMKilled', 3, '40s');
    default:
      return {
        ...common,
        ready: fate === 'ready',
        started: true,
        restartCount: 0,
        state: { running: { startedAt: now } },
        lastState: {},
      };
  }
}

export const isReady = (pod: KubeResource): boolean =>
  (pod.status?.conditions ?? []).some(
    (condition: Fields) =>
      condition.type === 'Ready' && condition.status === 'True',
  );

export const podsOf = (
  context: ControllerContext,
  owner: KubeResource,
): KubeResource[] =>
  context.store
    .list('', 'Pod', owner.metadata.namespace)
    .filter(pod =>
      pod.metadata.ownerReferences?.some(
        reference => reference.uid === owner.metadata.uid,
      ),
    );

export const matchesLabels = (
  wanted: Record<string, string>,
  labels: Record<string, string> = {},
): boolean =>
  Object.entries(wanted).every(([key, value]) => labels[key] === value);
