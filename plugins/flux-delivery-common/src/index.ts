/**
 * The pure core of flux-delivery.
 *
 * @packageDocumentation
 */
export * from './kube/ObjectRef';
export * from './kube/KubeObject';
export * from './kube/workloads';
export * from './kube/conditions';
export * from './kube/duration';
export type { ChangeScope, FieldChange, ReplicasBy } from './kube/fieldChanges';
export * from './kube/imageReference';
export * from './kube/isHttpUrl';
export * from './kube/labelSelector';
export * from './kube/podTemplate';
export * from './kube/projectObject';
export * from './kube/redact';
export * from './kube/shellWord';
export { sha256 } from './kube/sha256';
export {
  fingerprint,
  type TemplateFingerprint,
} from './kube/templateFingerprint';
export * from './kube/time';
export * from './flux/kinds';
export * from './flux/objects';
export * from './flux/applier';
export * from './flux/carryForward';
export * from './flux/claims';
export * from './flux/inventoryId';
export * from './flux/ReadableRevision';
export * from './flux/revision';
export * from './flux/sourceRef';
export * from './paths/InventoryView';
export * from './paths/indexers';
export * from './paths/DeliveryPath';
export * from './paths/glob';
export {
  tenancyNotes,
  type Tenancy,
  type TenancyNoteClass,
} from './paths/tenancy';
export * from './paths/Environment';
export * from './paths/entitySelector';
export * from './paths/pointers';
export * from './paths/binding';
export { describeRef } from './paths/describeRef';
export * from './paths/namespacesOf';
export * from './paths/resolvePath';
export { ANY_CLUSTER } from './paths/targetId';
export * from './promotion/Promotion';
export {
  type Identifier,
  type IdentifierEdgeHow,
  type IdentifierKind,
  type IdentifiedContent,
  identifiersOfDelivery,
  identifiersOfImage,
  identifiersOfRevision,
  identifiersOfVersion,
  LONGEST_IDENTIFIER,
} from './promotion/identifiers';
export { FieldFault } from './promotion/FieldFault';
export {
  CLOCK_TOLERANCE_MS,
  EVENT_ID_PREFIX,
  parsePromotion,
  promotionContent,
  type PromotionRules,
} from './promotion/parsePromotion';
export {
  cdEventKind,
  type CloudEvent,
  promotionFromCdEvent,
  readCloudEvent,
  typeOfCloudEvent,
} from './promotion/cdEvents';
export {
  type FluxEvent,
  type FluxEventObject,
  parseFluxEvent,
} from './promotion/fluxEvent';
export { type FluxHint, hintOf } from './promotion/fluxHint';
export {
  type ApplierHint,
  type HintedDelivery,
  hintsNaming,
  joinHints,
} from './promotion/joinHints';
export {
  correlate,
  type CorrelatedRelease,
  type IdentifierEdge,
  type NamedBearer,
} from './promotion/correlate';
export { compareReleases, type RankedRelease } from './promotion/rankReleases';
export {
  type IdentifierReading,
  readIdentifier,
} from './promotion/readIdentifier';
export {
  type TaggedDelivery,
  type TagMove,
  tagMoves,
} from './promotion/tagMoves';
export { comparableUrl } from './promotion/comparableUrl';
export { sourceKey } from './promotion/sourceKey';
export {
  type JoinableDelivery,
  type JoinedPromotion,
  joinPromotions,
  promotionsNaming,
} from './promotion/joinPromotions';
export { type ToldBeside, whoDid } from './promotion/whoDid';
export * from './history/Delivery';
export * from './history/UnitState';
export * from './history/segmentTimes';
export * from './history/compareDeliveries';
export * from './history/pathAt';
export * from './history/matrix/MatrixInput';
export { isFlagged } from './history/matrix/matrixNotes';
export { matrixOf } from './history/matrix/matrixOf';
export { withActors } from './history/matrix/withActors';
export { reachedCluster } from './history/matrix/current';
export { identifiersOf, titleOf } from './history/matrix/versions';
export * from './history/Ledger';
export { advance, contentsInQuestion, type Advance } from './history/advance';
export { applyProgress } from './history/applyProgress';
export { carriesContent } from './history/carriesContent';
export type { EarlierOf } from './history/ChainDraft';
export {
  isNarrowed,
  observeUnit,
  type ObservedVersion,
} from './history/observeUnit';
export {
  awaitsReplicaSets,
  type FormerTemplate,
  type WorkloadPast,
} from './history/formerTemplates';
export type * from './history/UnitObservation';
export { compareVersions } from './history/compareVersions';
export {
  failureClass,
  failureClasses,
  type FailureClass,
  type FailureClassName,
} from './classes/FailureClass';
export type { FailureInput } from './classes/Facts';
export type { FailureCause } from './classes/causes';
export {
  classifyFailure,
  type ClassifiedFailure,
} from './classes/classifyFailure';
export {
  imagePullProblem,
  type ImagePullProblem,
  type ImagePullProblemKind,
} from './classes/imagePullProblem';
export * from './divergence/SegmentVerdict';
export { APPLY_PHASES, type ApplyPhase } from './divergence/ApplyPhases';
export {
  TRIGGER_QUESTIONS,
  type Trigger,
  type TriggerStep,
} from './divergence/trigger';
export type { JudgedTarget, JudgedWorkload } from './divergence/JudgedTarget';
export type { Judgement } from './divergence/Judgement';
export type { JudgeContext } from './divergence/JudgeContext';
export { judgeTarget } from './divergence/judgeTarget';
export { consumedBy, type Consumed } from './divergence/consumedVersion';
export {
  firstDivergence,
  markConsequences,
  type Divergence,
} from './divergence/firstDivergence';
export {
  VERDICTS_WORST_FIRST,
  worstFirst,
  worstVerdict,
} from './divergence/verdictOrder';
export { commonVersionOf, describeVersion } from './divergence/describeVersion';
export * from './ownership/OwnershipRule';
export {
  describeMatch,
  matchesSegment,
  type SegmentSubject,
} from './ownership/matchesSegment';
export { ownerOfSegment } from './ownership/ownerOfSegment';
export * from './ownership/contractAnnotations';
export { firstMoveOf, type FirstMove } from './ownership/firstMoves';
export {
  firstResponder,
  type FirstResponder,
} from './ownership/firstResponder';
export type { RefusingPolicy } from './ownership/policyOf';
export { responderForUnknown } from './ownership/responderForUnknown';
export { recoveryOwners, type RecoveryOwners } from './ownership/recovery';
export { handoffsOf, type Handoff } from './ownership/handoffs';
export type { OnCall, Team } from './ownership/onCall';
export {
  suspendedBy,
  type ClaimedOwner,
  type SuspensionClaim,
} from './ownership/suspendedBy';
export {
  claimsOf,
  readersOf,
  type EntityClaims,
} from './ownership/relatedEntities';
export { ownObjects } from './ownership/ownObjects';
export * from './ownership/relatedOwners';
export type * from './ownership/observability/ObservedSides';
export type { BlindReason } from './ownership/observability/blindSpots';
export type { Documented } from './ownership/observability/whoIsTold';
export type * from './ownership/register/OwnershipDto';
export type {
  GapClaimant,
  GapReason,
  OwnershipFix,
  OwnershipGap,
} from './ownership/register/OwnershipGap';
export { kindsNamed, type NamedKind } from './ownership/register/kindsNamed';
export {
  type OwnershipQuestion,
  readOwnershipQuestion,
} from './ownership/register/OwnershipQuestion';
export {
  type Belonging,
  type Belongings,
  belongingsOf,
  type PruneFate,
} from './ownership/register/belongingsOf';
export type { CrossNamespaceRefs } from './ownership/register/crossNamespace';
export type { SourceTrust } from './ownership/register/sourceTrust';
export {
  type CredentialOwnership,
  type SourceOwnership,
  type SourceOwnershipContext,
  sourceOwnershipOf,
} from './ownership/register/sourceOwnership';
export {
  segmentOfObject,
  segmentOwners,
  type TargetOwnershipContext,
  targetOwnershipOf,
} from './ownership/register/targetOwnership';
export {
  type RuledBy,
  ruledOwner,
  tenantOf,
} from './ownership/register/ruledOwner';
export { podWorkloads } from './promotion/podWorkloads';
export {
  type GapEntity,
  type GapFacts,
  gapsOfObject,
} from './ownership/register/gapsOfObject';
export type * from './contract/ContractContent';
export type * from './contract/ContractNode';
export { CONTRACT_SCHEMA_ID, contractSchema } from './contract/contractSchema';
export {
  environmentPromotions,
  type EnvironmentPromotion,
  type PromotionWay,
} from './contract/environmentPromotions';
export {
  mergeContracts,
  saidAt,
  type ContractFile,
  type ContractLayer,
  type ContractSections,
  type FromFile,
  type MergedContract,
} from './contract/mergeContracts';
export { parseContract, type ParsedContract } from './contract/parseContract';
export { checkContract } from './contract/checks/checkContract';
export type {
  CheckedLedger,
  CheckInput,
  ContractCheck,
  ContractCheckName,
  ContractFinding,
} from './contract/checks/ContractCheck';
export * from './runbooks/Runbook';
export { generalRunbook, runbookFor } from './runbooks/runbookFor';
export type { KnownObject } from './runbooks/placeholders';
export type { PageRules } from './runbooks/ownPage';
export {
  findSymptoms,
  runbookIndex,
  type SymptomEntry,
} from './runbooks/runbookIndex';
export { glossary, glossaryTerm, type GlossaryTerm } from './runbooks/glossary';
export * from './explain/Explanation';
export { explainFailure, type ExplainContext } from './explain/explainFailure';
export * from './narrative/Narrative';
export { describeTarget } from './narrative/describeTarget';
export { describePath } from './narrative/describePath';
export {
  incidentSummary,
  type IncidentOptions,
} from './narrative/incidentSummary';
export * from './triage/Triage';
export * from './triage/RecordedDivergence';
export type { TriageContext } from './triage/TriageContext';
export { triageOf, TRIAGE_QUESTIONS } from './triage/triageOf';
export * from './api/dto';
export * from './api/historyDto';
export * from './api/pathAtDto';
export type * from './api/contractDto';
export { ownersInContract, toContractDto } from './api/toContractDto';
export * from './api/toDeliveryDto';
export * from './api/exportDeliveries';
export * from './api/commands';
export * from './api/links';
export * from './api/redactObject';
export * from './permissions';
export * from './divergence/withheld';
export type { TellsSegment } from './divergence/notPermitted';
export * from './api/toDto';
export type { HandoffOptions } from './api/handoff';
export { ownersIn } from './api/ownersIn';
export * from './fleet/FleetPath';
export { fleetTargetOf } from './fleet/fleetTargetOf';
export { suspensionIn, suspensionsOf } from './fleet/suspensionsOf';
export {
  type FleetFilter,
  matchingPart,
  stateOfPath,
} from './fleet/FleetFilter';
export type * from './fleet/FleetRow';
export type * from './fleet/FleetDto';
export { fleetFacets } from './fleet/fleetFacets';
export { SERVICES_NAMED } from './fleet/namedServices';
export { fleetRowOf } from './fleet/fleetRowOf';
export {
  comparePositions,
  type FleetPosition,
  positionOf,
} from './fleet/fleetOrder';
export { fleetRootCauses, type FleetRootCause } from './fleet/fleetRootCauses';
export {
  type RegisteredSuspension,
  suspensionRegister,
} from './fleet/suspensionRegister';
export * from './fleet/questions/FleetQuestion';
export { askFleet } from './fleet/questions/askFleet';
export type { FleetEvidence } from './fleet/questions/answered';
export {
  fluxControllerOf,
  isFluxController,
} from './fleet/questions/fluxControllers';
export { isAlertedOf } from './fleet/questions/alertsFor';
export * from './api/pathResourceRef';
export * from './fleet/fleetSearch';
