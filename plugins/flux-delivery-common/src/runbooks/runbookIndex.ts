import type { FailureClassName } from '../classes/FailureClass';

/**
 * A symptom as people meet it, and the classes whose runbooks lead on.
 *
 * @public
 */
export interface SymptomEntry {
  id: string;
  symptom: string;
  cause: string;
  mitigation: string;
  /** What tells of it here. */
  signal: string;
  classes: readonly FailureClassName[];
}

/**
 * Runbooks by symptom, for people who do not know the class.
 *
 * @public
 */
export const runbookIndex: readonly SymptomEntry[] = [
  {
    id: 'git-unreachable',
    symptom: 'Git cannot be reached: nothing new arrives anywhere',
    cause:
      'The Git server is down, or DNS, proxy, TLS or an egress policy stands in the way.',
    mitigation:
      'What was fetched before stays in use. Restore the way to the server; change nothing in the clusters by hand.',
    signal: 'Sources of one host diverge together with class source-network.',
    classes: ['source-network'],
  },
  {
    id: 'rbac-denied',
    symptom: 'Forbidden: the applying account lacks a permission',
    cause:
      'The service account of the applier has no role for the kind, the verb or the namespace.',
    mitigation:
      'Extend the Role in Git, or apply with the account of the tenant.',
    signal:
      'Reconcile diverges with class apply-rbac; the message names account, verb and kind.',
    classes: ['apply-rbac'],
  },
  {
    id: 'image-mismatch',
    symptom: 'The wrong image or version runs, or its image does not exist',
    cause:
      'A tag was moved or never pushed, a pin was not changed, or old pods still serve.',
    mitigation:
      'Compare declared tag, running digest and released digest; pin by digest.',
    signal:
      'Declared and running images differ in the path; notes tell of floating versions.',
    classes: [
      'image-pull',
      'tag-moved',
      'old-version-serving',
      'promotion-not-arrived',
      'changed-out-of-band',
    ],
  },
  {
    id: 'manifest-apply-error',
    symptom:
      'Manifests are refused: invalid field, policy, immutable field, missing kind',
    cause: 'The API server, a policy or a webhook does not take the content.',
    mitigation: 'Try it with a server-side dry run, mend the manifest in Git.',
    signal: 'Reconcile diverges with a class that begins with apply.',
    classes: [
      'apply-admission',
      'apply-immutable-field',
      'apply-crd-missing',
      'apply-namespace-missing',
      'apply-quota',
      'apply-conflict',
    ],
  },
  {
    id: 'drift-loop',
    symptom: 'Something is changed back again and again: drift loop',
    cause:
      'Two writers own one field: a person, an operator, an autoscaler or a second applier.',
    mitigation:
      'Give the field one owner: leave it out of Git, ignore it in drift detection, or stop the other writer.',
    signal:
      'Reconcile diverges with drift-detected, or rollout with changed-out-of-band; managedFields name the writers.',
    classes: ['drift-detected', 'changed-out-of-band', 'apply-conflict'],
  },
  {
    id: 'helm-release-stuck',
    symptom: 'A Helm release is stuck: pending, retries exhausted, rolled back',
    cause:
      'An action was interrupted and left its lock, or failed as often as it may.',
    mitigation:
      'Read the inner error, mend it, then change the spec or force a new attempt; remove a stale lock.',
    signal: 'Reconcile diverges with a class that begins with helm.',
    classes: [
      'helm-install-failed',
      'helm-upgrade-failed',
      'helm-rollback',
      'helm-retries-exhausted',
      'helm-test-failed',
      'apply-conflict',
    ],
  },
  {
    id: 'secret-sync-failure',
    symptom: 'A Secret is missing or cannot be decrypted: secret sync failed',
    cause:
      'The SOPS key, the secret store or the controller that syncs secrets fails.',
    mitigation:
      'Restore the key or the store; encrypt again for the key of this cluster.',
    signal:
      'Classes decryption, values-missing and config-error; the message names the Secret.',
    classes: ['decryption', 'values-missing', 'config-error', 'source-auth'],
  },
  {
    id: 'controller-pressure',
    symptom:
      'Everything is slow: controllers out of memory, throttled or overloaded',
    cause:
      'More objects, larger artifacts or shorter intervals than the controllers can carry.',
    mitigation:
      'Raise memory and concurrency, lengthen intervals, shard, make artifacts smaller.',
    signal:
      'Many paths in progress beyond their expected time; controller pods restart.',
    classes: [
      'not-reconciled',
      'progressing',
      'out-of-memory',
      'stalled',
      'health-check-timeout',
    ],
  },
  {
    id: 'source-fetch-failure',
    symptom:
      'A source cannot be fetched: key, branch, tag, registry, index, signature',
    cause:
      'Credentials, address, ref or signature are not what the server or Flux expects; a webhook that works proves nothing of the fetch.',
    mitigation:
      'Tell auth, network, ref and signature apart by the message; fetch again.',
    signal:
      'The segment source diverges; later segments keep the content before.',
    classes: [
      'source-auth',
      'source-network',
      'source-ref-missing',
      'source-verification-failed',
      'artifact-missing',
      'chart-pull',
    ],
  },
  {
    id: 'render-failure',
    symptom:
      'Manifests cannot be built: patch, path, YAML, substitution, decryption',
    cause:
      'The folder, a patch target, a variable, a value or a key is not there.',
    mitigation:
      'Build it on your machine at the same commit; revert the commit if users wait.',
    signal: 'Reconcile diverges before anything was applied.',
    classes: ['build-render', 'substitution', 'decryption', 'values-missing'],
  },
  {
    id: 'apply-failure',
    symptom: 'It builds, and the cluster does not take it: apply failed',
    cause:
      'Desired state, policy, permission or a dependency that is missing: the message tells which.',
    mitigation: 'Tell these four apart first: they belong to different people.',
    signal:
      'Reconcile diverges with a class that begins with apply, or prune-failure.',
    classes: [
      'apply-rbac',
      'apply-admission',
      'apply-quota',
      'apply-crd-missing',
      'apply-immutable-field',
      'apply-namespace-missing',
      'apply-conflict',
      'prune-failure',
    ],
  },
  {
    id: 'health-failure',
    symptom:
      'Applied, and not healthy: unavailable, job failed, time-out, dependency',
    cause:
      'Pods, a job, a custom resource or what it depends on does not get ready in time.',
    mitigation:
      'Go from the applier to the workload to its pods; what the pods say counts.',
    signal: 'Reconcile is ok, rollout diverges.',
    classes: [
      'health-check-failed',
      'health-check-timeout',
      'progress-deadline',
      'job-failed',
      'unready',
      'crash-loop',
      'unschedulable',
      'quota',
      'dependency-not-ready',
    ],
  },
  {
    id: 'image-automation-failure',
    symptom:
      'Image automation does not update: scan, wrong tag, push, loop, bypass',
    cause:
      'The registry refuses the scan, the policy chooses another tag, or the push is refused.',
    mitigation:
      'Go from scan to policy to commit to push; suspend the automation to hold a version.',
    signal:
      'Promotion diverges; a note tells of a version that is published and not deployed.',
    classes: [
      'promotion-not-arrived',
      'source-auth',
      'source-network',
      'tag-moved',
    ],
  },
  {
    id: 'which-plane',
    symptom: 'Flux is green and users are hit: control plane or data plane?',
    cause: 'Applied is not rolled out, and rolled out is not served.',
    mitigation:
      'Go through the segments in order, with one identifier from end to end.',
    signal: 'Control segments are ok, rollout or traffic diverges.',
    classes: [
      'no-ready-endpoints',
      'selector-matches-nothing',
      'old-version-serving',
      'route-not-accepted',
      'canary-weight',
      'canary-failed',
      'crash-loop',
    ],
  },
  {
    id: 'incident-checklist',
    symptom: 'Nobody knows yet: is it Git, a controller or the cluster?',
    cause: 'Not told yet.',
    mitigation:
      'Controllers (logs, memory), Git provider (status, credentials), a dry run, then escalate.',
    signal: 'Several services diverge at once, or the class is unknown.',
    classes: [
      'unknown',
      'not-reconciled',
      'stalled',
      'suspended',
      'progressing',
    ],
  },
  {
    id: 'tracing-gaps',
    symptom:
      'It cannot be traced: no shared identifier, floating tag, rollout without promotion, unseen trigger, mixed planes',
    cause:
      'No identifier leads from pipeline to pod, or part of the path is not recorded.',
    mitigation:
      'Record promotions, annotate artifacts with their commit, pin by digest, look at triggers as at any part, keep the planes apart on dashboards.',
    signal:
      'Notes floating-tag-untraceable and not-promoted; segments that are not observed.',
    classes: [
      'promotion-not-arrived',
      'tag-moved',
      'floating-tag-untraceable',
      'changed-out-of-band',
    ],
  },
];

/**
 * The entries whose words a text holds, best first; none for a text without such words.
 *
 * @public
 */
export function findSymptoms(text: string): SymptomEntry[] {
  const words = [
    ...new Set(
      text
        .toLowerCase()
        .slice(0, 1000)
        .match(/[a-z0-9]{3,}/g) ?? [],
    ),
  ];
  return runbookIndex
    .map((entry, index) => ({ entry, index, score: scoreOf(entry, words) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || a.index - b.index)
    .map(({ entry }) => entry);
}

function scoreOf(entry: SymptomEntry, words: readonly string[]): number {
  const strong = `${entry.id} ${entry.symptom} ${entry.classes.join(
    ' ',
  )}`.toLowerCase();
  const weak = `${entry.cause} ${entry.signal}`.toLowerCase();
  return words.reduce(
    (score, word) =>
      score + (strong.includes(word) ? 3 : 0) + (weak.includes(word) ? 1 : 0),
    0,
  );
}
