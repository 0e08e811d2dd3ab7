import type { ComparableDelivery } from '../history/compareDeliveries';
import type {
  DeliveredImage,
  Delivery,
  DeliveryKind,
  DeliveryOutcome,
} from '../history/Delivery';
import type {
  Actor,
  Promotion,
  VersionIdentifiers,
} from '../promotion/Promotion';
import type { TagMove } from '../promotion/tagMoves';
import type { IdentifierEdgeHow } from '../promotion/identifiers';
import type { Segment } from '../divergence/SegmentVerdict';

/**
 * A row of the ledger with what is known beside it.
 *
 * @public
 */
export interface DeliveryDto extends Delivery {
  /** The promotion that it carries out, where one was recorded; joined when asked, so that late records count. */
  promotion?: Promotion;
  promotionId?: string;
  /** What events of Flux carried of their own: annotations `event.toolkit.fluxcd.io/…` of objects, and metadata of Alerts. Claims. */
  eventMetadata?: Record<string, string>;
  /**
   * What took how long, in order; the seconds sum to `totalSeconds`. Where a time in between is not known, one span covers several
   * segments.
   */
  spans: DeliverySpanDto[];
  totalSeconds: number;
  /** The span that has no end yet: in which segments, and since when. Absent once the delivery is settled. */
  openSpan?: { segments: Segment[]; from: string };
  /** The row before it in the same target that brought content: what it is compared with. */
  previous?: ComparableDelivery;
  previousId?: string;
  /** http(s) links: commit, compare with the row before, pipeline, change request. */
  links: { title: string; url: string }[];
  /** The page of the Git host that compares two commits, with `{from}` and `{to}` in their places; absent where no rule tells it. */
  compareUrl?: string;
}

/** @public */
export interface DeliverySpanDto {
  segments: Segment[];
  /** RFC 3339. */
  from: string;
  to: string;
  /** Whole seconds. */
  seconds: number;
}

/** The answer of `GET /entities/…/deliveries`: newest first. @public */
export interface DeliveriesDto {
  entityRef: string;
  observedAt: string;
  items: DeliveryDto[];
  /** Absent on the last page. */
  nextCursor?: string;
  /** Times that were not seen, in what is shown. */
  complete: boolean;
  /** `liveOnly` while the database does not answer: what is shown is only what this replica holds in memory. */
  store: 'ledger' | 'liveOnly';
}

/** The answer of `GET /entities/…/promotions`: newest first. @public */
export interface PromotionsDto {
  entityRef: string;
  observedAt: string;
  items: (Promotion & {
    /** The deliveries that carried it out, by target; empty where it has not arrived. */
    deliveries: {
      id: string;
      targetId: string;
      cluster: string;
      outcome: DeliveryOutcome;
    }[];
  })[];
  nextCursor?: string;
}

/** One version of the matrix. @public */
export interface MatrixVersionDto {
  /** Names the row: equal for equal content names. */
  key: string;
  /** What people call it: `1.8.3`, `main 3fa2c1e`. */
  title: string;
  /** Empty where nothing names it, as of a HelmRelease that was never installed. */
  identifiers: VersionIdentifiers;
  /** RFC 3339: when it was first seen anywhere. */
  firstSeenAt: string;
  /** True where CI said that it was published and no environment has it. */
  publishedOnly: boolean;
  /** When and by whom it was published, where CI told: who publishes need not be who promotes. */
  published?: { at: string; actor: Actor; recordedBy?: string };
  /** Of a version that no environment has: those that it was promoted to, as records say. */
  promotedTo?: string[];
}

/** @public */
export interface MatrixTargetDto {
  targetId: string;
  cluster: string;
  deliveryId: string;
  outcome: DeliveryOutcome;
  kind: DeliveryKind;
  /** True where it is what runs there now. */
  current: boolean;
  at: string;
  /** By the surest word, as in the list of deliveries. */
  actor: Actor;
  /** The record that it carries out, where one is known. */
  promotion?: Pick<Promotion, 'id' | 'actor' | 'recordedBy' | 'pipeline'>;
  digest?: string;
  /** Of what runs now: how many releases of the environment before it have not come here; null where it cannot be counted. */
  behind?: number | null;
  /** The class of its failure, where it failed. */
  class?: string;
}

/** @public */
export interface MatrixCellDto {
  version: string;
  environment: string;
  targets: MatrixTargetDto[];
}

/** How far an environment is behind the one before it. @public */
export interface BehindDto {
  environment: string;
  behind: string;
  /** Null where it cannot be counted. */
  releases: number | null;
  seconds: number | null;
  because: string;
}

/** A version of an artifact. @public */
export interface ArtifactVersionDto {
  /** What people call it: `1.2.3`, `main 3fa2c1e`. */
  title: string;
  /** Never with an image: that is the other track. */
  identifiers: VersionIdentifiers;
}

