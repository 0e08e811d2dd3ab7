import { either, kind, reason, rule, type Rule } from './Rule';

/** What kubelet, scheduler and the workload controllers say of pods; the cause before what it leads to. */
export const pods: readonly Rule[] = [
  rule(
    'progressing',
    reason('Pulling', 'Pulled', 'WaitForFirstConsumer', 'Scheduled'),
  ),
  rule(
    'progressing',
    /^(?:Pulling image|Container image .{1,512} already present|AttachVolume\.\w{1,32} succeeded|Successfully (?:pulled|assigned)|Scaled (?:up|down) replica set|Created (?:pod|container|new replica set)|Started container)|waiting for (?:a volume|first consumer)|^ReplicaSet "[^"]{1,253}" is progressing/i,
  ),
  rule(
    'image-pull',
    reason(
      'ErrImagePull',
      'ImagePullBackOff',
      'InvalidImageName',
      'ErrImageNeverPull',
      'RegistryUnavailable',
      'ImageInspectError',
      'SignatureValidationFailed',
    ),
  ),
  rule(
    'image-pull',
    /(?:failed|unable) to (?:pull|fetch|inspect|resolve) (?:and unpack )?image|back-?off pulling image|pull access denied|\bErrImage|ImagePullBackOff|InvalidImageName|couldn't parse image name|pull policy of Never|failed to resolve reference|error pulling image|image pull secrets?|default image tag/i,
  ),
  // What a probe ran may fail in any words.
  rule(
    'unready',
    /\b(?:readiness|liveness|startup) probe (?:failed|errored|warning)|create pod sandbox/i,
  ),
  rule('config-error', /error looking up service account/i),
  rule(
    'unready',
    /unable to (?:attach or )?mount volumes|AttachVolume|Multi-Attach/i,
  ),
  rule(
    'config-error',
    /\b(?:configmaps|secrets) "[^"]{1,253}" not found/i,
    facts => facts.role === 'workload',
  ),
  rule(
    'out-of-memory',
    either(
      reason('OOMKilled', 'OOMKilling', 'SystemOOM'),
      /\bOOM-?Kill(?:ed|ing)?\b|\bSystem OOM\b|out of memory|low on resource: memory|exceed\w{0,3} its memory limit|MemoryPressure/i,
    ),
  ),
  rule(
    'job-failed',
    reason(
      'BackoffLimitExceeded',
      'PodFailurePolicy',
      'MaxFailedIndexesExceeded',
      'FailedIndexes',
      'FailedNeedsStart',
      'MissSchedule',
    ),
  ),
  rule(
    'job-failed',
    /specified backoff limit|longer than (?:the )?specified deadline|active on the node longer than|missed start times|matching FailJob rule|max(?:imum)? (?:number of )?failed indexes|has failed indexes|missed scheduled time|BackoffLimitExceeded/i,
  ),
];

