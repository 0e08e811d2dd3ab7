import type { CheckInput, ContractCheck } from './ContractCheck';
import { checkIdentifiers } from './identifiers';
import { checkInterfaces } from './interfaces';
import { checkManagers } from './managers';
import { checkOrder } from './order';
import { checkOverlays } from './overlays';
import { checkRefactors } from './refactors';
import { checkValues } from './values';
import { checkVersions } from './versions';

/**
 * A contract held against what clusters and ledger tell. Each check is there, also where it cannot be made.
 *
 * @public
 */
export function checkContract(input: CheckInput): ContractCheck[] {
  return [
    checkIdentifiers(input),
    checkVersions(input),
    checkOrder(input),
    checkOverlays(input),
    checkRefactors(input),
    checkManagers(input),
    checkValues(input),
    checkInterfaces(input),
  ];
}
