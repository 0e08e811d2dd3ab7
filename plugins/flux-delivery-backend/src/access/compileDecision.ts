import {
  AuthorizeResult,
  type PermissionCondition,
  type PermissionCriteria,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  isAndCriteria,
  isNotCriteria,
  isOrCriteria,
  type PermissionRule,
  type PermissionRuleset,
} from '@backstage/plugin-permission-node';
import {
  fluxDeliveryPathRules,
  type PathResource,
} from 'backstage-plugin-flux-delivery-node';
import type { UnknownFact } from './PathAccess';

/** What of a resource a decision depends on. What rules of adopters depend on is not known: on everything. */
export type Scope = 'entity' | 'target' | 'segment';

/** A decision that may be asked about many resources. */
export interface CompiledDecision {
  scope: Scope;
  always?: boolean;
  /** Undefined where what is not known of the targets would decide. */
  holds(
    resource: PathResource,
    unknown?: readonly UnknownFact[],
  ): boolean | undefined;
}

type Rule = PermissionRule<PathResource, unknown, string, any>;
/** As much of `@standard-schema/spec` as is used. */
interface StandardSchema {
  '~standard': {
    validate(value: unknown): { issues?: readonly { message: string }[] };
  };
}
type Criteria = PermissionCriteria<PermissionCondition>;
type Check = CompiledDecision['holds'];

const { isEntityOwner, isEntityKind, hasAnnotation, hasLabel } =
  fluxDeliveryPathRules;
const { inCluster, inNamespace, inEnvironment, ofSegment } =
  fluxDeliveryPathRules;
const OF_ENTITY = new Set<string>(
  [isEntityOwner, isEntityKind, hasAnnotation, hasLabel].map(
    ({ name }) => name,
  ),
);
const OF_TARGET = new Set<string>(
  Object.values(fluxDeliveryPathRules)
    .map(({ name }) => name)
    .filter(name => !OF_ENTITY.has(name) && name !== ofSegment.name),
);
const FACTS: Readonly<Record<string, UnknownFact>> = {
  [isEntityOwner.name]: 'facts',
  [hasAnnotation.name]: 'facts',
  [hasLabel.name]: 'facts',
  [inCluster.name]: 'cluster',
  [inNamespace.name]: 'namespace',
  [inEnvironment.name]: 'environment',
};
const SCOPES: readonly Scope[] = ['entity', 'target', 'segment'];

/**
 * Parameters are parsed once here, where `createConditionAuthorizer` of the permission framework parses them for each resource;
 * with thousands of paths that is what such a request would spend its time on.
 *
 * @throws Error where a condition names a rule that is not registered, or gives it parameters that it does not take
 */
export function compileDecision(
  decision: PolicyDecision,
  ruleset: PermissionRuleset<PathResource, unknown, string>,
): CompiledDecision {
  if (decision.result !== AuthorizeResult.CONDITIONAL) {
    const always = decision.result === AuthorizeResult.ALLOW;
    return { scope: 'entity', always, holds: () => always };
  }
  const used: string[] = [];
  const holds = compile(decision.conditions, name => {
    used.push(name);
    return ruleset.getRuleByName(name) as Rule;
  });
  const scopes = used.map(scopeOf);
  return {
    scope: SCOPES.findLast(scope => scopes.includes(scope)) ?? 'entity',
    holds,
  };
}

function scopeOf(rule: string): Scope {
  if (OF_ENTITY.has(rule)) {
    return 'entity';
  }
  return OF_TARGET.has(rule) ? 'target' : 'segment';
}

function compile(criteria: Criteria, ruleOf: (name: string) => Rule): Check {
  if (isAndCriteria(criteria)) {
    return all(criteria.allOf.map(each => compile(each, ruleOf)));
  }
  if (isOrCriteria(criteria)) {
    const noneHolds = all(
      criteria.anyOf.map(each => not(compile(each, ruleOf))),
    );
    return not(noneHolds);
  }
  if (isNotCriteria(criteria)) {
    return not(compile(criteria.not, ruleOf));
  }
  return leaf(criteria, ruleOf(criteria.rule));
}

/** False wins over what cannot be told, and that over true. */
function all(checks: readonly Check[]): Check {
  return (resource, unknown) => {
    let result: boolean | undefined = true;
    for (const check of checks) {
      const holds = check(resource, unknown);
      if (holds === false) {
        return false;
      }
      result = holds === undefined ? undefined : result;
    }
    return result;
  };
}

function not(check: Check): Check {
  return (resource, unknown) => {
    const holds = check(resource, unknown);
    return holds === undefined ? undefined : !holds;
  };
}

/** What is not known of a target, or of its entity, may be what a rule of others goes by. */
function leaf({ rule: name, params = {} }: PermissionCondition, rule: Rule) {
  assertParams(rule, params);
  const isOwn =
    OF_ENTITY.has(name) || OF_TARGET.has(name) || name === ofSegment.name;
  const check: Check = (resource, unknown) => {
    if (!isOwn && unknown?.length) {
      return undefined;
    }
    const holds = rule.apply(resource, params);
    return !holds && unknown?.includes(FACTS[name]) ? undefined : holds;
  };
  return check;
}

/** Schemas of rules validate at once: the registry takes no others. */
function assertParams(rule: Rule, params: unknown): void {
  const schema = rule.paramsSchema as StandardSchema | undefined;
  const result = schema?.['~standard'].validate(params);
  if (result?.issues) {
    const [{ message }] = result.issues;
    throw new Error(`Parameters of rule ${rule.name} are invalid: ${message}`);
  }
}
