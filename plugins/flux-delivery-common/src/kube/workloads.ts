import type { Condition, KubeObject } from './KubeObject';

/** @public */
export interface LabelSelector {
  matchLabels?: Record<string, string>;
  matchExpressions?: { key: string; operator: string; values?: string[] }[];
}

/** @public */
export interface Container {
  name: string;
  image?: string;
  ports?: { name?: string; containerPort?: number }[];
}

/** @public */
export interface PodTemplate {
  metadata?: {
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
  };
  spec?: {
    containers?: Container[];
    initContainers?: Container[];
    hostNetwork?: boolean;
  };
}

/**
 * Spec of Deployment, StatefulSet, DaemonSet and Argo Rollout: the union of the fields that rules read.
 *
 * @public
 */
export interface WorkloadSpec {
  replicas?: number;
  paused?: boolean;
  selector?: LabelSelector;
  template?: PodTemplate;
  minReadySeconds?: number;
  progressDeadlineSeconds?: number;
  revisionHistoryLimit?: number;
  /** Deployment and Argo Rollout. */
  strategy?: {
    type?: string;
    rollingUpdate?: {
      maxSurge?: number | string;
      maxUnavailable?: number | string;
    };
    canary?: {
      steps?: unknown[];
      stableService?: string;
      canaryService?: string;
    };
    blueGreen?: {
      activeService?: string;
      previewService?: string;
      autoPromotionEnabled?: boolean;
      /** How long the new pods wait for it to be let through, where nobody does so before. */
      autoPromotionSeconds?: number;
    };
  };
  /** StatefulSet: `OrderedReady`, or `Parallel`. */
  podManagementPolicy?: string;
  /** StatefulSet and DaemonSet. */
  updateStrategy?: {
    type?: string;
    rollingUpdate?: {
      partition?: number;
      maxUnavailable?: number | string;
      maxSurge?: number | string;
    };
  };
  serviceName?: string;
  /** StatefulSet: the ordinal of its first pod, 0 where nothing is said. */
  ordinals?: { start?: number };
  /** Argo Rollout. */
  workloadRef?: { apiVersion?: string; kind?: string; name?: string };
}

/** @public */
export interface WorkloadStatus {
  observedGeneration?: number | string;
  conditions?: Condition[];
  replicas?: number;
  readyReplicas?: number;
  availableReplicas?: number;
  updatedReplicas?: number;
  unavailableReplicas?: number;
  currentReplicas?: number;
  currentRevision?: string;
  updateRevision?: string;
  desiredNumberScheduled?: number;
  currentNumberScheduled?: number;
  numberReady?: number;
  numberAvailable?: number;
  numberUnavailable?: number;
  updatedNumberScheduled?: number;
  numberMisscheduled?: number;
  /** Argo Rollout. */
  phase?: string;
  message?: string;
  abort?: boolean;
  stableRS?: string;
  currentPodHash?: string;
  currentStepIndex?: number;
  pauseConditions?: { reason?: string; startTime?: string }[];
}

/** @public */
export type Workload = KubeObject<WorkloadSpec, WorkloadStatus>;

/** @public */
export interface JobSpec {
  parallelism?: number;
  completions?: number;
  backoffLimit?: number;
  activeDeadlineSeconds?: number;
  suspend?: boolean;
  /** The controller that runs the Job, where that is not the one of Kubernetes: `kueue.x-k8s.io/multikueue`. */
  managedBy?: string;
  selector?: LabelSelector;
  template?: PodTemplate;
}

/** @public */
export interface JobStatus {
  active?: number;
  succeeded?: number;
  failed?: number;
  ready?: number;
  startTime?: string;
  completionTime?: string;
  conditions?: Condition[];
}

/** @public */
export type Job = KubeObject<JobSpec, JobStatus>;

/** @public */
export interface CronJobSpec {
  schedule?: string;
  timeZone?: string;
  suspend?: boolean;
  jobTemplate?: { spec?: JobSpec };
}

