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
} from '@backstage/plugin-permission-node';
import { fluxDeliveryPathResourceRef } from './PathResource';
import { fluxDeliveryPathRules } from './rules';

const { pluginId, resourceType } = fluxDeliveryPathResourceRef;
const CATALOG = 'catalog-entity';

const { isEntityOwner, isEntityKind, hasAnnotation, hasLabel } =
  fluxDeliveryPathRules;
/** Rules that mean the same of an entity of the catalog and of the path of that entity, and take the same parameters. */
const OF_BOTH = new Set<string>(
  [isEntityOwner, isEntityKind, hasAnnotation, hasLabel].map(
    ({ name }) => name,
  ),
);

type Criteria = PermissionCriteria<PermissionCondition>;
type NotEmpty = [Criteria, ...Criteria[]];

/**
 * Narrows what a policy decided of a path permission to the entities that it lets the same person see in the catalog. The plugin
 * asks the catalog by itself, whatever the policy says; the search of Backstage asks about a document by one permission alone, so a
 * policy that hides entities in the catalog says it of paths too: by this.
 *
 * @param ofPath - what was decided of one of `fluxDeliveryPathPermissions`
 * @param ofCatalog - what was decided of `catalog.entity.read`
 * @throws Error where conditions of the catalog use a rule that paths do not have: of its own rules `HAS_METADATA` and `HAS_SPEC`
 *
 * @public
 */
export function fluxDeliveryPathDecisionWithinCatalog(
  ofPath: PolicyDecision,
  ofCatalog: PolicyDecision,
): PolicyDecision {
  if (ofPath.result === AuthorizeResult.DENY) {
    return ofPath;
  }
  if (ofCatalog.result !== AuthorizeResult.CONDITIONAL) {
    const isShown = ofCatalog.result === AuthorizeResult.ALLOW;
    return isShown ? ofPath : { result: AuthorizeResult.DENY };
  }
  const shown = ofPaths(ofCatalog.conditions);
  return {
    result: AuthorizeResult.CONDITIONAL,
    pluginId,
    resourceType,
    conditions:
      ofPath.result === AuthorizeResult.CONDITIONAL
        ? { allOf: [shown, ofPath.conditions] }
        : shown,
  };
}

function ofPaths(criteria: Criteria): Criteria {
  if (isAndCriteria(criteria)) {
    return { allOf: eachOfPaths(criteria.allOf) };
  }
  if (isOrCriteria(criteria)) {
    return { anyOf: eachOfPaths(criteria.anyOf) };
  }
  if (isNotCriteria(criteria)) {
    return { not: ofPaths(criteria.not) };
  }
  if (criteria.resourceType !== CATALOG || !OF_BOTH.has(criteria.rule)) {
    throw new Error(
      `Paths do not know the rule ${criteria.rule} of ${criteria.resourceType}: say by rules of paths what may be seen of them`,
    );
  }
  return { ...criteria, resourceType };
}

function eachOfPaths([first, ...rest]: NotEmpty): NotEmpty {
  return [ofPaths(first), ...rest.map(ofPaths)];
}
