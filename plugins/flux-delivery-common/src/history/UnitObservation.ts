import type { Segment, Verdict } from '../divergence/SegmentVerdict';
import type {
  DeliveredImage,
  DeliveryApplier,
  DeliveryRevisions,
} from './Delivery';
import type { WorkloadPast } from './formerTemplates';
import type { UnitKey } from './Ledger';

/** What the judges say of a unit, as far as a delivery depends on it. @public */
export interface UnitHealth {
  rollout: Verdict;
  traffic: Verdict;
  /** The first divergence of reconcile, rollout and traffic. */
  failure?: {
    segment: Segment;
    class?: string;
    message?: string;
    /** RFC 3339, where the cluster tells it. */
    since?: string;
  };
  /** RFC 3339: when the rollout was complete, where the workloads tell it. */
  rolledOutAt?: string;
}

/** An entry of the history of a Kustomization. @public */
export interface AppliedManifests {
  digest: string;
  revisions: DeliveryRevisions;
  firstAt?: string;
  lastAt?: string;
  status?: string;
}

/** What a Kustomization says of its passes. @public */
export interface KustomizationFacts {
  type: 'kustomization';
  /** What is or was tried last. */
  attempt: {
    /** Generation and revision: names it. */
    key: string;
    revisions: DeliveryRevisions;
    /** RFC 3339: no earlier than its begin, as far as this version tells. */
    at?: string;
  };
  /** True once everything of the attempt was sent to the API server: what the workloads are now, they are by it. */
  isApplied: boolean;
  /** RFC 3339: when the pass succeeded with this attempt; absent while it has not. */
  settledAt?: string;
  /** Of what the attempt built, where it is known. */
  digest: string;
  /** The newest first. */
  history: AppliedManifests[];
  /** How long it waits before it tries again, in milliseconds. */
  retryMs: number;
}

/** A Helm revision as the HelmRelease tells it. @public */
export interface ReleaseFacts {
  version: number;
  /** RFC 3339. */
  deployedAt: string;
  status: string;
  action?: string;
  /** Names chart and values. */
  content: string;
  revisions: DeliveryRevisions;
}

/** What a HelmRelease says of its actions. @public */
export interface HelmFacts {
  type: 'helm';
  /** By version, the newest first. */
  releases: ReleaseFacts[];
  /** The install or upgrade that runs now. */
  running?: {
    content: string;
    revisions: DeliveryRevisions;
    /** RFC 3339. */
    at?: string;
  };
  /** What failed, or waits, before any action tried it: another spec, or another chart, than those of the last action. */
  untried?: {
    /** Generation, and the chart where that is another one: names it. */
    key: string;
    revisions: DeliveryRevisions;
    /** RFC 3339: no earlier than its begin, as far as this version tells. */
    at?: string;
    /** How it fails, where an action before it failed: of that, {@link UnitHealth} tells. */
    failure?: UnitHealth['failure'];
  };
  /** RFC 3339: when the action that deployed the newest revision ended well, a rollback too. */
  settledAt?: string;
  /** RFC 3339: when the last action ended, where it failed; with its words. */
  failedAt?: string;
  message?: string;
  retryMs: number;
}

/**
 * A unit as it stood when one version of one of its objects was current: what the next step of its chain is derived from.
 *
 * @public
 */
export interface UnitObservation {
  unit: UnitKey;
  environment: string;
  cluster: string;
  applierRef: DeliveryApplier | null;
  /** resourceVersion of the object whose version it is. */
  version: string;
  /** RFC 3339: when that was told. */
  at: string;
  /** True where it comes from a list: it is the present, and what came before it was not seen. */
  listed: boolean;
  /** RFC 3339: only with `listed`, until when the cluster was watched before. */
  unseenSince?: string;
  /** True where observations since then were dropped: what they said is missing. */
  dropped?: boolean;
  uid: string;
  /** True where the applier delivers more than what belongs to the entity: then only workloads tell what is the entity's. */
  narrowed: boolean;
  workloads: string;
  restarts: string;
  /** Declared, and running where pods were seen. */
  images: DeliveredImage[];
  applier?: KustomizationFacts | HelmFacts;
  /** The latest change of a pod template past Flux. */
  outside?: { manager: string; at?: string };
  /** RFC 3339: when the source fetched what is delivered. */
  fetchedAt?: string;
  /** RFC 3339: when somebody asked for a pass. */
  requestedAt?: string;
  /** What ReplicaSets tell of earlier pod templates, where they were listed; made when it is asked for, at first sight. */
  past?(): WorkloadPast[] | undefined;
  /** Made when it is asked for: judging is the dear part. */
  health(): UnitHealth;
}
