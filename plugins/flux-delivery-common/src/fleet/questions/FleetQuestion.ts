import type { ObjectRef } from '../../kube/ObjectRef';
import type { FleetState } from '../FleetPath';

/** The questions that somebody has about all services, in the order in which they are asked. @public */
export const FLEET_QUESTIONS = [
  'sources',
  'kustomizations',
  'versions',
  'helmReleases',
  'suspended',
  'lag',
  'controllers',
  'alerts',
] as const;

/** @public */
export type FleetQuestionId = (typeof FLEET_QUESTIONS)[number];

/** Something that an answer names. @public */
export interface FleetFinding {
  state: FleetState;
  /** In a few words. */
  text: string;
  object?: ObjectRef;
  /** RFC 3339. */
  since?: string;
  /** Of the services that it concerns the first fifty. */
  entityRefs?: string[];
  /** How many services it concerns in all; absent where it is of none. */
  services?: number;
}

/** A question with its answer, and what the answer rests on. @public */
export interface AnsweredQuestion {
  id: FleetQuestionId;
  question: string;
  state: FleetState;
  /** A sentence. */
  answer: string;
  /** The first ten, worst first. */
  findings: FleetFinding[];
  /** How many there are of them in all. */
  total: number;
}

/** What the ledger tells of the deliveries of a time, over the services that the caller may see. @public */
export interface DeliveryFigures {
  /** RFC 3339. */
  from: string;
  /** RFC 3339. */
  until: string;
  succeeded: number;
  failed: number;
  /** Mean seconds from the first word of a delivery to its end, of those that succeeded; absent where there is none. */
  meanSeconds?: number;
  /** Mean seconds from what was fetched to what was applied, where both are known. */
  meanLagSeconds?: number;
  /** False where times were not seen. */
  complete: boolean;
}

/** A controller of Flux on a cluster. @public */
export interface FluxController {
  ref: ObjectRef;
  /** As its image says. */
  version?: string;
  state: Extract<FleetState, 'ok' | 'inProgress' | 'diverged' | 'suspended'>;
  /** `0 of 1 ready`. */
  text: string;
}