export const containers: readonly Rule[] = [
  rule(
    'config-error',
    reason(
      'CreateContainerConfigError',
      'CreateContainerError',
      'RunContainerError',
      'StartError',
      'ContainerCannotRun',
    ),
  ),
  rule(
    'config-error',
    /\b(?:configmap|secret) "[^"]{1,253}" not found|couldn't find key|references non-existent|object "[^"]{1,253}"\/"[^"]{1,253}" not registered|failed to generate (?:container|spec)|has runAsNonRoot|executable file not found|OCI runtime|unable to start container process|failed to create (?:containerd task|shim)|serviceaccounts? "[^"]{1,253}" not found|failed to prepare subPath|CreateContainer(?:Config)?Error|RunContainerError|no command specified/i,
  ),
  rule(
    'unready',
    /(?:Mount|Map)Volume|MountDevice|\bmount failed|provision volume|create volume|unmount/i,
  ),
  rule(
    'unschedulable',
    /nodes? (?:are|is) available|no nodes available|untolerated taint|didn't match pod|topology spread constraint|trigger scale-up|unbound immediate|persistentvolumeclaim "[^"]{1,253}" not found|storageclass\S{0,64} "[^"]{1,253}" not found|no persistent volumes available|too many pods|predicate .{1,128}failed|node didn't have enough resource|insufficient (?:cpu|memory|ephemeral-storage|pods)|scheduling gates|failed to schedule|nodeinfo not found|incompatible with (?:nodepool|provisioner)|incompatible requirements|\bno nodepools?\b|limits for nodepool|not tolerate taint|instance type|devices unavailable|topology locality|not supported on fargate|not being scheduled|insufficient (?:\w{1,20} )?capacity|InsufficientInstanceCapacity|running PreBind|VolumeBinding/i,
  ),
  rule(
    'unschedulable',
    reason(
      'Unschedulable',
      'SchedulingGated',
      'FailedScheduling',
      'OutOfcpu',
      'OutOfmemory',
      'OutOfpods',
      'NodeAffinity',
      'UnexpectedAdmissionError',
      'TopologyAffinityError',
    ),
  ),
  rule(
    'crash-loop',
    reason('CrashLoopBackOff', 'PostStartHookError', 'PreStopHookError'),
  ),
  rule(
    'crash-loop',
    /back-?off .{0,64}restarting failed|CrashLoopBackOff|failed liveness probe|(?:PostStart|PreStop|Lifecycle) ?Hook|exit(?:ed)?(?: with)?(?: code| status)?[ :=(]{1,3}[1-9]\d{0,2}\b|Container failed with|probe, will be restarted/i,
  ),
  rule(
    'job-failed',
    facts =>
      facts.kind === 'Job' &&
      facts.condition === 'Failed' &&
      facts.status === 'True',
  ),
  rule('job-failed', facts => facts.kind === 'Job', reason('DeadlineExceeded')),
  rule('crash-loop', reason('Error'), facts => facts.role === 'workload'),
];

const SAYS_READY =
  /^(?:Ready|Available|Healthy|Initialized|ContainersReady|ContainerHealthy|ResourcesAvailable|ConfigurationsReady)$/;

export const readiness: readonly Rule[] = [
  rule(
    'unready',
    reason(
      'MinimumReplicasUnavailable',
      'ContainersNotReady',
      'ContainersNotInitialized',
      'ReadinessGatesNotReady',
      'Evicted',
      'NodeLost',
      'NodeShutdown',
      'ContainerStatusUnknown',
      'RevisionMissing',
      'RevisionFailed',
      'DeadlineExceeded',
      'FailedMount',
      'FailedAttachVolume',
      'PreemptionByScheduler',
      'EvictionByEvictionAPI',
      'DeletionByTaintManager',
      'TerminationByKubelet',
      'InsufficientPods',
    ),
  ),
  rule(
    'unready',
    /(?:readiness|liveness|startup) probe|unready status|incomplete status|not have minimum availability|readiness gate|Multi-Attach|AttachVolume|MountVolume|unable to (?:attach or )?mount volumes|pod sandbox|low on resource|evict|disruption budget|preempted|node .{0,253}(?:not ready|is shutting down|lost)|could not be located when the pod|node shutdown|does not have any ready Revision|storage usage exceeds|local ephemeral storage|EmptyDir volume|node had condition|recreating failed|is not healthy|killing pod|grace period|error determining status|network is not ready|deleting pod|NodeStatusUnknown|stopped posting|marking for deletion|failed daemon pod/i,
  ),
];

/** kubelet begins so what keeps a container from being started. */
export const containerFallbacks: readonly Rule[] = [
  rule(
    'config-error',
    kind('Pod'),
    facts => facts.condition === 'Event',
    /(?:^|: )Error: /,
  ),
];

/** A workload that says no more than that it is not ready. */
export const readinessFallbacks: readonly Rule[] = [
  rule(
    'unready',
    facts => facts.status === 'False' && SAYS_READY.test(facts.condition),
    facts => facts.role === 'workload' || facts.kind === 'Rollout',
  ),
];

/** Deadlines of a rollout; the workload kinds share them. */
export const deadlines: readonly Rule[] = [
  rule(
    'health-check-failed',
    either(
      reason('ProgressDeadlineExceeded'),
      /has timed out progressing|progress deadline exceeded|initial scale was never achieved/i,
    ),
  ),
  rule(
    'health-check-failed',
    facts => facts.kind === 'Pod' && facts.reason === 'Unschedulable',
  ),
];
