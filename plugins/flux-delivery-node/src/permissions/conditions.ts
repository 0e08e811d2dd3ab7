import { createConditionExports } from '@backstage/plugin-permission-node';
import { fluxDeliveryPathResourceRef } from './PathResource';
import { fluxDeliveryPathRules } from './rules';

const { conditions, createConditionalDecision } = createConditionExports({
  resourceRef: fluxDeliveryPathResourceRef,
  rules: fluxDeliveryPathRules,
});

/**
 * The conditions that a permission policy combines by `allOf`, `anyOf` and `not`:
 * `fluxDeliveryPathConditions.isEntityOwner({ claims: user.info.ownershipEntityRefs })`.
 *
 * @public
 */
export const fluxDeliveryPathConditions = conditions;

/**
 * Makes a decision of a policy from conditions, for one of `fluxDeliveryPathPermissions`.
 *
 * @public
 */
export const createFluxDeliveryPathConditionalDecision =
  createConditionalDecision;
