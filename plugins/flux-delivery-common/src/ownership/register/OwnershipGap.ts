import type { ObjectRef } from '../../kube/ObjectRef';

/** @public */
export type GapReason =
  /** Nothing says to which entity it belongs. */
  | 'noClaim'
  /** It says to which, and the catalog has none like it. */
  | 'unknownEntity'
  /** Nobody claims it, and Flux does not deliver it. */
  | 'notDelivered'
  /** A source that nothing reads. */
  | 'notRead'
  /** Two appliers list it. */
  | 'twoInventories'
  /** Two entities of different owners have it. */
  | 'twoEntities'
  /** Somebody writes it past its applier: Argo CD, Terraform, a person. */
  | 'twoManagers';

/** Who lays hand on an object that has two of them. @public */
export interface GapClaimant {
  kind: 'applier' | 'entity' | 'manager';
  /** `Kustomization/flux-system/apps`, `component:default/api`, `kubectl-edit`; absent for an entity that the caller may not see. */
  name?: string;
  /** What it does: the fields that it writes, the rule that it claims by. */
  by?: string;
}

/** The exact words that close a gap. @public */
export interface OwnershipFix {
  /** What it does, as a heading. */
  title: string;
  /** Where the text goes. */
  where: string;
  language: 'yaml' | 'shell';
  text: string;
}

/** An object that nobody owns, or more than one. @public */
export interface OwnershipGap {
  /** Stable: of the object and the reason. */
  id: string;
  gap: 'unowned' | 'doublyOwned';
  reason: GapReason;
  object: ObjectRef;
  role: 'applier' | 'source' | 'workload';
  /** One sentence. */
  summary: string;
  /** Of what is doubly owned. */
  claimants: GapClaimant[];
  /** Number of workloads that are unowned with it. */
  covers: number;
  /** The smallest first. */
  fixes: OwnershipFix[];
}

/** Where a gap is, as text that sorts and that stays. */
export function gapId(
  gap: Pick<OwnershipGap, 'reason'> & { key: string },
): string {
  return `${gap.key}#${gap.reason}`;
}
