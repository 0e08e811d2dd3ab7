import type { Segment } from '../divergence/SegmentVerdict';
import type { KubeObject } from '../kube/KubeObject';
import type { ObjectRef } from '../kube/ObjectRef';

/**
 * One alternative of a `match` of `fluxDelivery.ownership.rules` and `fluxDelivery.runbooks`: all given keys must hold, for one
 * and the same object; each is a glob.
 *
 * @public
 */
export interface SegmentMatch {
  cluster?: string;
  /** Of the object itself; empty for cluster-scoped objects. */
  namespace?: string;
  kind?: string;
  name?: string;
  /** `key=value`, both globs; without `=` any value of the key. */
  label?: string;
  /** `spec.path` of the Kustomization that applies the object; a leading `./` and a trailing `/` make no difference. */
  path?: string;
  segment?: string;
  class?: string;
}

/**
 * `fluxDelivery.ownership.rules`: the first rule of which one alternative holds gives the owner.
 *
 * @public
 */
export interface OwnershipRule {
  match: readonly SegmentMatch[];
  /** A full entity ref. */
  owner: string;
}

/**
 * Whom a contract names, and what says so.
 *
 * @public
 */
export interface Contracted {
  /** A full entity ref. */
  owner: string;
  /** Goes before "names …": `the annotation flux-delivery/fix-owner of the entity`, `line 12 of delivery-contract.yaml`. */
  said: string;
}

/**
 * Who moves first when a segment breaks, or when anything breaks by a class.
 *
 * @public
 */
export interface ContractedResponder extends Contracted {
  segment?: Segment;
  class?: string;
}

/**
 * What the entity says of itself, by annotations and contract files, before any rule.
 *
 * @public
 */
export interface DeliveryContract {
  owners?: Partial<Record<Segment, Contracted>>;
  /** The first one that fits counts. */
  firstResponse?: readonly ContractedResponder[];
  rollback?: Contracted;
  fix?: Contracted;
}

/**
 * What ownership is told by.
 *
 * @public
 */
export interface OwnershipOptions {
  /** `spec.owner` of the entity, as a full entity ref. */
  entityOwner?: string;
  rules: readonly OwnershipRule[];
  /** `fluxDelivery.ownership.platformGroup`. */
  platformGroup?: string;
  contract?: DeliveryContract;
  /** Failure class, for rules that name one. */
  class?: string;
  /** Owners of all appliers that read the source of this target: more than one make it a shared source. */
  sourceReaders?: readonly string[];
  /** The same for any source that is at fault. */
  readersOfSource?: (ref: ObjectRef) => readonly string[];
  /** Who owns an object of another path, as the catalog has it; for root causes. */
  ownerOfObject?: (ref: ObjectRef) => OwnershipAnswer | undefined;
  /** The object itself, where its own words count: who is said to have suspended it. */
  objectOf?: (ref: ObjectRef) => KubeObject | undefined;
}

/**
 * An owner, and by what it is the owner.
 *
 * @public
 */
export interface OwnershipAnswer {
  /** A full entity ref. */
  owner?: string;
  /** In words, without a full stop: the rule, the contract or the default that gave the answer. */
  because: string;
  /** True where no rule says who it is: to be shown loudly, never to be guessed. */
  unowned?: true;
}
