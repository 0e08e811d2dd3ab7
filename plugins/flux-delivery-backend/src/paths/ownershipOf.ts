import {
  type EntityFacts,
  type InventoryView,
  type JudgedTarget,
  type OwnershipOptions,
} from 'backstage-plugin-flux-delivery-common';
import type { FluxDeliveryOptions } from '../config';
import type { Contracts } from '../contract/Contracts';
import { findRelatedOwners } from './findRelatedOwners';

/** By what is told whose move it is on a path: configuration, the entity's own words, and who owns what lies behind. */
export async function ownershipOf(
  entity: EntityFacts,
  judged: readonly JudgedTarget[],
  deps: Parameters<typeof findRelatedOwners>[1] & {
    view: InventoryView;
    options: Pick<FluxDeliveryOptions, 'ownership'>;
    contracts: Pick<Contracts, 'of'>;
  },
): Promise<OwnershipOptions> {
  const { view, options, contracts } = deps;
  return {
    ...options.ownership,
    ...(await findRelatedOwners(judged, deps)),
    entityOwner: entity.owner,
    objectOf: ref => view.get(ref)?.object,
    contract: (await contracts.of(entity)).contract,
  };
}
