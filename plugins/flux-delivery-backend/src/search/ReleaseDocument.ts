import type { IndexableDocument } from '@backstage/plugin-search-common';

/**
 * One release of one service, as search holds it. It tells the names of the release and nothing of single targets: whoever may see
 * some of a path may find it, and what they may see of its deliveries, the page decides.
 *
 * @public
 */
export type ReleaseDocument = IndexableDocument & {
  /** Full and lower-case. */
  entityRef: string;
  /** RFC 3339: when the release was first seen anywhere. */
  firstSeenAt: string;
};
