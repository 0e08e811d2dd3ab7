import { judgeTarget } from '../divergence/judgeTarget';
import type { JudgeContext } from '../divergence/JudgeContext';
import type { JudgedTarget } from '../divergence/JudgedTarget';
import type { SegmentVerdict, Verdict } from '../divergence/SegmentVerdict';
import { inventoryOf } from '../flux/applier';
import type { Source } from '../flux/objects';
import { chartMatchesSource, sameRevision } from '../flux/revision';
import { findCondition } from '../kube/conditions';
import type { FieldChange } from '../kube/fieldChanges';
import type { Observed } from '../kube/KubeObject';
import type { ResolvedTarget } from '../paths/DeliveryPath';
import type { DeliveryApplier } from './Delivery';
import { formerTemplates } from './formerTemplates';
import { helmFacts } from './helmFacts';
import { instant, latest, plainText } from './plainValues';
import { kustomizationFacts } from './kustomizationFacts';
import {
  bearersOf,
  imagesIn,
  restartsHash,
  workloadsHash,
} from './unitContent';
import type { UnitHealth, UnitObservation } from './UnitObservation';

/** Whose version is observed, and how it came. @public */
export interface ObservedVersion {
  entityRef: string;
  /** resourceVersion. */
  version: string;
  /** RFC 3339. */
  at: string;
  listed?: boolean;
  unseenSince?: string;
  dropped?: boolean;
  /** Whether the applier delivers more than what belongs to the entity, where that is known better than from the target. */
  narrowed?: boolean;
  /** Told of each judgement that was made on the way. */
  onJudged?: (judged: JudgedTarget) => void;
}

const TEMPLATE_FIELD =
  /^spec\.(?:jobTemplate\.spec\.)?template\.(?!metadata\.annotations)/;
/** What a delivery can fail in: what comes before says nothing of this content. */
const FAILING: readonly SegmentVerdict['segment'][] = [
  'reconcile',
  'rollout',
  'traffic',
];
const REQUESTED_AT = 'reconcile.fluxcd.io/requestedAt';

/**
 * A target as an observation of its unit: nothing in it depends on the clock, or on what was seen before.
 *
 * @public
 */
export function observeUnit(
  target: ResolvedTarget,
  context: JudgeContext,
  {
    entityRef,
    version,
    at,
    listed = false,
    unseenSince,
    dropped,
    narrowed = isNarrowed(target),
    onJudged,
  }: ObservedVersion,
): UnitObservation {
  const { applier, applierRef } = target;
  const bearers = bearersOf(target);
  const source = target.sources[0]?.source;
  const facts = applier && factsOf(applier, source);
  const uid = (applier ?? bearers[0]?.workload)?.object.metadata.uid ?? '';
  const outside = outsideChange(bearers.map(({ workload }) => workload));
  const fetchedAt = fetchedAtOf(facts, source);
  const requestedAt = instant(
    applier?.object.metadata.annotations?.[REQUESTED_AT],
  );
  let health: UnitHealth | undefined;
  return {
    unit: { entityRef, targetId: target.id },
    environment: target.environment,
    cluster: target.cluster,
    applierRef: applierRef ? withoutCluster(applierRef) : null,
    version,
    at: instant(at) ?? at,
    listed,
    ...(unseenSince && { unseenSince }),
    ...(dropped && { dropped }),
    uid,
    narrowed,
    workloads: workloadsHash(bearers),
    restarts: restartsHash(bearers),
    images: imagesIn(bearers),
    ...(facts && { applier: facts }),
    ...(outside && { outside }),
    ...(fetchedAt && { fetchedAt }),
    ...(requestedAt && { requestedAt }),
    past: () => formerTemplates(bearers),
    health: () => {
      health ??= judgeHealth(target, context, onJudged);
      return health;
    },
  };
}

/** Whether the applier delivers more than what belongs to the entity of the target. @public */
export function isNarrowed({ applier, owned }: ResolvedTarget): boolean {
  return applier !== undefined && inventoryOf(applier).length > owned.length;
}

