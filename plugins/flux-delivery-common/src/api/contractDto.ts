import type { EnvironmentPromotion } from '../contract/environmentPromotions';
import type { ContractCheck } from '../contract/checks/ContractCheck';
import type {
  ContractEnvironment,
  ContractIdentifiers,
  ContractInterface,
  ContractLink,
  ContractRefactoring,
  ContractValues,
} from '../contract/ContractContent';
import type {
  Contracted,
  ContractedResponder,
} from '../ownership/OwnershipRule';
import type { Segment } from '../divergence/SegmentVerdict';
import type { AnnotationErrorDto, ContractErrorDto, OwnerDto } from './dto';

/** A contract file, and how it is known. @public */
export interface ContractFileDto {
  entityRef: string;
  name: string;
  url: string;
  /** `kept`: it cannot be read now, and what it said before holds. */
  state: 'read' | 'kept' | 'unreadable' | 'notReadYet';
  /** RFC 3339: when what holds was last confirmed. */
  readAt?: string;
  /** RFC 3339: when it was last asked for. */
  checkedAt?: string;
  /** In words. */
  failure?: string;
  /** RFC 3339. */
  failingSince?: string;
}

/** A part of a contract, and what says it. @public */
export interface SaidDto<T> {
  value: T;
  /** `line 12 of delivery-contract.yaml of component:default/api` */
  said: string;
}

/**
 * The answer of `GET /entities/…/contract`: what holds for an entity, of annotations and files of it and of its system.
 *
 * @public
 */
export interface ContractDto {
  entityRef: string;
  /** RFC 3339. */
  observedAt: string;
  /** Nearest first; empty where only annotations say something, or nothing does. */
  files: ContractFileDto[];
  errors: ContractErrorDto[];
  annotationErrors: AnnotationErrorDto[];
  segmentOwners: ({ segment: Segment } & Contracted)[];
  /** The first one that fits counts. */
  firstResponse: ContractedResponder[];
  rollback?: Contracted;
  fix?: Contracted;
  runbook?: { url: string; said: string };
  alerts: ContractLink[];
  identifiers?: SaidDto<ContractIdentifiers>;
  /** In promotion order. */
  environments?: SaidDto<ContractEnvironment[]>;
  appTeamMayChange?: SaidDto<ContractValues[]>;
  platformMayRefactor?: SaidDto<ContractRefactoring[]>;
  interfaces?: SaidDto<ContractInterface[]>;
  /** What a promotion means in each environment that the service is in, in promotion order. */
  promotions: EnvironmentPromotion[];
  checks: ContractCheck[];
  /** Everybody who is named, by full entity ref. */
  owners: Record<string, OwnerDto>;
}
