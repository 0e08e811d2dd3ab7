import type { Delivery } from '../../history/Delivery';
import type { OwnershipOptions } from '../../ownership/OwnershipRule';
import type { Promotion } from '../../promotion/Promotion';
import type { JudgedTarget } from '../../divergence/JudgedTarget';
import type { ClusterView } from '../../paths/InventoryView';
import type { MergedContract } from '../mergeContracts';

/**
 * - `identifiers`: what names a release appears;
 * - `overlays`: what is particular to an environment is reconciled there;
 * - `refactors`: no source path moved and no applier was renamed so that promotions no longer arrive;
 * - `managers`: no object has two appliers or managers;
 * - `interfaces`: what two teams can change is documented;
 * - `order`: no environment has a version that the one before it never had;
 * - `values`: nothing was changed that the contract does not give away;
 * - `versions`: environments are pinned or floating as the contract has it.
 *
 * @public
 */
export type ContractCheckName =
  | 'identifiers'
  | 'overlays'
  | 'refactors'
  | 'managers'
  | 'interfaces'
  | 'order'
  | 'values'
  | 'versions';

/** Something that is not as the contract has it. @public */
export interface ContractFinding {
  /** A sentence. */
  summary: string;
  /** RFC 3339. */
  since?: string;
  /** What of the contract says otherwise: `line 12 of delivery-contract.yaml of component:default/api`. */
  said?: string;
}

/**
 * The contract held against reality, in one respect. It is `ok` only where something was seen that proves it.
 *
 * @public
 */
export interface ContractCheck {
  name: ContractCheckName;
  result: 'ok' | 'violated' | 'cannotBeChecked';
  /** In words: what proves it, what is wrong, or why it cannot be checked. */
  summary: string;
  findings: ContractFinding[];
  /** In words: what could not be looked at. */
  notKnown: string[];
}

/**
 * What is known of deliveries; in words why not, where nothing is.
 *
 * @public
 */
export type CheckedLedger =
  | {
      deliveries: readonly Delivery[];
      promotions: readonly Promotion[];
      /** False where times were not seen, or older rows were not read. */
      isComplete: boolean;
    }
  | { notKnown: string };

/** What contracts are held against. @public */
export interface CheckInput {
  merged: MergedContract;
  judged: readonly JudgedTarget[];
  clusters: readonly Pick<ClusterView, 'name' | 'state'>[];
  /** Names of the configured environments, in promotion order. */
  environments: readonly string[];
  ownership: OwnershipOptions;
  ledger: CheckedLedger;
  /** RFC 3339. */
  now: string;
}

/** The result of what was found: findings first, then what is not known; without either, what proves that all is well. */
export function concluded(
  name: ContractCheckName,
  {
    findings,
    notKnown,
    proof,
  }: {
    findings: ContractFinding[];
    notKnown: string[];
    /** In words; undefined where nothing was seen that could have been otherwise. */
    proof: string | undefined;
  },
): ContractCheck {
  const told = { name, findings, notKnown: [...new Set(notKnown)] };
  if (findings.length > 0) {
    return { ...told, result: 'violated', summary: findings[0].summary };
  }
  const [
    why = proof ? undefined : 'nothing was seen that it could be checked by',
  ] = told.notKnown;
  return why
    ? { ...told, result: 'cannotBeChecked', summary: why }
    : { ...told, result: 'ok', summary: proof! };
}

/** There is nothing to check. */
export function notSaid(name: ContractCheckName, what: string): ContractCheck {
  return {
    name,
    result: 'cannotBeChecked',
    summary: what,
    findings: [],
    notKnown: [],
  };
}
