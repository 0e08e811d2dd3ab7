import type { FailureClassName } from './FailureClass';
import type { Facts } from './Facts';
import { hideNames } from './hideNames';
import { segmentOf } from './segmentOf';
import { helmTail } from './unwrap';
import { hookFailed } from './rules/helm';
import { firstMatch } from './rules/Rule';
import { HELM_TAIL, SERVER } from './rules/tables';

/**
 * The more specific failure inside another one.
 *
 * @public
 */
export interface FailureCause {
  class: FailureClassName;
  segment: string;
}

function withText(facts: Facts, text: string): Facts {
  return { ...facts, text, said: hideNames(text), reason: '', condition: '' };
}

/** The cause of a failed Helm action, which is that of the text after the chart's version. */
export function helmCause(facts: Facts): FailureCause | undefined {
  const tail = withText(facts, helmTail(facts.text));
  const name = firstMatch(HELM_TAIL, tail);
  return name && { class: name, segment: segmentOf(name, tail) };
}

const WAITED = new Set(['health-check-timeout', 'health-check-failed']);

/** An action that failed only by waiting for its objects belongs to the rollout; one whose hook failed does not. */
export function failedByWaiting(facts: Facts): boolean {
  return (
    !hookFailed.test(helmTail(facts.text)) &&
    WAITED.has(helmCause(facts)?.class ?? '')
  );
}

const ASKED_A_SERVER = new Set<FailureClassName>([
  'image-pull',
  'chart-pull',
  'source-verification-failed',
  'build-render',
]);

function serverCause(
  name: FailureClassName,
  facts: Facts,
): FailureCause | undefined {
  const why = firstMatch(SERVER, facts);
  const told =
    name === 'image-pull' || name === 'chart-pull' || why === 'source-network';
  return why && told
    ? { class: why, segment: name === 'image-pull' ? 'rollout' : 'source' }
    : undefined;
}

function workloadCause(
  name: FailureClassName,
  facts: Facts,
): FailureClassName | undefined {
  if (name === 'apply-quota') {
    return facts.role === 'workload' || facts.role === 'traffic'
      ? 'quota'
      : undefined;
  }
  if (name !== 'health-check-failed' || facts.role === 'applier') {
    return undefined;
  }
  if (facts.reason === 'Unschedulable') {
    return 'unschedulable';
  }
  if (
    facts.reason === 'ProgressDeadlineExceeded' ||
    /timed out progressing|progress deadline|initial scale/i.test(facts.text)
  ) {
    return 'progress-deadline';
  }
  return facts.role === 'traffic' ? 'canary-failed' : undefined;
}

/** What a class leaves open and the text still tells. */
export function causeOf(
  name: FailureClassName,
  facts: Facts,
): FailureCause | undefined {
  if (name === 'helm-install-failed' || name === 'helm-upgrade-failed') {
    return helmCause(facts);
  }
  if (ASKED_A_SERVER.has(name)) {
    return serverCause(name, facts);
  }
  const workload = workloadCause(name, facts);
  return workload && { class: workload, segment: 'rollout' };
}
