import type {
  Delivery,
  DeliveryKind,
  DeliveryOutcome,
} from '../history/Delivery';
import type {
  Actor,
  Promotion,
  VersionIdentifiers,
} from '../promotion/Promotion';
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
  /** Seconds that each segment took; they sum to `totalSeconds`. Absent where a time in between is not known. */
  segmentSeconds?: Partial<Record<Segment, number>>;
  totalSeconds?: number;
  /** Of the row before it in the same target, with which it is compared. */
  previousId?: string;
  /** http(s) links: commit, compare with the row before, pipeline. */
  links: { title: string; url: string }[];
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
  identifiers: VersionIdentifiers;
  /** RFC 3339: when it was first seen anywhere. */
  firstSeenAt: string;
  /** True where CI said that it was published and no environment has it. */
  publishedOnly: boolean;
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
  actor: Actor;
  digest?: string;
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
  notes: { class: string; environment?: string; summary: string }[];
  store: 'ledger' | 'liveOnly';
}

/** How it is known that two identifiers name one release. @public */
export type IdentifierEdgeHow =
  | 'statusField'
  | 'ociAnnotation'
  | 'eventMetadata'
  | 'promotion'
  | 'imageReference'
  | 'runningPod';

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
