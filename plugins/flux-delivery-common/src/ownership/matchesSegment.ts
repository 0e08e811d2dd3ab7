import type { Segment } from '../divergence/SegmentVerdict';
import { matchesRule } from '../paths/Environment';
import { matchesGlob } from '../paths/glob';
import type { SegmentMatch } from './OwnershipRule';

/**
 * What a {@link SegmentMatch} is held against: one object in its part of a path.
 *
 * @public
 */
export interface SegmentSubject {
  cluster: string;
  namespace: string;
  kind: string;
  name: string;
  labels?: Readonly<Record<string, string>>;
  path?: string;
  segment?: Segment;
  class?: string;
}

/**
 * Whether one alternative holds for an object. What is not known of the object (no class, no path, no labels) matches no key
 * that asks for it.
 *
 * @public
 */
export function matchesSegment(
  match: SegmentMatch,
  subject: SegmentSubject,
): boolean {
  const { cluster, namespace, path } = match;
  return (
    matchesRule({ cluster, namespace, path }, placeOf(subject)) &&
    holds(match.kind, subject.kind) &&
    holds(match.name, subject.name) &&
    holds(match.segment, subject.segment) &&
    holds(match.class, subject.class) &&
    (match.label === undefined || hasLabel(match.label, subject.labels))
  );
}

function placeOf({ cluster, namespace, path }: SegmentSubject) {
  return { cluster, namespaces: [namespace], path };
}

function holds(pattern: string | undefined, text: string | undefined): boolean {
  return (
    pattern === undefined || (text !== undefined && matchesGlob(pattern, text))
  );
}

function hasLabel(
  pattern: string,
  labels: Readonly<Record<string, string>> = {},
): boolean {
  const at = pattern.indexOf('=');
  const key = at < 0 ? pattern : pattern.slice(0, at);
  const value = at < 0 ? '*' : pattern.slice(at + 1);
  return Object.entries(labels).some(
    ([itsKey, itsValue]) =>
      matchesGlob(key, itsKey) && matchesGlob(value, itsValue),
  );
}

const KEYS = [
  'segment',
  'class',
  'cluster',
  'namespace',
  'kind',
  'name',
  'label',
  'path',
] as const;

/**
 * An alternative in words: `segment traffic, namespace istio-*`.
 *
 * @public
 */
export function describeMatch(match: SegmentMatch): string {
  return (
    KEYS.filter(key => match[key] !== undefined)
      .map(key => `${key} ${match[key]}`)
      .join(', ') || 'everything'
  );
}
