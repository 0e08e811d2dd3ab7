import type { FailureClassName } from '../classes/FailureClass';

/**
 * Who moves first where no rule says otherwise:
 *
 * - `platform`: the platform group;
 * - `app`: the owner of the entity;
 * - `rootBlocker`: the owner of what is waited for;
 * - `suspender`: who suspended it, as the object claims, else the owner of that object;
 * - `segment`: the owner of the segment, as the class says nothing about whose it is.
 *
 * @public
 */
export type FirstMove =
  | 'platform'
  | 'app'
  | 'rootBlocker'
  | 'suspender'
  | 'segment';

const FIRST_MOVES: Record<FailureClassName, FirstMove> = {
  'source-auth': 'platform',
  'source-network': 'platform',
  'source-ref-missing': 'app',
  'source-verification-failed': 'platform',
  'artifact-missing': 'platform',
  'chart-pull': 'platform',
  'promotion-not-arrived': 'app',
  'tag-moved': 'app',
  'floating-tag-untraceable': 'app',
  'dependency-not-ready': 'rootBlocker',
  'not-reconciled': 'platform',
  'build-render': 'app',
  decryption: 'platform',
  substitution: 'app',
  'values-missing': 'app',
  'apply-rbac': 'platform',
  'apply-admission': 'app',
  'apply-quota': 'platform',
  'apply-crd-missing': 'platform',
  'apply-immutable-field': 'app',
  'apply-namespace-missing': 'platform',
  'apply-conflict': 'app',
  'prune-failure': 'platform',
  'helm-install-failed': 'app',
  'helm-upgrade-failed': 'app',
  'helm-test-failed': 'app',
  'helm-rollback': 'app',
  'helm-retries-exhausted': 'app',
  'drift-detected': 'app',
  'health-check-timeout': 'app',
  'health-check-failed': 'app',
  'image-pull': 'app',
  'crash-loop': 'app',
  'out-of-memory': 'app',
  'config-error': 'app',
  unschedulable: 'platform',
  quota: 'platform',
  unready: 'app',
  'progress-deadline': 'app',
  'job-failed': 'app',
  'canary-failed': 'app',
  'changed-out-of-band': 'app',
  'no-ready-endpoints': 'app',
  'selector-matches-nothing': 'app',
  'old-version-serving': 'app',
  'route-not-accepted': 'platform',
  'canary-weight': 'segment',
  suspended: 'suspender',
  stalled: 'segment',
  progressing: 'segment',
  unknown: 'segment',
};

/**
 * Who moves first for a failure class; by segment for a class that is not known.
 *
 * @public
 */
export function firstMoveOf(failure: string | undefined): FirstMove {
  return failure !== undefined && Object.hasOwn(FIRST_MOVES, failure)
    ? FIRST_MOVES[failure as FailureClassName]
    : 'segment';
}
