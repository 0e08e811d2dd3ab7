import type { Random } from '../clock/Random';
import {
  ownerReferenceTo,
  refOf,
  type Fields,
  type KubeResource,
} from '../store/KubeResource';
import type { Refusal } from '../admission/Refusal';
import type { ControllerContext } from '../flux/FluxContext';
import { readDuration } from '../flux/goDuration';
import {
  containerStatus,
  fateOf,
  initDone,
  neverStarts,
  repositoryOf,
  waitsForInit,
  type Fate,
} from './containerStatus';
import { NODES, placementOf } from './scheduling';

interface PodOptions {
  name?: string;
  labels?: Record<string, string>;
}

/** Creates a pod that is not started, and scheduled where a node takes it. */
export function createPod(
  context: ControllerContext,
  owner: KubeResource,
  template: Fields,
  options: PodOptions = {},
): KubeResource {
  const { store, clock, random } = context;
  const now = clock.timestamp();
  const pod = podOf(random, owner, template, options);
  const placement = placementOf(template.spec);
  const isScheduled = placement.type === 'scheduled';
  const node = random.between(0, 1) < 0.5 ? NODES[0] : NODES[1];
  return store.create({
    ...pod,
    spec: { ...pod.spec, ...(isScheduled ? { nodeName: node.name } : {}) },
    status: {
      phase: 'Pending',
      conditions: [
        {
          type: 'PodScheduled',
          status: isScheduled ? 'True' : 'False',
          lastProbeTime: null,
          lastTransitionTime: now,
          ...(isScheduled
            ? {}
            : { reason: 'Unschedulable', message: placement.message }),
        },
      ],
      ...(isScheduled ? { startTime: now } : {}),
    },
  });
}

/** What the API server says to one more pod of an owner. */
export function podRefusal(
  { admission, random }: ControllerContext,
  owner: KubeResource,
  template: Fields,
): Refusal | undefined {
  const pod = podOf(random, owner, template, { name: '' });
  return admission.toWrite(pod);
}

function podOf(
  random: Random,
  owner: KubeResource,
  template: Fields,
  options: PodOptions,
): KubeResource {
  return {
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
    spec: { ...template.spec },
  };
}

/** How long the kubelet takes to start a pod's containers. */
export function startDelay(pod: KubeResource): number {
  return (
    500 +
    (readDuration(pod.metadata.annotations?.['simulator/ready-after']) ?? 0)
  );
}

/** True where a kubelet has a pod and has not yet told of its containers. */
export const awaitsStart = ({ spec, status }: KubeResource): boolean =>
  spec?.nodeName !== undefined && !status?.containerStatuses;

/** Reports the containers as the kubelet would, by the fate of their images. A pod without a node stays as it is. */
export function startPod(context: ControllerContext, pod: KubeResource): void {
  const { store, clock, random, world } = context;
  if (!pod.spec?.nodeName) {
    return;
  }
  const now = clock.timestamp();
  const refusalOf = (image: string) => world.refusals.get(repositoryOf(image));
  const fate = (container: Fields): Fate =>
    refusalOf(container.image) ? 'refused' : fateOf(container.image);
  const tell = (of: KubeResource, container: Fields) =>
    containerStatus(of, container, {
      fate: fate(container),
      now,
      refusal: refusalOf(container.image),
    });
  store.modify(refOf(pod), draft => {
    const containers: Fields[] = draft.spec?.containers ?? [];
    const inits: Fields[] = draft.spec?.initContainers ?? [];
    const stuck = inits.findIndex(init => fate(init) !== 'ready');
    const fates = containers.map(fate);
    const ip = podIp(random);
    draft.status = {
      phase: stuck >= 0 || fates.some(neverStarts) ? 'Pending' : 'Running',
      conditions: podConditions(now, {
        initialized: stuck < 0,
        ready: stuck < 0 && fates.every(one => one === 'ready'),
        names: containers.map(({ name }) => name),
        initNames: inits.map(({ name }) => name),
      }),
      hostIP: '192.168.10.11',
      podIP: ip,
      podIPs: [{ ip }],
      startTime: draft.status?.startTime ?? now,
      qosClass: 'BestEffort',
      ...(inits.length > 0
        ? {
            initContainerStatuses: inits.map((init, index) => {
              if (index === stuck) return tell(draft, init);
              return stuck >= 0 && index > stuck
                ? waitsForInit(init)
                : initDone(init, now);
            }),
          }
        : {}),
      containerStatuses: containers.map(container =>
        stuck >= 0 ? waitsForInit(container) : tell(draft, container),
      ),
    };
  });
}

interface PodState {
  initialized: boolean;
  ready: boolean;
  names: string[];
  initNames: string[];
}

export function podConditions(now: string, state: PodState): Fields[] {
  const condition = (
    type: string,
    holds: boolean,
    reason: string,
    message: string,
  ) => ({
    type,
    status: holds ? 'True' : 'False',
    lastProbeTime: null,
    lastTransitionTime: now,
    ...(holds ? {} : { reason, message }),
  });
  const unready = `containers with unready status: [${state.names.join(' ')}]`;
  return [
    condition('PodScheduled', true, '', ''),
    condition(
      'Initialized',
      state.initialized,
      'ContainersNotInitialized',
      `containers with incomplete status: [${state.initNames.join(' ')}]`,
    ),
    condition('Ready', state.ready, 'ContainersNotReady', unready),
    condition('ContainersReady', state.ready, 'ContainersNotReady', unready),
  ];
}

function podIp(random: Random) {
  return `10.244.${random.integer(0, 4)}.${random.integer(2, 250)}`;
}

export const isReady = (pod: KubeResource): boolean =>
  (pod.status?.conditions ?? []).some(
    (condition: Fields) =>
      condition.type === 'Ready' && condition.status === 'True',
  );

/** The objects of a kind that an owner has made. */
export const ownedBy = (
  { store }: ControllerContext,
  { metadata }: KubeResource,
  group: string,
  kind: string,
): KubeResource[] =>
  store
    .list(group, kind, metadata.namespace)
    .filter(({ metadata: { ownerReferences = [] } }) =>
      ownerReferences.some(({ uid }) => uid === metadata.uid),
    );

export const podsOf = (
  context: ControllerContext,
  owner: KubeResource,
): KubeResource[] => ownedBy(context, owner, '', 'Pod');

export const matchesLabels = (
  wanted: Record<string, string>,
  labels: Record<string, string> = {},
): boolean =>
  Object.entries(wanted).every(([key, value]) => labels[key] === value);
