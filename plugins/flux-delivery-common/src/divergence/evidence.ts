import { findCondition } from '../kube/conditions';
import type { Observed } from '../kube/KubeObject';
import { redact } from '../kube/redact';
import type { Evidence } from './SegmentVerdict';

const LONGEST_VALUE = 500;

/**
 * One fact of an object. Empty where the object does not say it: what is absent proves nothing.
 */
export function fact(
  observed: Observed,
  field: string,
  value: unknown,
): Evidence[] {
  if (value === undefined || value === null || value === '') {
    return [];
  }
  const text = redact(
    typeof value === 'object' ? JSON.stringify(value) : String(value),
  );
  return [
    {
      object: observed.ref,
      field,
      value:
        text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}…` : text,
      observedAt: observed.observedAt,
    },
  ];
}

/** A condition as evidence: its status, and its reason and message where it says more. */
export function conditionFacts(observed: Observed, type: string): Evidence[] {
  const condition = findCondition(observed.object, type);
  if (!condition) {
    return [];
  }
  const reason = condition.reason ? ` (${condition.reason})` : '';
  return [
    ...fact(
      observed,
      `status.conditions[${type}].status`,
      `${condition.status}${reason}`,
    ),
    ...fact(observed, `status.conditions[${type}].message`, condition.message),
  ];
}

/** The controller's own words, without its trailing newlines and without credentials. */
export function messageOf(
  observed: Observed,
  type: string,
): string | undefined {
  const message = findCondition(observed.object, type)?.message;
  return typeof message === 'string'
    ? redact(message.trim()) || undefined
    : undefined;
}
