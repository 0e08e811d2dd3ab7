import type { FleetBar, FleetDivergence, FleetState } from './FleetPath';

/** An environment of a service in a list. @public */
export interface FleetEnvironment {
  name: string;
  state: FleetState;
  /** Always five: of each segment the worst of the targets. */
  bars: FleetBar[];
  targets: number;
  /** Where all of its targets agree. */
  version?: string;
  /** RFC 3339. */
  expectedBy?: string;
}

/** A divergence with where it is. @public */
export interface PlacedDivergence extends FleetDivergence {
  targetId: string;
  environment: string;
  cluster: string;
}

/** A service in a list: the same in the fleet, on cards and in the catalog. @public */
export interface FleetRow {
  entityRef: string;
  title?: string;
  owner?: string;
  system?: string;
  state: FleetState;
  /** What is the case, in a few words after the word of the state: `at reconcile in prod-eu, 1 of 4 targets`. */
  headline: string;
  /** RFC 3339: since when it is so, where the clusters tell it; of what diverged or is suspended, the first. */
  since?: string;
  /** In promotion order. */
  environments: FleetEnvironment[];
  /** In promotion order, the last environment first; at most five. */
  divergences: PlacedDivergence[];
  targets: number;
  /** Number of objects on its way that somebody stopped. */
  suspended: number;
  /** Where all targets run the same. */
  version?: string;
  /** RFC 3339: when it was judged last. */
  judgedAt?: string;
}
