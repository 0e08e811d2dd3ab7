import type { KubeObject, Observed } from '../kube/KubeObject';
import type { ObjectRef } from '../kube/ObjectRef';
import type { EndpointSlice, PodSample, Service } from '../kube/workloads';

/**
 * How a target is bound to the entity.
 *
 * - `claimed`: the object names the entity in `flux-delivery/entity`;
 * - `label`: `backstage.io/kubernetes-id` on the object has the entity's value;
 * - `tenantRule`: a rule in `fluxDelivery.tenants` lets the entity's owner in;
 * - `trusted`: `requireClaim` is off;
 * - `inferred`: by image; a suggestion;
 * - `notAuthorized`: the entity points at it, nothing lets it: shown without data;
 * - `notVerified`: the entity points at it, and the cluster cannot be asked whether it claims the entity.
 *
 * @public
 */
export type Binding =
  | 'claimed'
  | 'label'
  | 'tenantRule'
  | 'trusted'
  | 'inferred'
  | 'notAuthorized'
  | 'notVerified';

/** @public */
export interface SourceLink {
  ref: ObjectRef;
  /** Absent where the object does not exist, or cannot be seen. */
  source?: Observed;
  because: string;
}

/** @public */
export interface ParentLink {
  ref: ObjectRef;
  parent?: Observed;
  because: string;
}

/** @public */
export interface ResolvedWorkload {
  ref: ObjectRef;
  /** Absent where an inventory lists it and it is not there. */
  workload?: Observed;
  because: string;
  pods?: PodSample;
  /** Jobs of a CronJob, newest first; the Canary or Rollout that drives it; the primary Deployment of a Canary. */
  related: Observed[];
}

/** @public */
export interface ResolvedService {
  ref: ObjectRef;
  service: Observed<Service>;
  because: string;
  slices: Observed<EndpointSlice>[];
  /** Ingresses and routes of the Gateway API that lead to it. */
  routes: Observed[];
  /** Keys of the workloads whose pod template the selector matches. */
  selects: string[];
}

/**
 * Everything that was found for one target, before it is judged.
 *
 * @public
 */
export interface ResolvedTarget {
  /** Stable over time: names the target in URLs and in the ledger. */
  id: string;
  cluster: string;
  environment: string;
  environmentBecause: string;
  /** Absent for workloads that Flux does not deliver. */
  applierRef?: ObjectRef;
  applier?: Observed;
  binding: Binding;
  /** One sentence for each way that led here, strongest first. */
  because: string[];
  /** Nearest first: HelmChart, then its HelmRepository. */
  sources: SourceLink[];
  /** Nearest first, up to the root; ends where a cycle closes. */
  parents: ParentLink[];
  /** Set where the parents run in a circle. */
  parentCycle?: string[];
  workloads: ResolvedWorkload[];
  services: ResolvedService[];
  /** ImagePolicy, ImageRepository and ImageUpdateAutomation that feed this target. */
  imageAutomation: Observed[];
  /** Everything in the applier's inventory, also kinds that are not watched. */
  owned: ObjectRef[];
}

/**
 * What a target is made of, by name: for whoever asks what belongs to it, and not what any of it says.
 *
 * @public
 */
export interface TargetRefs {
  applierRef?: ObjectRef;
  sources: readonly { ref: ObjectRef }[];
  parents: readonly { ref: ObjectRef }[];
  workloads: readonly {
    ref: ObjectRef;
    related: readonly { ref: ObjectRef }[];
  }[];
  services: readonly {
    ref: ObjectRef;
    slices: readonly { ref: ObjectRef }[];
    routes: readonly { ref: ObjectRef }[];
  }[];
  imageAutomation: readonly { ref: ObjectRef }[];
  owned: readonly ObjectRef[];
}

/**
 * What the domain may know of an entity. `owner` is a full entity ref.
 *
 * @public
 */
export interface EntityFacts {
  entityRef: string;
  owner?: string;
  annotations: Record<string, string>;
  labels?: Record<string, string>;
  title?: string;
  /** A full entity ref. */
  system?: string;
}

/** @public */
export type AnyObject = KubeObject<any, any>;
