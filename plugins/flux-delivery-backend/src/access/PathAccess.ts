import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type {
  EntityFacts,
  fluxDeliveryPathPermissions,
  Segment,
} from 'backstage-plugin-flux-delivery-common';

/** One of `fluxDeliveryPathPermissions`. */
export type PathPermission = (typeof fluxDeliveryPathPermissions)[number];

/** Of a place, or `facts`: all that the catalog tells of the entity. */
export type UnknownFact = 'cluster' | 'namespace' | 'environment' | 'facts';

/** What decides about a target: of a path (`placeOf`), of a summary, or of a row of the ledger (`placeOfRow`). */
export interface TargetPlace {
  cluster: string;
  environment: string;
  /** Where its applier stands and where its workloads run. */
  namespaces: readonly string[];
  /**
   * What is not known of the place, or not wholly: of a target that is gone, where its workloads ran. It is allowed only where
   * that makes no difference.
   */
  unknown?: readonly UnknownFact[];
}

/** What decides about an entity. */
export type AccessFacts = Pick<
  EntityFacts,
  'entityRef' | 'owner' | 'annotations' | 'labels'
>;

/**
 * What one caller may see by one permission. Its verbs answer from memory: they may be asked for thousands of entities.
 *
 * Whoever tells something of an entity needs both: that the permission allows it (`see…`), and that the catalog shows the entity
 * to the caller (`visibleAmong`), which is best asked last and about what is left.
 */
export interface PathMay {
  /** True where everything is allowed: nothing needs to be narrowed. It says nothing of the catalog. */
  readonly all: boolean;
  /** True where nothing is allowed. */
  readonly nothing: boolean;
  /** True where targets of one path may be allowed differently. */
  readonly byTarget: boolean;
  /** True where segments of one target may be allowed differently. */
  readonly bySegment: boolean;

  /** Whether there is something of the path to see: one of its targets, or the entity alone where it has none. */
  seeEntity(entity: AccessFacts, targets: readonly TargetPlace[]): boolean;
  /** Whether there is something of the target to see: one of its segments. */
  seeTarget(entity: AccessFacts, target: TargetPlace): boolean;
  seeSegment(
    entity: AccessFacts,
    target: TargetPlace,
    segment: Segment,
  ): boolean;
  /**
   * Whether something of the path is seen because of owner, annotations or labels of the entity, so that others would hide it. What is
   * seen for other reasons needs no facts that are read again.
   */
  restsOnFacts(entity: AccessFacts, targets: readonly TargetPlace[]): boolean;
  /** Whether whatever is in a place may be seen, whoever owns it: for objects that belong to no entity that is known. */
  seePlace(place: Pick<TargetPlace, 'cluster' | 'namespaces'>): boolean;

  /**
   * Which of the entities the catalog shows to the caller. Asks nothing where the catalog shows everything or nothing; else asks in
   * chunks, and remembers for a second. Refs are full and lower-case.
   */
  visibleAmong(entityRefs: readonly string[]): Promise<ReadonlySet<string>>;
}

/** What callers may see. */
export interface PathAccess {
  /** One question to the permission system, however much is asked of the answer. */
  of(
    credentials: BackstageCredentials,
    permission: PathPermission,
  ): Promise<PathMay>;

  /** The same for several permissions, in their order: still one question. */
  ofEach(
    credentials: BackstageCredentials,
    permissions: readonly PathPermission[],
  ): Promise<PathMay[]>;
}
