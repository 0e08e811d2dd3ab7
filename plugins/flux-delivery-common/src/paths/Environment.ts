import { matchesGlob } from './glob';

/**
 * One alternative of a `match`: all given keys must hold, each is a glob.
 *
 * @public
 */
export interface MatchRule {
  cluster?: string;
  namespace?: string;
  /** `spec.path` of the Kustomization; a leading `./` and a trailing `/` make no difference. */
  path?: string;
}

/**
 * An environment of the configuration. Their order is the order of promotion.
 *
 * @public
 */
export interface EnvironmentRule {
  name: string;
  /** Alternatives: one is enough. */
  match: MatchRule[];
  /** Floating versions are a divergence here. */
  pinned?: boolean;
}

/**
 * What a {@link MatchRule} is held against.
 *
 * @public
 */
export interface Place {
  cluster: string;
  /** A rule for a namespace holds where it matches one of these. */
  namespaces: readonly string[];
  path?: string;
}

/**
 * The value of the annotation `flux-delivery/environment`, and the object that bears it, in words.
 *
 * @public
 */
export interface EnvironmentAnnotation {
  value: string;
  on: string;
}

/** @public */
export interface Environment {
  name: string;
  because: string;
}

/** @public */
export const ENVIRONMENT_ANNOTATION = 'flux-delivery/environment';

/**
 * The name of the environment of targets that neither an annotation nor a rule puts into one.
 *
 * @public
 */
export const UNASSIGNED = 'unassigned';

/**
 * The environment of a target: the annotation on its applier, else the first rule that matches, else {@link UNASSIGNED}.
 *
 * @public
 */
export function environmentOf(
  place: Place,
  rules: readonly EnvironmentRule[],
  annotation?: EnvironmentAnnotation,
): Environment {
  const named = annotation?.value.trim();
  if (annotation && named) {
    const because = `annotation ${ENVIRONMENT_ANNOTATION} on ${annotation.on}`;
    return rules.some(rule => rule.name === named) || named === UNASSIGNED
      ? { name: named, because }
      : {
          name: named,
          because: `${because}; fluxDelivery.environments has no environment of this name`,
        };
  }
  for (const rule of rules) {
    const match = rule.match.find(alternative =>
      matchesRule(alternative, place),
    );
    if (match) {
      return {
        name: rule.name,
        because: `rule of environment ${rule.name}: ${inWords(match)}`,
      };
    }
  }
  return {
    name: UNASSIGNED,
    because: `no annotation ${ENVIRONMENT_ANNOTATION} on the applier, and no rule in fluxDelivery.environments matches`,
  };
}

/**
 * Orders environment names: as configured, then names that only annotations know, {@link UNASSIGNED} last.
 *
 * @public
 */
export function compareEnvironments(
  rules: readonly EnvironmentRule[],
): (a: string, b: string) => number {
  const rank = (name: string) => {
    const at = rules.findIndex(rule => rule.name === name);
    return at >= 0 ? at : rules.length + (name === UNASSIGNED ? 1 : 0);
  };
  return (a, b) => rank(a) - rank(b) || compareText(a, b);
}

/**
 * Whether one alternative holds. A rule with a path holds only where there is one.
 *
 * @public
 */
export function matchesRule(rule: MatchRule, place: Place): boolean {
  const namespaces = place.namespaces.length > 0 ? place.namespaces : [''];
  return (
    (rule.cluster === undefined || matchesGlob(rule.cluster, place.cluster)) &&
    (rule.namespace === undefined ||
      namespaces.some(name => matchesGlob(rule.namespace!, name))) &&
    (rule.path === undefined ||
      (place.path !== undefined &&
        matchesGlob(plainPath(rule.path), plainPath(place.path))))
  );
}

/**
 * Orders texts by code unit: the same on every machine, whatever its locale.
 *
 * @public
 */
export function compareText(a: string, b: string): number {
  if (a === b) {
    return 0;
  }
  return a < b ? -1 : 1;
}

function plainPath(path: string): string {
  const start = path.startsWith('./') ? 2 : Number(path.startsWith('/'));
  const end = path.endsWith('/') ? path.length - 1 : path.length;
  return path.slice(start, Math.max(start, end));
}

function inWords(rule: MatchRule): string {
  return (['cluster', 'namespace', 'path'] as const)
    .filter(key => rule[key] !== undefined)
    .map(key => `${key} ${rule[key]}`)
    .join(', ');
}
