import type { ClusterFreshnessDto, OwnerDto } from '../../api/dto';
import type { Segment } from '../../divergence/SegmentVerdict';
import type { ObjectRef } from '../../kube/ObjectRef';
import type { Binding } from '../../paths/DeliveryPath';
import type { Handoff } from '../handoffs';
import type { PartialObservability } from '../observability/ObservedSides';
import type { OnCall } from '../onCall';
import type { OwnershipAnswer } from '../OwnershipRule';
import type { Belongings } from './belongingsOf';
import type { OwnershipGap } from './OwnershipGap';
import type { OwnershipQuestion } from './OwnershipQuestion';
import type { SourceOwnership } from './sourceOwnership';

/** Who owns a segment of a target, and by what. @public */
export interface SegmentOwnership extends OwnershipAnswer {
  segment: Segment;
  /** True where the caller may not be told. */
  notPermitted?: true;
}

/** Everything about who owns one target of an entity. @public */
export interface TargetOwnership {
  targetId: string;
  environment: string;
  cluster: string;
  binding: Binding;
  /** How it was found, in words. */
  because: string[];
  applier: ObjectRef | null;
  /** Always five, in the order of segments. */
  segments: SegmentOwnership[];
  /** The four interfaces between them. */
  handoffs: Handoff[];
  /** Pairs of owners of whom neither alone can tell; empty where everything is seen, and where the caller may not see all segments. */
  partlySeen: PartialObservability[];
  /** Who is on call for what: the app team, the platform, and whoever else owns a segment. */
  onCall: OnCall[];
  /** What the applier owns, and what of that it may delete; null where there is no applier, or it may not be told. */
  belongings: Belongings | null;
  /** Nearest first. */
  sources: SourceOwnership[];
  workloads: ObjectRef[];
  /** Whoever delivers the applier itself, nearest first. */
  parents: ObjectRef[];
  /** What is unowned or doubly owned on the way. */
  gaps: OwnershipGap[];
}

/** The answer of `GET /entities/…/ownership`. @public */
export interface EntityOwnershipDto {
  entityRef: string;
  title?: string;
  owner?: string;
  system?: string;
  /** RFC 3339. */
  observedAt: string;
  targets: TargetOwnership[];
  /** Of the targets, how well each is known. */
  clusters: ClusterFreshnessDto[];
  /** Who was named, by full entity ref. */
  owners: Record<string, OwnerDto>;
}

/** An entity that an object belongs to. @public */
export interface OwningEntity {
  entityRef: string;
  title?: string;
  /** A full entity ref. */
  owner?: string;
  /** A full entity ref. */
  system?: string;
  targetId: string;
  environment: string;
  cluster: string;
  binding: Binding;
  /** The segment of the path that the object is part of. */
  segment?: Segment;
  /** Whose move it is at this object: the owner of {@link OwningEntity.segment}. */
  objectOwner?: OwnershipAnswer;
  /** How object and entity hang together, in words. */
  because: string[];
  /** Always five. */
  segments: SegmentOwnership[];
}

/** An object that a question names, and whose it is. @public */
export interface OwnershipMatch {
  object: ObjectRef;
  /** From what was asked to this object, in words. */
  because: string[];
  /** True where it was seen; false where only an inventory lists it; null where its kind is not watched. */
  exists: boolean | null;
  /** Who delivers it. */
  appliers: ObjectRef[];
  /** Those that the caller may see. */
  entities: OwningEntity[];
  /** Who owns it by a rule of the configuration, where no entity has it. */
  owner?: OwnershipAnswer;
  /** True where it belongs to an entity that the catalog does not show to the caller. */
  withheld?: true;
  /** What is missing, or too much, and how to mend it. */
  gaps: OwnershipGap[];
}

/** A service that a question names, or that whom it names stands for, and what it has. @public */
export interface OwnedService {
  entityRef: string;
  title?: string;
  /** A full entity ref. */
  owner?: string;
  /** A full entity ref. */
  system?: string;
  environments: string[];
  appliers: ObjectRef[];
  /** The nearest of each target first. */
  sources: ObjectRef[];
  /** Where its appliers stand and its workloads run. */
  namespaces: { cluster: string; namespace: string }[];
  /** True where it has more of something than is told. */
  more?: true;
}

/** The answer of `GET /ownership`. @public */
export interface OwnershipDto {
  /** RFC 3339. */
  observedAt: string;
  /** How the question was read, the likeliest first. */
  readAs: OwnershipQuestion[];
  /** False as long as not everything is known: what is not found may be there. */
  complete: boolean;
  /** Clusters that the caller may know of and that are not in sync. */
  clusters: ClusterFreshnessDto[];
  matches: OwnershipMatch[];
  /** Entities of that name, for a question that names one; of a group, user, system or domain, its services. */
  entityRefs: string[];
  /** The same, each with what it has of that which the caller may see. */
  services: OwnedService[];
  /** True where there are more than were told. */
  truncated: boolean;
  /** Who was named, by full entity ref. */
  owners: Record<string, OwnerDto>;
}

/** The answer of `GET /ownership/gaps`. @public */
export interface OwnershipGapsDto {
  /** RFC 3339. */
  observedAt: string;
  /** RFC 3339: as of when all objects were looked through. */
  surveyedAt: string;
  /** False as long as not everything is known. */
  complete: boolean;
  /** Clusters that the caller may know of and that are not in sync. */
  clusters: ClusterFreshnessDto[];
  items: OwnershipGap[];
  nextCursor: string | null;
  /** Over all pages, by all filters. */
  total: number;
  /** By all filters but that of kinds of gaps. */
  counts: Record<OwnershipGap['gap'], number>;
  /** What one may filter by, of what the caller may see. */
  facets: Record<'clusters' | 'namespaces' | 'kinds', string[]>;
}
