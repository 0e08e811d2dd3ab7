/**
 * How sure it is who did something. It is never raised silently.
 *
 * - `verified`: an authenticated call said so, or it was our own action;
 * - `claimed`: an annotation or the metadata of an event says so; whoever may write those can name anyone;
 * - `inferred`: read off managed fields or the author of a commit;
 * - `unknown`.
 *
 * @public
 */
export type Trust = 'verified' | 'claimed' | 'inferred' | 'unknown';

/** Who or what moved something. @public */
export interface Actor {
  /** As the feed names them; never shown as an entity unless it is one. */
  name: string;
  type: 'human' | 'automation' | 'unknown';
  trust: Trust;
}

/**
 * The names of one release. Any of them may be all that is known.
 *
 * @public
 */
export interface VersionIdentifiers {
  /** Full commit. */
  commit?: string;
  /** Git tag, OCI tag or semantic version. */
  tag?: string;
  /** `sha256:…` of an OCI artifact or image. */
  digest?: string;
  chartVersion?: string;
  /** `registry/repository:tag@digest`. */
  image?: string;
}

/** @public */
export interface Pipeline {
  id: string;
  /** http(s) only. */
  url?: string;
  provider?: string;
}

/** Through which feed a record came. @public */
export type PromotionFeed = 'api' | 'cdevents' | 'flux';

/**
 * Release intent that entered an environment: what, from where, to where, who, by which pipeline, when. Recorded once under its
 * id and never changed.
 *
 * @public
 */
export interface Promotion {
  /** Chosen by the sender, unique for ever: the same id with the same content is the same record. */
  id: string;
  /** Full and lower-case; absent where only an image or a source was named and no entity was found for it. */
  entityRef?: string;
  /** The image repository or source that the sender named instead of an entity. */
  image?: string;
  source?: string;
  environment: string;
  /** The environment that it came from. */
  from?: string;
  version: VersionIdentifiers;
  actor?: Actor;
  pipeline?: Pipeline;
  change?: { url: string };
  notes?: string;
  /** RFC 3339: when it happened, as the sender says. Records are placed by it, however late they come. */
  occurredAt: string;
  /** RFC 3339: when we were told. */
  recordedAt: string;
  feed: PromotionFeed;
  /** `rollback` where the sender says so. */
  kind?: 'promotion' | 'rollback' | 'published';
}
