import type { Explanation } from '../explain/Explanation';
import type { Team } from '../ownership/onCall';
import type { OwnershipAnswer } from '../ownership/OwnershipRule';
import type { Narrative } from '../narrative/Narrative';
import type { Runbook } from '../runbooks/Runbook';
import type { Binding } from '../paths/DeliveryPath';
import type { KindState } from '../paths/InventoryView';
import type {
  Note,
  RootCause,
  Segment,
  SegmentVerdict,
  Verdict,
} from '../divergence/SegmentVerdict';
import type { Trigger } from '../divergence/trigger';
import type { ObjectRef } from '../kube/ObjectRef';
import type {
  DivergencePoint,
  RecordedDivergence,
} from '../triage/RecordedDivergence';
import type { Triage } from '../triage/Triage';

/** An object that can be opened in the drawer. @public */
export interface ObjectLinkDto {
  ref: ObjectRef;
  /** Why it belongs to the path. */
  because?: string;
  /** False where something names it and it is not there. */
  exists: boolean;
  /** http(s) only. */
  links?: { title: string; url: string }[];
}

/** @public */
export interface ImageDto {
  container: string;
  /** The image of the pod template. */
  declared: string;
  /** What ready pods run: `sha256:…`, most pods first; empty where nothing is known. */
  running: { digest: string; pods: number; image: string }[];
}

/** @public */
export interface WorkloadDto extends ObjectLinkDto {
  verdict: Verdict;
  headline: string;
  images: ImageDto[];
  /** RFC 3339: when the pods were listed. */
  podsAsOf?: string;
}

/** A verdict together with whose segment it is. @public */
export interface SegmentDto extends SegmentVerdict {
  /** A full entity ref; absent where nobody is known to own it. */
  owner?: string;
  /** By which rule; also why there is none. */
  ownerBecause?: string;
  /** True where no rule says who it is: to be shown loudly. */
  unowned?: true;
}

/** @public */
export interface DivergenceDto {
  segment: Segment;
  verdict: Verdict;
  class?: string;
  /** The more specific failure inside the class: what a Helm upgrade failed of. */
  cause?: { class: string; segment: string };
  since?: string;
  summary: string;
  message?: string;
  /** Object that the divergence was read from. */
  object?: ObjectRef;
  /** What has to be mended first; `object` itself, where nothing else is behind it. */
  rootCause?: RootCause;
  /** Whose move it is: a full entity ref, or a name where `responderClaimed`. Absent where no rule covers the handoff. */
  firstResponder?: string;
  /** By which rule, in words; also why there is nobody. */
  because?: string;
  /** True where the first responder is only what an annotation claims. */
  responderClaimed?: true;
  /** For whom the first responder is on call; absent where nobody is known, or they are only claimed. */
  responderTeam?: Team;
  /** True where no rule covers the handoff: to be shown loudly, never guessed. */
  unowned?: true;
  /** What refused the content, where a policy did, and who owns it. */
  policy?: { kind: string; name: string; owner?: string; because: string };
  /** Who brings back what worked before: mostly not who makes the lasting change. */
  rollbackOwner?: OwnershipAnswer;
  /** Who makes the lasting change. */
  fixOwner?: OwnershipAnswer;
  /** What to do: the adopter's own page first, then checks, control plane before data plane. */
  runbook?: Runbook;
}

/** The body of `PUT /entities/…/targets/:id/divergence-point`. @public */
export interface DivergencePointInputDto {
  segment: DivergencePoint;
  note?: string;
  /** The divergence that the person was shown: where it is another one by now, nothing is recorded. */
  about?: { segment: DivergencePoint; class?: string };
}

/** @public */
export interface TargetDto {
  id: string;
  cluster: string;
  clusterTitle?: string;
  /** Absent for workloads that Flux does not deliver. */
  applier?: { kind: string; namespace: string; name: string; group: string };
  /** `not delivered by Flux`, where there is no applier. */
  delivered: 'flux' | 'notByFlux';
  binding: Binding;
  because: string;
  /** All ways that led here. */
  becauseAll: string[];
  environmentBecause: string;
  segments: SegmentDto[];
  divergence: DivergenceDto | null;
  /** The target in five clauses. */
  narrative: Narrative;
  /** The seven steps from what users notice to the divergence, filled in; evidence is in the segments that they name. */
  triage: Triage;
  /** What a person said of the divergence point; null where nobody did, absent where that cannot be told now. */
  recordedDivergence?: RecordedDivergence | null;
  /** False where the caller may not say where this target diverged, though they may of others of the path. */
  mayRecordDivergence?: false;
  notes: Note[];
  /** How changes upstream get noticed: a suspect of its own. */
  trigger?: Trigger;
  sources: ObjectLinkDto[];
  parents: ObjectLinkDto[];
  workloads: WorkloadDto[];
  services: ObjectLinkDto[];
  routes: ObjectLinkDto[];
  imageAutomation: ObjectLinkDto[];
  /** Number of objects in the applier's inventory; the list itself: `GET …/owned`. */
  ownedCount: number;
  commands: { title: string; command: string }[];
}

