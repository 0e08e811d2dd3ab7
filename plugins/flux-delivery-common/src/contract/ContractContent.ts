import type { FailureClassName } from '../classes/FailureClass';
import type { Segment } from '../divergence/SegmentVerdict';

/** What names a release with authority. @public */
export type ReleaseName =
  | 'commit'
  | 'tag'
  | 'digest'
  | 'chartVersion'
  | 'image'
  | 'pipelineId';

/** @public */
export interface ContractIdentifiers {
  /** Those that name a release; a release that bears none of them is not traceable. */
  names?: ReleaseName[];
  /** Image repositories that belong to the service, without tag and digest. */
  images?: string[];
}

/** @public */
export interface ContractApproval {
  /** A full entity ref. */
  by: string;
  /** In words. */
  what?: string;
}

/** @public */
export interface ContractEnvironment {
  name: string;
  /** The directory of the repository that holds what is particular to the environment; `spec.path` of a Kustomization has to reach it. */
  overlay?: string;
  /** `[cluster:]Kind/namespace/name` of what delivers there. */
  appliers?: string[];
  version?: 'pinned' | 'floating';
  /** In words: what a promotion does not change. */
  stable?: string[];
  approvals?: ContractApproval[];
}

/** What the app team may change by itself. @public */
export interface ContractValues {
  /** Fields as Kubernetes names them, globs: `spec.replicas`, `spec.template.spec.containers[*].image`. */
  keys?: string[];
  /** Paths of the repository, globs. */
  paths?: string[];
  /** All, where none is named. */
  environments?: string[];
  note?: string;
}

/** What platform may move or rename. @public */
export interface ContractRefactoring {
  /** Paths of the repository, globs. */
  paths?: string[];
  /** `[cluster:]Kind/namespace/name` */
  objects?: string[];
  note?: string;
}

/** Something that two teams can change, documented like an API. @public */
export interface ContractInterface {
  name: string;
  /** A full entity ref. */
  owner: string;
  /** http(s) only. */
  doc: string;
  /** Two neighbouring segments. */
  between?: Segment[];
  /** `[cluster:]Kind/namespace/name` of what is shared. */
  objects?: string[];
  note?: string;
}

/** @public */
export interface ContractLink {
  title: string;
  /** http(s) only. */
  url: string;
}

/**
 * What a contract file says. Owners are full entity refs once it was read; whatever is absent is not said.
 *
 * @public
 */
export interface ContractContent {
  apiVersion: 'flux-delivery/v1';
  kind: 'DeliveryContract';
  identifiers?: ContractIdentifiers;
  /** In promotion order. */
  environments?: ContractEnvironment[];
  owners?: Partial<Record<Segment, string>>;
  /** Who moves first, and where that is not enough, by class. */
  firstResponse?: {
    segments?: Partial<Record<Segment, string>>;
    classes?: Partial<Record<FailureClassName, string>>;
  };
  rollback?: string;
  fix?: string;
  appTeamMayChange?: ContractValues[];
  platformMayRefactor?: ContractRefactoring[];
  interfaces?: ContractInterface[];
  links?: { runbook?: string; alerts?: ContractLink[] };
}