/** Targets of one environment that have the same artifact and the same images. @public */
export interface TrackedTargetsDto {
  targets: { targetId: string; cluster: string; deliveryId: string }[];
  /** What Flux applied last; absent where nothing tells it, as of workloads that Flux does not deliver. */
  artifact?: ArtifactVersionDto;
  /** What Flux knows to be newer at the source and has not applied, as people read it; only of now, to callers that may see it. */
  waiting?: string;
  /** What the artifact declares and what pods run; empty where it was not told. */
  images: DeliveredImage[];
}

/**
 * The two tracks of one environment: the artifact that Flux fetches and applies, and the images that it declares. They move apart:
 * configuration alone is another artifact with the same images.
 *
 * @public
 */
export interface EnvironmentTracksDto {
  environment: string;
  /** By cluster; more than one where targets differ. */
  groups: TrackedTargetsDto[];
  /**
   * How many artifacts, and how many sets of images, the environment before was given since it had those of here; the oldest target
   * counts. Null where it never had them, or nothing is recorded there. Absent in the first environment.
   */
  behind?: {
    environment: string;
    artifacts: number | null;
    images: number | null;
  };
}

/** The answer of `GET /entities/…/matrix`. @public */
export interface MatrixDto {
  entityRef: string;
  observedAt: string;
  environments: {
    name: string;
    pinned: boolean;
    /** How the environment names its version, and whether that is flagged there. */
    consumes?: {
      how: 'pinned' | 'range' | 'branch' | 'tag';
      text: string;
      flagged: boolean;
    };
  }[];
  /** Newest first, at most 20 unless more are asked for. */
  versions: MatrixVersionDto[];
  cells: MatrixCellDto[];
  behind: BehindDto[];
  /** Artifact and images side by side, for each environment of which something is recorded, in promotion order. */
  tracks: EnvironmentTracksDto[];
  /**
   * `published-not-deployed`, `skipped-environment`, `held-back`, `floating-version`, `out-of-band`, `partial`, `gap`; `known-by-report`
   * where newer versions are only known as far as Flux or CI told of them; `present-not-told` where the caller may not see the
   * present path, and what it says of environments is left out.
   */
  notes: MatrixNoteDto[];
  /** How many versions there are beyond those that are shown. */
  moreVersions: number;
  store: 'ledger' | 'liveOnly';
}

/** @public */
export interface MatrixNoteDto {
  class: string;
  environment?: string;
  version?: string;
  summary: string;
}

/** The answer of `GET /entities/…/tags`: how environments name their versions, and moves of tags, newest first. @public */
export interface TagsDto {
  entityRef: string;
  observedAt: string;
  environments: {
    name: string;
    /** True where versions are meant to be exact. */
    pinned: boolean;
    /** Absent where nothing tells it now. */
    consumes?: {
      how: 'pinned' | 'range' | 'branch' | 'tag';
      text: string;
      /** True where versions are meant to be exact and a range or a tag that moves is followed; as in the matrix. */
      flagged: boolean;
    };
  }[];
  /** In words, what is left out since the caller may not see the present path. */
  notKnown?: string[];
  moves: TagMove[];
  /** False where older rows were not looked through. */
  complete: boolean;
}

/** One release of one service, for a search index. @public */
export interface IndexedReleaseDto {
  entityRef: string;
  /** Names the release among those of its service. */
  key: string;
  /** What people call it: `1.8.3`, `main 3fa2c1e`. */
  title: string;
  /** Every name that is known of it, each once: commits, tags, digests, chart versions, images, pipelines, promotions. */
  names: string[];
  /** RFC 3339. */
  firstSeenAt: string;
}

/** The answer of `GET /releases`: service by service, in the order of their refs; of each the newest first. @public */
export interface ReleasesDto {
  items: IndexedReleaseDto[];
  /** Absent on the last page. A page may hold no release and not be the last one. */
  nextCursor?: string;
}

/** The answer of `GET /find?q=`: best first. Only what the caller may read is counted or shown. @public */
export interface FindDto {
  query: string;
  /** What the text looks like, in the order in which it was tried. */
  readAs: { kind: string; value: string }[];
  /** True where several releases or services bear the name. */
  ambiguous: boolean;
  items: FoundReleaseDto[];
  truncated: boolean;
}

/** @public */
export interface FoundReleaseDto {
  entityRef: string;
  title: string;
  identifiers: { kind: string; value: string }[];
  edges: {
    from: string;
    to: string;
    how: IdentifierEdgeHow;
    because: string;
  }[];
  /** Why it was found. */
  because: string;
  exact: boolean;
  promotions: {
    id: string;
    environment: string;
    occurredAt: string;
    actor?: Actor;
  }[];
  /** Where it is or was. */
  deliveries: {
    id: string;
    environment: string;
    cluster: string;
    targetId: string;
    outcome: DeliveryOutcome;
    kind: DeliveryKind;
    startedAt: string;
    current: boolean;
  }[];
}