/** @public */
export interface EnvironmentDto {
  name: string;
  /** False for `unassigned`: no rule and no annotation gave the target an environment. */
  assigned: boolean;
  pinned: boolean;
  /** The worst verdict of its targets' paths. */
  verdict: Verdict;
  targets: TargetDto[];
  /** What differs between the targets of this environment, in words. */
  differences: string[];
}

/** One way to reach an owner. @public */
export interface ContactDto {
  type: 'chat' | 'onCall' | 'mail' | 'page';
  title: string;
  /** http(s) or mailto only. */
  url: string;
}

/** What the catalog says of somebody who owns a part of the path. @public */
export interface OwnerDto {
  title: string;
  /** `group` or `user`. */
  kind: string;
  /** False where the catalog has no such entity, or does not show it to the caller; null where the catalog could not be asked. */
  exists: boolean | null;
  contacts: ContactDto[];
}

/** @public */
export interface AnnotationErrorDto {
  annotation: string;
  value: string;
  expected: string;
}

/** Something in a contract file that cannot be taken; everything else holds without it. @public */
export interface ContractErrorDto {
  /** Whose annotation names the file. */
  entityRef: string;
  /** `delivery-contract.yaml` */
  file: string;
  /** http(s) only: the file, at that line where its host can show one. */
  url: string;
  /** From 1; absent where the file cannot be read at all. */
  line?: number;
  column?: number;
  /** `environments[1].name` */
  keyPath?: string;
  /** Completes the key path. It never quotes the file. */
  problem: string;
}

/** One thing that the doctor looked for. @public */
export interface DoctorStepDto {
  lookedFor: string;
  where: string;
  found: string;
  ok: boolean;
}

/** @public */
export interface DoctorDto {
  summary: string;
  steps: DoctorStepDto[];
  /** The smallest changes that would connect the entity, best first. */
  fixes: { title: string; where: string; text: string }[];
}

/** @public */
export interface ClusterFreshnessDto {
  name: string;
  title?: string;
  state: 'synced' | 'notSynced' | 'unreachable' | 'needsUserSession';
  asOf?: string;
  since?: string;
  lastError?: string;
}

/**
 * The answer of `GET /entities/:kind/:namespace/:name/path`.
 *
 * @public
 */
export interface DeliveryPathDto {
  entityRef: string;
  /** RFC 3339. */
  observedAt: string;
  /** One line for the whole service: the worst first. */
  headline: string;
  verdict: Verdict;
  /** The whole service in five clauses, as text and Markdown. */
  narrative: Narrative;
  environments: EnvironmentDto[];
  clusters: ClusterFreshnessDto[];
  /** Whether the caller may say where reality diverged: `PUT …/targets/:id/divergence-point`. */
  mayRecordDivergence?: boolean;
  annotationErrors: AnnotationErrorDto[];
  /** What cannot be taken of the contract files of the entity and its system. */
  contractErrors?: ContractErrorDto[];
  /** Everybody whom the path names as an owner, by full entity ref; without what only an annotation in a cluster claims. */
  owners: Record<string, OwnerDto>;
  /** Present where no target was found. */
  doctor?: DoctorDto;
}

/**
 * The answer of `POST /explain`.
 *
 * @public
 */
export interface ExplanationDto extends Explanation {
  entityRef?: string;
  /** Who was named, by full entity ref. */
  owners: Record<string, OwnerDto>;
}

/** @public */
export interface KindStatusDto {
  group: string;
  kind: string;
  version?: string;
  state: KindState;
  objects: number;
  asOf?: string;
  since?: string;
  lastError?: string;
  /** What to do about it, in words; absent where there is nothing to do. */
  advice?: string;
}

/** @public */
export interface ClusterStatusDto extends ClusterFreshnessDto {
  authProvider: string;
  objects: number;
  advice?: string;
  kinds: KindStatusDto[];
}

/** The answer of `GET /clusters`. @public */
export interface ClustersDto {
  observedAt: string;
  clusters: ClusterStatusDto[];
}

/** @public */
export interface EventDto {
  type: string;
  reason: string;
  message: string;
  count: number;
  firstAt?: string;
  lastAt?: string;
  object: string;
}

/**
 * The answer of `GET /entities/…/objects/:cluster/:group/:kind/:namespace/:name`: read from the cluster when asked for.
 *
 * @public
 */
export interface ObjectDetailsDto {
  ref: ObjectRef;
  observedAt: string;
  conditions: {
    type: string;
    status: string;
    reason: string;
    message: string;
    since?: string;
  }[];
  events: EventDto[];
  /** Absent where the list of events failed: in words. */
  eventsError?: string;
  /** Redacted, without managedFields. */
  yaml: string;
  commands: { title: string; command: string }[];
  links: { title: string; url: string }[];
}

/** The answer of `GET /entities/…/targets/:id/owned`. @public */
export interface OwnedDto {
  targetId: string;
  total: number;
  items: {
    ref: ObjectRef;
    exists: boolean | null;
    verdict?: Verdict;
    headline?: string;
  }[];
}
