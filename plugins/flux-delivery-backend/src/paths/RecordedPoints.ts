import type { DivergenceStatement } from 'backstage-plugin-flux-delivery-common';

/** What people said of the divergence points of an entity's targets, for a path answer. */
export interface RecordedPoints {
  /** By target id. Never rejects, and answers within moments: a path must not wait for a record that cannot be read. */
  of(
    entityRef: string,
  ): Promise<ReadonlyMap<string, DivergenceStatement> | 'unavailable'>;
}
