import type { ClusterFreshnessDto, OwnerDto } from '../api/dto';
import type { Segment } from '../divergence/SegmentVerdict';
import type { FleetState } from './FleetPath';
import type {
  AnsweredQuestion,
  DeliveryFigures,
} from './questions/FleetQuestion';
import type { FleetRootCause } from './fleetRootCauses';
import type { FleetRow } from './FleetRow';
import type { RegisteredSuspension } from './suspensionRegister';

/** How well what a list shows is known. @public */
export interface FleetCompleteness {
  /** RFC 3339: of the answer. */
  observedAt: string;
  /** False as long as not every service was judged since the portal started: then one that is not in the list may be there. */
  complete: boolean;
  /** Those of the services that the caller may see, and how well each is known. */
  clusters: ClusterFreshnessDto[];
}

/** A value to filter by, and how many of the services that the caller may see have it. @public */
export interface FleetFacet {
  value: string;
  services: number;
}

/** What one may filter by. @public */
export type FleetFacets = Record<
  'owners' | 'systems' | 'environments' | 'clusters' | 'segments' | 'classes',
  FleetFacet[]
>;

/** A root cause in a list: of its services the first. @public */
export interface FleetRootCauseDto extends FleetRootCause {
  services: number;
}

/** The answer of `GET /fleet`. @public */
export interface FleetDto extends FleetCompleteness {
  /** Worst first. */
  items: FleetRow[];
  nextCursor: string | null;
  /** How many services the filters leave, over all pages. */
  total: number;
  /** How many services are in each state, by all filters but that of states. */
  counts: Record<FleetState, number>;
  /** On the first page alone. */
  rootCauses: FleetRootCauseDto[];
  rootCausesTotal: number;
  /** Whose move the root causes are, and how to reach them, by full entity ref. */
  owners?: Record<string, OwnerDto>;
  facets: FleetFacets;
}

/** The answer of `POST /summaries`. @public */
export interface SummariesDto extends FleetCompleteness {
  /** Of those asked for that have a delivery path and that the caller may see, in the order of the question. */
  items: FleetRow[];
}

/** The answer of `GET /fleet/suspensions`. @public */
export interface SuspensionsDto extends FleetCompleteness {
  /** The oldest first. */
  items: RegisteredSuspension[];
  /** After this many days a suspension counts as forgotten. */
  forgottenAfterDays: number;
  truncated: boolean;
}

/** The answer of `GET /fleet/questions`. @public */
export interface FleetQuestionsDto extends FleetCompleteness {
  questions: AnsweredQuestion[];
  /** Deliveries of the last day, and of the seven days before it; absent where the history does not answer. */
  figures?: { day: DeliveryFigures; week: DeliveryFigures };
}

/** A target of a service, for a search index. @public */
export interface IndexedTargetDto {
  entityRef: string;
  title?: string;
  owner?: string;
  system?: string;
  targetId: string;
  environment: string;
  cluster: string;
  state: FleetState;
  headline: string;
  /** The segment that the headline is of. */
  headlineOf?: Segment;
  version?: string;
  /** Of the first divergence. */
  segment?: Segment;
  class?: string;
  firstResponder?: string;
}

/** The answer of `GET /fleet/targets`: service by service, in the order of their refs. @public */
export interface IndexedTargetsDto {
  items: IndexedTargetDto[];
  /** Absent on the last page. */
  nextCursor?: string;
}
