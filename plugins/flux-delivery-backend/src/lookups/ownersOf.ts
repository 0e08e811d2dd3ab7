import type {
  EntityFacts,
  InventoryView,
  OwnershipOptions,
} from 'backstage-plugin-flux-delivery-common';
import type { FluxDeliveryOptions } from '../config';
import type { Contracts } from '../contract/Contracts';
import type { OwnedUnits } from './OwnedUnits';

/** By what the owners on the paths of an entity are told. */
export type OwnersOf = (facts: EntityFacts) => Promise<OwnershipOptions>;

/** By configuration, contract, and who reads the same sources. */
export function ownersOf({
  options,
  contracts,
  units,
  view,
}: {
  options: Pick<FluxDeliveryOptions, 'ownership'>;
  contracts: Pick<Contracts, 'of'>;
  units: OwnedUnits;
  view: InventoryView;
}): OwnersOf {
  return async facts => {
    const known = await contracts.of(facts);
    return {
      ...options.ownership,
      entityOwner: facts.owner,
      // Who asks is not known here: where a system says whose move it is, that it does is all that is told.
      contract: (known.hidingSystem?.contract ?? known).contract,
      readersOfSource: ref => units.ownersOfReaders(ref),
      objectOf: ref => view.get(ref)?.object,
    };
  };
}
