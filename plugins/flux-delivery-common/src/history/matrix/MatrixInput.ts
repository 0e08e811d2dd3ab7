import type { Promotion } from '../../promotion/Promotion';
import type { Delivery } from '../Delivery';

/** An environment as a matrix needs to know it. @public */
export interface MatrixEnvironment {
  name: string;
  pinned: boolean;
  /** How the environment names its version, as its sources and appliers spell it now. */
  consumes?: { how: 'pinned' | 'range' | 'branch' | 'tag'; text: string };
  /** What a suspension withholds now. */
  heldBack?: { cluster: string; what: string; since?: string }[];
  /** What targets know to be newer at their source and have not applied now, whatever the reason. */
  waiting?: { targetId: string; what: string }[];
  /** What image automation chose and no workload of a target declares now, in a sentence. */
  chosen?: { cluster: string; summary: string }[];
}

/** @public */
export interface MatrixInput {
  entityRef: string;
  /** In any order; rows that are no deployment are left out. */
  deliveries: readonly Delivery[];
  promotions: readonly Promotion[];
  /** In promotion order. */
  environments: readonly MatrixEnvironment[];
  /** RFC 3339. */
  now: string;
  /** How many versions are shown; what runs somewhere is shown whatever its place. 20 unless told. */
  versions?: number;
  store: 'ledger' | 'liveOnly';
}
