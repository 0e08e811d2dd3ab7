import type { FailureClassName } from '../classes/FailureClass';
import type { ApplyPhase } from './ApplyPhases';
import type { SegmentVerdict } from './SegmentVerdict';

const BY_CLASS: Partial<Record<FailureClassName, ApplyPhase>> = {
  'source-auth': 'fetch',
  'source-network': 'fetch',
  'source-ref-missing': 'fetch',
  'artifact-missing': 'fetch',
  decryption: 'decrypt',
  'build-render': 'build',
  substitution: 'build',
  'apply-admission': 'validate',
  'apply-crd-missing': 'validate',
  'apply-immutable-field': 'validate',
  'apply-namespace-missing': 'validate',
  'apply-quota': 'apply',
  'apply-rbac': 'apply',
  'apply-conflict': 'apply',
  'prune-failure': 'prune',
  'health-check-failed': 'health',
  'health-check-timeout': 'health',
};

/**
 * In which phase a pass of a Kustomization failed; undefined for what failed in none, or of another kind. What the API server refused
 * in a dry run was not applied yet, whatever it refused it for.
 */
export function applyPhaseOf({
  verdict,
  class: failure,
  message,
  evidence,
}: SegmentVerdict): ApplyPhase | undefined {
  const isKustomization = evidence[0]?.object.kind === 'Kustomization';
  const phase = BY_CLASS[failure as FailureClassName];
  if (verdict !== 'diverged' || !isKustomization || !phase) {
    return undefined;
  }
  return phase === 'apply' && / dry-run failed/.test(message ?? '')
    ? 'validate'
    : phase;
}
