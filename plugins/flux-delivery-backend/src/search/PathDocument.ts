import type { IndexableDocument } from '@backstage/plugin-search-common';
import type { FleetState } from 'backstage-plugin-flux-delivery-common';

/**
 * One target of one service, as search holds it: shown to whoever may see all segments of that target.
 *
 * @public
 */
export type PathDocument = IndexableDocument & {
  /** Full and lower-case. */
  entityRef: string;
  owner: string;
  system: string;
  environment: string;
  cluster: string;
  state: FleetState;
  /** Of the first divergence; empty where nothing diverged. */
  class: string;
};
