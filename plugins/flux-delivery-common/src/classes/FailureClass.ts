import type { Segment } from '../divergence/SegmentVerdict';

/** What a failure class means, and where in a delivery path it belongs. */
interface Description {
  /** The usual segment first; `any` where it is that of the object itself. */
  readonly segments: readonly Segment[] | 'any';
  readonly meaning: string;
}

const CLASSES = {
  'source-auth': {
    segments: ['source', 'promotion'],
    meaning:
      'Credentials are missing, wrong or refused by the server that is read from or pushed to.',
  },
  'source-network': {
    segments: ['source', 'promotion'],
    meaning:
      'A server cannot be reached or used: DNS, connection, TLS trust, time-out, server error or rate limit.',
  },
  'source-ref-missing': {
    segments: ['source', 'promotion'],
    meaning:
      'The repository, branch, tag, commit, version, digest or path that is asked for does not exist upstream.',
  },
  'source-verification-failed': {
    segments: ['source'],
    meaning:
      'A signature is missing or not trusted, or the keys to check it are missing.',
  },
  'artifact-missing': {
    segments: ['source', 'promotion'],
    meaning:
      'The source object does not exist, or Flux holds no usable artifact of it.',
  },
  'chart-pull': {
    segments: ['source'],
    meaning: 'The chart exists but its archive cannot be downloaded.',
  },
  'promotion-not-arrived': {
    segments: ['promotion'],
    meaning:
      'What was released or promoted has not reached what this environment consumes.',
  },
  'tag-moved': {
    segments: ['promotion'],
    meaning: 'A tag that ought to be fixed names something else than before.',
  },
  'floating-tag-untraceable': {
    segments: ['promotion'],
    meaning:
      'A floating tag in an environment that is meant to be pinned, and nothing tells which release it names.',
  },
  'dependency-not-ready': {
    segments: ['reconcile', 'source', 'promotion'],
    meaning: 'Waits for another object that is not ready.',
  },
  'not-reconciled': {
    segments: ['reconcile', 'source'],
    meaning:
      'What is new is not taken up in time, and nothing says that it failed: the controller of Flux does not act.',
  },
  'build-render': {
    segments: ['reconcile', 'source', 'promotion'],
    meaning:
      'The manifests cannot be built: kustomize, generator, template, chart or path.',
  },
  decryption: {
    segments: ['reconcile'],
    meaning:
      'Encrypted values cannot be decrypted: SOPS key missing, wrong or not permitted.',
  },
  substitution: {
    segments: ['reconcile'],
    meaning: 'A variable of postBuild is not set, not readable or not valid.',
  },
  'values-missing': {
    segments: ['reconcile', 'source'],
    meaning:
      'A values file, or the ConfigMap, Secret or key that values come from, does not exist.',
  },
  'apply-rbac': {
    segments: ['reconcile', 'rollout'],
    meaning:
      'The API server says that the account which applies lacks a permission.',
  },
  'apply-admission': {
    segments: ['reconcile', 'rollout', 'traffic'],
    meaning:
      'The API server, a policy or a webhook refuses the content, or the webhook does not answer.',
  },
  'apply-quota': {
    segments: ['reconcile', 'rollout'],
    meaning: 'The ResourceQuota of the namespace does not allow the objects.',
  },
  'apply-crd-missing': {
    segments: ['reconcile', 'rollout'],
    meaning: 'The cluster does not know this kind or this version of it.',
  },
  'apply-immutable-field': {
    segments: ['reconcile', 'rollout'],
    meaning:
      'A field was changed that cannot be changed on an existing object.',
  },
  'apply-namespace-missing': {
    segments: ['reconcile', 'rollout'],
    meaning: 'The namespace does not exist, is being deleted, or is not named.',
  },
  'apply-conflict': {
    segments: ['reconcile', 'promotion', 'rollout', 'traffic'],
    meaning:
      'Somebody else owns or changed what is to be written, or holds the lock on it.',
  },
  'prune-failure': {
    segments: ['reconcile'],
    meaning: 'Objects that are no longer wanted could not be deleted.',
  },
  'helm-install-failed': {
    segments: ['reconcile', 'rollout'],
    meaning: 'The Helm installation failed.',
  },
  'helm-upgrade-failed': {
    segments: ['reconcile', 'rollout'],
    meaning: 'The Helm upgrade failed.',
  },
  'helm-test-failed': {
    segments: ['rollout'],
    meaning: 'The test of the Helm release failed.',
  },
  'helm-rollback': {
    segments: ['reconcile'],
    meaning:
      'Remediation ran: the release was rolled back or uninstalled, or that failed.',
  },
  'helm-retries-exhausted': {
    segments: ['reconcile'],
    meaning:
      'All retries of the release are spent, or there is nothing to roll back to.',
  },
  'drift-detected': {
    segments: ['reconcile'],
    meaning: 'The cluster differs from what the Helm release installed.',
  },
  'health-check-timeout': {
    segments: ['rollout', 'traffic'],
    meaning: 'Objects were not ready before the time-out.',
  },
  'health-check-failed': {
    segments: ['rollout', 'traffic'],
    meaning: 'An object that was waited for failed.',
  },
  'image-pull': {
    segments: ['rollout'],
    meaning: 'The image of a container cannot be pulled.',
  },
  'crash-loop': {
    segments: ['rollout'],
    meaning: 'A container starts and exits again and again.',
  },
  'out-of-memory': {
    segments: ['rollout'],
    meaning: 'A container or pod was killed for its use of memory.',
  },
  'config-error': {
    segments: ['rollout'],
    meaning:
      'A container cannot be started: a ConfigMap, Secret, key or account is missing, or its command or settings are wrong.',
  },
  unschedulable: {
    segments: ['rollout'],
    meaning: 'No node can take the pod.',
  },
  quota: {
    segments: ['rollout'],
    meaning: 'The ResourceQuota of the namespace does not allow the pods.',
  },
  unready: {
    segments: ['rollout'],
    meaning:
      'Pods run but are not ready, or are stuck on their way up or down.',
  },
  'progress-deadline': {
    segments: ['rollout'],
    meaning: 'The rollout made no progress within its deadline.',
  },
  'job-failed': {
    segments: ['rollout'],
    meaning: 'A job failed or could not be started.',
  },
  'canary-failed': {
    segments: ['rollout', 'traffic'],
    meaning:
      'The analysis of a canary failed and the new version was taken back.',
  },
  'changed-out-of-band': {
    segments: ['rollout'],
    meaning: 'Somebody changed the workload past Flux.',
  },
  'no-ready-endpoints': {
    segments: ['traffic'],
    meaning: 'No ready endpoint stands behind the Service.',
  },
  'selector-matches-nothing': {
    segments: ['traffic'],
    meaning: 'The selector of the Service matches no pod.',
  },
  'old-version-serving': {
    segments: ['traffic'],
    meaning: 'Ready endpoints still serve an older version.',
  },
  'route-not-accepted': {
    segments: ['traffic'],
    meaning:
      'A route, gateway or load balancer is not accepted, or names a backend that is missing or not permitted.',
  },
  'canary-weight': {
    segments: ['traffic'],
    meaning: 'The weights that route traffic are not those that are wanted.',
  },
  suspended: { segments: 'any', meaning: 'A person stopped it.' },
  stalled: {
    segments: 'any',
    meaning:
      'The configuration is wrong, and nothing is tried again before somebody changes it.',
  },
  progressing: {
    segments: 'any',
    meaning: 'Work is in flight, or waits for an approval or a test.',
  },
  unknown: {
    segments: 'any',
    meaning: 'The text does not tell what kind of failure this is.',
  },
} as const satisfies Record<string, Description>;

/**
 * The name of a failure class, in kebab-case.
 *
 * @public
 */
export type FailureClassName = keyof typeof CLASSES;

/**
 * A failure class as it is shown to people.
 *
 * @public
 */
export interface FailureClass {
  name: FailureClassName;
  /** The usual segment first; `any` where it is that of the object itself. */
  segments: readonly Segment[] | 'any';
  /** One sentence in plain English. */
  meaning: string;
}

/**
 * Every failure class that there is.
 *
 * @public
 */
export const failureClasses: readonly FailureClass[] =
  Object.entries<Description>(CLASSES).map(([name, description]) => ({
    name: name as FailureClassName,
    ...description,
  }));

/**
 * The description of a class by its name; nothing for a name that is no class.
 *
 * @public
 */
export function failureClass(name: string): FailureClass | undefined {
  return failureClasses.find(known => known.name === name);
}
