import { either, kind, reason, rule, type Rule } from './Rule';

/** Reasons that tell of work, also of work that just failed. */
const MOVING = [
  'Progressing',
  'Initializing',
  'Waiting',
  'Promoting',
  'Finalising',
  'Pending',
];

/** Conditions whose `True` is the good news. */
const WANTED = new Set([
  'Ready',
  'Healthy',
  'Released',
  'TestSuccess',
  'SourceVerified',
  'ArtifactInStorage',
  'Available',
  'Accepted',
  'Programmed',
  'ResolvedRefs',
  'Admitted',
  'Valid',
  'Complete',
  'SuccessCriteriaMet',
  'PodScheduled',
  'Initialized',
  'ContainersReady',
  'ContainerHealthy',
  'ResourcesAvailable',
  'ConfigurationsReady',
  'RoutesReady',
]);

/** What is no failure, or one that nothing but a change of the configuration ends. */
export const states: readonly Rule[] = [
  // Tidings of success quote commit messages and versions, in which anything may stand.
  rule(
    'unknown',
    /^(?:stored artifact|stored fetched|artifact up-to-date|pushed commit|committed and pushed|Applied revision|Reconciliation finished|successful scan|Latest image tag|pulled '|packaged '|Health check passed|Helm (?:install|upgrade|test|uninstall) succeeded)/,
  ),
  rule(
    'suspended',
    either(
      reason(
        'ReconciliationDisabled',
        'DeploymentPaused',
        'JobSuspended',
        'Suspended',
      ),
      /\b(?:reconciliation|object|source|rollout|job) (?:is |was )?(?:suspended|disabled)\b/i,
    ),
  ),
  rule(
    'progressing',
    reason(
      'ProgressingWithRetry',
      'HealthCheckCanceled',
      'RetryAfterInterval',
      'SkippedDueToSchedule',
      'AwaitingTests',
      'WaitingPromotion',
      'RolloutPaused',
      'ReplicaSetUpdated',
      'NewReplicaSetCreated',
      'FoundNewReplicaSet',
      'DeploymentResumed',
      'ContainerCreating',
      'PodInitializing',
      'NewRevision',
      'NewChart',
      'IncludeChange',
      'CanaryPauseStep',
      'BlueGreenPause',
      'Deploying',
      'ResolvingDigests',
    ),
  ),
  // With the same reason Flux tells that it could not take the lock away, and why.
  rule(
    'progressing',
    reason('PendingRelease'),
    facts => !/(?:^|: |\s)Unlock of Helm release /.test(facts.said),
  ),
  rule(
    'progressing',
    reason(...MOVING),
    // Without a status it may come from an event, and with False it may carry a failure: then the text decides.
    facts => facts.status === 'Unknown' || facts.status === 'True',
  ),
  rule(
    'unknown',
    facts => facts.status === 'True' && WANTED.has(facts.condition),
    facts => !/(?:Failed|Error)$/.test(facts.reason),
  ),
  rule(
    'progressing',
    kind('HelmRelease'),
    reason('UninstallSucceeded'),
    facts => facts.condition === 'Ready',
    /^(?!.{0,64}uninstall remediation)/,
  ),
  rule(
    'progressing',
    /^(?:Reconciliation in progress|New reconciliation triggered by|Fulfilling prerequisites|Running '\w{1,20}' action|(?:Fetching|Building) manifests for|Detecting drift for|Running health checks for|building artifact: new|Unlocked Helm release|(?:will retry|retrying) after )|is awaiting tests$|latest generation of object has not been reconciled/i,
  ),
  rule(
    'helm-retries-exhausted',
    either(
      reason('RetriesExceeded', 'MissingRollbackTarget'),
      /(?:^|: )Failed to (?:install|upgrade|rollback|uninstall) after \d{1,6} attempt|retries exhausted|missing target release for rollback/i,
    ),
  ),
  rule(
    'stalled',
    reason(
      'AccessDenied',
      'InvalidCELExpression',
      'FeatureGateDisabled',
      'ValidationFailed',
      'URLInvalid',
      'ImageURLInvalid',
      'InvalidPolicy',
      'InvalidSTSConfiguration',
      'InvalidPolicySelector',
      'InvalidUpdateStrategy',
      'InvalidSourceConfiguration',
      'RemovedTemplateField',
      'IntervalNotConfigured',
      'InvalidSchedule',
      'InvalidDefaultValues',
      'InvalidSpec',
      'InvalidExportedInputs',
      'UnsupportedSourceKind',
    ),
    // Mesh and ingress controllers have reasons of the same names for what they do not accept.
    facts => facts.role !== 'traffic' || facts.kind === 'Rollout',
  ),
  rule(
    'stalled',
    /cross-namespace references (?:are not allowed|have been blocked)|feature gate is disabled|please enable the .{1,120} feature gate|failed terminally|terminal error: |URL validation failed|should not include a tag|STS provider '[^']{1,128}' is not supported|failed to construct Helm client|duplicate source alias|\binvalid policy: |failed to parse policy selector|unparseable schedule|\bThe Rollout "[^"]{1,253}" is invalid/i,
  ),
  rule(
    'drift-detected',
    either(
      facts => facts.condition === 'Drifted' && facts.status === 'True',
      reason('DriftDetected'),
      /has drifted from the desired state|correct cluster state of release/i,
    ),
  ),
];

/** Last resorts: what the condition itself says, where no text was understood. */
export const stateFallbacks: readonly Rule[] = [
  rule(
    'stalled',
    facts => facts.condition === 'Stalled' && facts.status === 'True',
  ),
  rule(
    'progressing',
    either(
      reason(...MOVING),
      facts => facts.condition === 'Reconciling' && facts.status === 'True',
      // A condition that its controller has not decided yet.
      facts => facts.condition !== 'Event' && facts.status === 'Unknown',
    ),
  ),
];
