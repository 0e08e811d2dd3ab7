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

/**
 * Through which feed a record came: `api` is `POST /promotions`, `cdevents` an event over HTTP or through the events service.
 *
 * @public
 */
export type PromotionFeed = 'api' | 'cdevents';

/**
 * `rollback` where the sender says so; `published`: it was made available, and entered no environment.
 *
 * @public
 */
export type PromotionKind = 'promotion' | 'rollback' | 'published';

/**
 * What somebody says of a promotion, checked and in one form: texts without credentials, refs in full, hex in lower case.
 *
 * @public
 */
export interface PromotionInput {
  /** Chosen by the sender, unique for ever: the same id with the same content is the same record. */
  id: string;
  /** Full and lower-case; absent where only an image or a source was named. */
  entityRef?: string;
  /** The image repository that the sender named instead of an entity, with its registry. */
  image?: string;
  /** The Git, OCI or Helm repository that the sender named instead of an entity. */
  source?: string;
  /** Empty where `kind` is `published`. */
  environment: string;
  /** The environment that it came from. */
  from?: string;
  version: VersionIdentifiers;
  actor?: Pick<Actor, 'name' | 'type'>;
  pipeline?: Pipeline;
  change?: { url: string };
  notes?: string;
  /** RFC 3339 in UTC: when it happened, as the sender says. Records are placed by it, however late they come. */
  occurredAt: string;
  /** Absent for `promotion`. */
  kind?: PromotionKind;
}

/**
 * Release intent that entered an environment: what, from where, to where, who, by which pipeline, when. Recorded once under its
 * id and never changed.
 *
 * @public
 */
export interface Promotion extends Omit<PromotionInput, 'actor'> {
  actor: Actor;
  /** RFC 3339: when we were told. */
  recordedAt: string;
  /**
   * Who told us, as authentication proves it: `user:default/ann`, or the subject of a service such as `external:ci`. Absent where
   * nothing proved it, as for what came through the events service.
   */
  recordedBy?: string;
  feed: PromotionFeed;
}
