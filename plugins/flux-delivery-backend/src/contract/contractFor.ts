import type {
  Contracted,
  DeliveryContract,
} from 'backstage-plugin-flux-delivery-common';
import type { PathMay } from '../access/PathAccess';
import type { Contracts, EntityContract } from './Contracts';

const SAID = 'the contract of its system';

/** What of a contract is told to a caller who sees the entity, and may not see its system; without `may` it is not known whether they do. */
export async function contractFor(
  may: Pick<PathMay, 'visibleAmong'> | undefined,
  contract: EntityContract,
): Promise<EntityContract> {
  const { hidingSystem } = contract;
  if (!hidingSystem) {
    return contract;
  }
  const { system } = hidingSystem;
  const shown = await may?.visibleAmong([system]);
  return shown?.has(system) ? contract : hidingSystem.contract;
}

/** The same of each contract that is asked for. */
export function contractsFor(
  may: Pick<PathMay, 'visibleAmong'> | undefined,
  contracts: Pick<Contracts, 'of'>,
): Pick<Contracts, 'of'> {
  return {
    of: async entity => contractFor(may, await contracts.of(entity)),
  };
}

/**
 * A contract whose system is hidden: whose move it is stays, for it is the entity's; where the system says so, and whatever else is in
 * its contract, does not.
 */
export function withoutSystem(
  own: EntityContract,
  all: EntityContract,
): EntityContract {
  return { ...own, contract: unlocated(own.contract, all.contract) };
}

function unlocated(
  own: DeliveryContract,
  { owners, firstResponse = [], rollback, fix }: DeliveryContract,
): DeliveryContract {
  const bare = <T extends Contracted>(said: T): T => ({ ...said, said: SAID });
  const behind = Object.entries(owners ?? {}).map(([segment, each]) => [
    segment,
    bare(each),
  ]);
  return {
    owners: { ...Object.fromEntries(behind), ...own.owners },
    // Those of the system come last.
    firstResponse: firstResponse.map((each, at) =>
      at < (own.firstResponse?.length ?? 0) ? each : bare(each),
    ),
    rollback: own.rollback ?? (rollback && bare(rollback)),
    fix: own.fix ?? (fix && bare(fix)),
  };
}