function factsOf(applier: Observed, source: Observed | undefined) {
  return applier.ref.kind === 'HelmRelease'
    ? helmFacts(applier, source)
    : kustomizationFacts(applier, source);
}

function withoutCluster({
  group,
  kind,
  namespace,
  name,
}: DeliveryApplier): DeliveryApplier {
  return { group, kind, namespace, name };
}

/** Counts only where the source still holds what is delivered. */
function fetchedAtOf(
  facts: UnitObservation['applier'],
  source: Observed | undefined,
): string | undefined {
  const { artifact } = (source?.object as Source | undefined)?.status ?? {};
  const holds =
    facts?.type === 'helm'
      ? chartMatchesSource(
          (facts.running ?? facts.releases[0])?.revisions.chartVersion,
          artifact?.revision,
          (facts.running ?? facts.releases[0])?.revisions.digest,
        )
      : sameRevision(facts?.attempt.revisions.raw, artifact?.revision);
  return holds ? instant(artifact?.lastUpdateTime) : undefined;
}

/** The latest change of a template by strangers; annotations are restarts and the like. */
function outsideChange(
  workloads: readonly Observed[],
): UnitObservation['outside'] {
  const changes = workloads
    .flatMap(({ object }) => object.metadata.changes ?? [])
    .filter(({ fields }) => fields.some(field => TEMPLATE_FIELD.test(field)));
  const time = ({ time: at, seenAt }: FieldChange) => instant(at ?? seenAt);
  const [newest] = changes.sort((a, b) =>
    (time(b) ?? '').localeCompare(time(a) ?? ''),
  );
  const at = newest && time(newest);
  return newest && { manager: newest.manager, ...(at && { at }) };
}

/** That somebody changed it past Flux is no failure of what they put there: then it is judged as if nobody delivered it. */
function judgeHealth(
  target: ResolvedTarget,
  context: JudgeContext,
  onJudged: ((judged: JudgedTarget) => void) | undefined,
): UnitHealth {
  const judged = judgeTarget(target, context);
  onJudged?.(judged);
  const isOutside = judged.segments.some(
    ({ class: failure }) => failure === 'changed-out-of-band',
  );
  return healthOf(
    isOutside
      ? judgeTarget({ ...target, applier: undefined }, context)
      : judged,
    bearersOf(target).map(({ workload }) => workload),
  );
}

function healthOf(
  { segments }: JudgedTarget,
  workloads: readonly Observed[],
): UnitHealth {
  const of = (name: SegmentVerdict['segment']): Verdict =>
    segments.find(({ segment }) => segment === name)?.verdict ?? 'unknown';
  const failed = segments.find(
    ({ segment, verdict }) =>
      FAILING.includes(segment) && verdict === 'diverged',
  );
  const rolledOutAt = rolledOutAtOf(workloads);
  return {
    rollout: of('rollout'),
    traffic: of('traffic'),
    ...(failed && {
      failure: {
        segment: failed.segment,
        ...(failed.class && { class: failed.class }),
        ...(failed.message && { message: plainText(failed.message) }),
        ...(failed.since && { since: failed.since }),
      },
    }),
    ...(rolledOutAt && { rolledOutAt }),
  };
}

/** A Deployment tells when its newest ReplicaSet became available; of others it is when that was seen. */
function rolledOutAtOf(workloads: readonly Observed[]): string | undefined {
  const times = workloads.map(({ object }) => {
    const progressing = findCondition(object, 'Progressing');
    const { lastUpdateTime } = (progressing ?? {}) as {
      lastUpdateTime?: string;
    };
    return progressing?.reason === 'NewReplicaSetAvailable'
      ? instant(lastUpdateTime)
      : undefined;
  });
  return times.length > 0 && times.every(time => time !== undefined)
    ? latest(...times)
    : undefined;
}
