import type { LabelSelector } from './workloads';

type Labels = Record<string, string>;
type Requirement = NonNullable<LabelSelector['matchExpressions']>[number];

/**
 * Whether a LabelSelector matches, as the API server decides it: an empty selector matches everything, an absent one and one
 * with an unknown operator match nothing.
 *
 * @public
 */
export function matchesSelector(
  selector: LabelSelector | undefined,
  labels: Record<string, string> | undefined,
): boolean {
  if (!selector) {
    return false;
  }
  return (
    hasAll(selector.matchLabels ?? {}, labels ?? {}) &&
    (selector.matchExpressions ?? []).every(requirement =>
      meets(requirement, labels ?? {}),
    )
  );
}

/**
 * Whether the selector of a Service matches: a plain map, and an empty or absent one selects no pod.
 *
 * @public
 */
export function matchesLabels(
  selector: Record<string, string> | undefined,
  labels: Record<string, string> | undefined,
): boolean {
  return (
    selector !== undefined &&
    Object.keys(selector).length > 0 &&
    hasAll(selector, labels ?? {})
  );
}

/**
 * The selector as the `labelSelector` query parameter of the API wants it, before URL encoding. Empty for a selector that
 * matches everything; undefined for one that matches nothing.
 *
 * @public
 */
export function formatSelector(
  selector: LabelSelector | undefined,
): string | undefined {
  if (!selector) {
    return undefined;
  }
  const parts = Object.entries(selector.matchLabels ?? {}).map(
    ([key, value]) => `${key}=${value}`,
  );
  for (const { key, operator, values = [] } of selector.matchExpressions ??
    []) {
    if (operator === 'In' || operator === 'NotIn') {
      parts.push(`${key} ${operator.toLowerCase()} (${values.join(',')})`);
    } else if (operator === 'Exists') {
      parts.push(key);
    } else if (operator === 'DoesNotExist') {
      parts.push(`!${key}`);
    } else {
      return undefined;
    }
  }
  return parts.join(',');
}

function hasAll(wanted: Labels, labels: Labels): boolean {
  return Object.entries(wanted).every(([key, value]) => labels[key] === value);
}

function meets(requirement: Requirement, labels: Labels): boolean {
  // A label may be called like a property that every object has.
  const value = Object.hasOwn(labels, requirement.key)
    ? labels[requirement.key]
    : undefined;
  switch (requirement.operator) {
    case 'In':
      return value !== undefined && (requirement.values ?? []).includes(value);
    case 'NotIn':
      return value === undefined || !(requirement.values ?? []).includes(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    default:
      return false;
  }
}