/** @public */
export interface CronJobStatus {
  active?: { name?: string; namespace?: string }[];
  lastScheduleTime?: string;
  lastSuccessfulTime?: string;
}

/** @public */
export type CronJob = KubeObject<CronJobSpec, CronJobStatus>;

/**
 * What is kept of a pod, from a list on demand.
 *
 * @public
 */
export interface PodSpec {
  nodeName?: string;
  containers?: Container[];
  initContainers?: Container[];
}

/** @public */
export interface ContainerState {
  waiting?: { reason?: string; message?: string };
  running?: { startedAt?: string };
  terminated?: {
    exitCode?: number;
    reason?: string;
    message?: string;
    signal?: number;
    startedAt?: string;
    finishedAt?: string;
  };
}

/** @public */
export interface ContainerStatus {
  name: string;
  image?: string;
  /** What the kubelet runs, mostly `repository@sha256:…`; empty until the image was pulled. */
  imageID?: string;
  ready?: boolean;
  restartCount?: number;
  state?: ContainerState;
  lastState?: ContainerState;
}

/** @public */
export interface PodStatus {
  phase?: string;
  reason?: string;
  message?: string;
  startTime?: string;
  conditions?: Condition[];
  containerStatuses?: ContainerStatus[];
  initContainerStatuses?: ContainerStatus[];
}

/** @public */
export type Pod = KubeObject<PodSpec, PodStatus>;

/** @public */
export type ReplicaSet = KubeObject<
  { replicas?: number; template?: PodTemplate },
  {
    replicas?: number;
    readyReplicas?: number;
    availableReplicas?: number;
    observedGeneration?: number;
    conditions?: Condition[];
  }
>;

/**
 * An event about a workload, its ReplicaSets or its pods; several of the same are one.
 *
 * @public
 */
export interface PodEvent {
  /** What it is about. */
  kind: string;
  name: string;
  reason: string;
  message: string;
  count: number;
  /** RFC 3339. */
  firstAt?: string;
  /** RFC 3339. */
  lastAt?: string;
}

/**
 * Pods and ReplicaSets of one workload as listed at one instant. They are not watched: the sample is taken again whenever the
 * workload's rollout or its endpoints change, and of a workload that is not watched itself again and again.
 *
 * @public
 */
export interface PodSample {
  /** RFC 3339. */
  observedAt: string;
  pods: Pod[];
  replicaSets: ReplicaSet[];
  /** The object itself, where its kind is not watched; absent where it is not there. */
  self?: KubeObject;
  /** True where more pods matched than are kept. */
  truncated: boolean;
  /** Warnings, the newest first; only where pods do not come up and do not say why. */
  events?: PodEvent[];
  /** Pulls of images by pods that were warned about: they have got over what comes before that, volumes and network. */
  progress?: PodEvent[];
  /** In words, where events were asked for and could not be read, or not all: what they do not say is then unknown, not absent. */
  eventsError?: string;
  /** In words, where the list failed: the pods are then unknown, not absent. */
  error?: string;
}

/** @public */
export type Service = KubeObject<
  {
    type?: string;
    selector?: Record<string, string>;
    clusterIP?: string;
    externalName?: string;
    publishNotReadyAddresses?: boolean;
    ports?: {
      name?: string;
      port?: number;
      targetPort?: number | string;
      protocol?: string;
    }[];
  },
  unknown
>;

/** @public */
export interface Endpoint {
  addresses?: string[];
  conditions?: { ready?: boolean; serving?: boolean; terminating?: boolean };
  targetRef?: {
    kind?: string;
    name?: string;
    namespace?: string;
    uid?: string;
  };
}

/** @public */
export interface EndpointSlice extends KubeObject {
  addressType?: string;
  endpoints?: Endpoint[];
  ports?: { name?: string; port?: number; protocol?: string }[];
}
