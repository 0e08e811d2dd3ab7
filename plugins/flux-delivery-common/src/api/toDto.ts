import type { JudgeContext } from '../divergence/judgeTarget';
import { VERDICTS_WORST_FIRST, worstVerdict } from '../divergence/verdictOrder';
import type { Verdict } from '../divergence/SegmentVerdict';
import type { Observed } from '../kube/KubeObject';
import type { ObjectRef } from '../kube/ObjectRef';
import { keyOf } from '../kube/ObjectRef';
import type { JudgedTarget, JudgedWorkload } from '../divergence/JudgedTarget';
import { describePath } from '../narrative/describePath';
import { describeTarget } from '../narrative/describeTarget';
import type { ToldTarget } from '../narrative/Narrative';
import { observabilityNotes } from '../ownership/observability/partialObservability';
import { UNASSIGNED, type EnvironmentRule } from '../paths/Environment';
import {
  besideDivergence,
  type DivergenceStatement,
} from '../triage/RecordedDivergence';
import { triageOf } from '../triage/triageOf';
import type { ResolvedPath } from '../paths/resolvePath';
import { commandsFor } from './commands';
import { differencesOf } from './differences';
import type {
  AnnotationErrorDto,
  ClusterFreshnessDto,
  ContractErrorDto,
  DeliveryPathDto,
  EnvironmentDto,
  ObjectLinkDto,
  TargetDto,
  WorkloadDto,
} from './dto';
import {
  divergenceOf,
  type HandoffOptions,
  segmentsOf,
  toldTarget,
} from './handoff';
import { headlineOf } from './headline';
import { runningImagesOf } from './images';
import type { LinkRules } from './links';
import { linksFor } from './links';

/** @public */
export interface ToDtoOptions extends HandoffOptions {
  entityRef: string;
  resolved: ResolvedPath;
  judged: readonly JudgedTarget[];
  environments: readonly EnvironmentRule[];
  links: LinkRules;
  context: Omit<JudgeContext, 'pinned'>;
  /** By target id, what people said of the divergence points; without it nothing is said of that. */
  recorded?: ReadonlyMap<string, DivergenceStatement> | 'unavailable';
  /** Of {@link readContract}. */
  contractAnnotationErrors?: readonly AnnotationErrorDto[];
  /** Of the contract files. */
  contractErrors?: readonly ContractErrorDto[];
}

/**
 * The wire form of a judged path: environments in promotion order, in each the worst target first. Who the owners are is for
 * whoever can ask the catalog: `ownersIn` tells of whom.
 *
 * @public
 */
export function toDeliveryPathDto(options: ToDtoOptions): DeliveryPathDto {
  const { entityRef, resolved, context } = options;
  const told = options.judged.map(target => toldTarget(target, options));
  const environments = environmentNames(options).map(name =>
    environmentDto(name, told, options),
  );
  return {
    entityRef,
    observedAt: context.now,
    headline: headlineOf(environments),
    verdict: worstVerdict(environments.map(({ verdict }) => verdict)),
    environments,
    narrative: describePath(nameOf(entityRef), told),
    clusters: context.view.clusters().map(toFreshness),
    annotationErrors: [
      ...resolved.annotationErrors,
      ...(options.contractAnnotationErrors ?? []),
    ],
    contractErrors: [...(options.contractErrors ?? [])],
    owners: {},
    doctor: resolved.doctor,
  };
}

/** `payments-api` of `component:default/payments-api`. */
function nameOf(entityRef: string): string {
  return entityRef.slice(entityRef.lastIndexOf('/') + 1);
}

/** How well a cluster is known, as every answer tells it. @public */
export function toFreshness({
  name,
  title,
  state,
  asOf,
  since,
  lastError,
}: ClusterFreshnessDto): ClusterFreshnessDto {
  return { name, title, state, asOf, since, lastError };
}

/** Configured ones in their order, then names that only annotations know, `unassigned` last. */
function environmentNames({ judged, environments }: ToDtoOptions): string[] {
  const used = new Set(judged.map(({ environment }) => environment));
  const configured = environments.map(({ name }) => name);
  const others = [...used]
    .filter(name => !configured.includes(name) && name !== UNASSIGNED)
    .sort();
  return [...configured, ...others, UNASSIGNED].filter(name => used.has(name));
}

function environmentDto(
  name: string,
  told: readonly ToldTarget[],
  options: ToDtoOptions,
): EnvironmentDto {
  const members = told.filter(({ target }) => target.environment === name);
  const pinned =
    options.environments.find(rule => rule.name === name)?.pinned ?? false;
  const targets = members
    .map(member => targetDto(member, options))
    .sort(byWorstFirst);
  return {
    name,
    assigned: name !== UNASSIGNED,
    pinned,
    verdict: worstVerdict(targets.map(verdictOfTarget)),
    targets,
    differences: differencesOf(members.map(({ target }) => target)),
  };
}

function targetDto(told: ToldTarget, options: ToDtoOptions): TargetDto {
  const { target } = told;
  const { applierRef: ref } = target;
  const recorded = recordedOf(told, options);
  const link = (
    object: { ref: ObjectRef; because?: string },
    seen: Observed | undefined,
  ) => objectLink(object, seen, options.links);
  const routes = new Map(
    target.services.flatMap(({ routes: found }) =>
      found.map(route => [keyOf(route.ref), route]),
    ),
  );
  return {
    id: target.id,
    cluster: target.cluster,
    clusterTitle: options.context.view
      .clusters()
      .find(({ name }) => name === target.cluster)?.title,
    applier: ref && {
      group: ref.group,
      kind: ref.kind,
      namespace: ref.namespace,
      name: ref.name,
    },
    delivered: ref ? 'flux' : 'notByFlux',
    binding: target.binding,
    because: target.because[0] ?? '',
    becauseAll: target.because,
    environmentBecause: target.environmentBecause,
    segments: segmentsOf(target, options),
    divergence: divergenceOf(told, options),
    narrative: describeTarget(target, told),
    triage: triageOf(target, {
      ...told,
      view: options.context.view,
      recorded,
    }),
    ...(recorded !== 'unavailable' && { recordedDivergence: recorded }),
    notes: [
      ...target.notes,
      ...observabilityNotes(target, options.ownership, options.context.view),
    ],
    trigger: target.trigger,
    sources: target.sources.map(source => link(source, source.source)),
    parents: target.parents.map(parent => link(parent, parent.parent)),
    workloads: target.workloads.map(workload =>
      workloadDto(workload, options.links),
    ),
    services: target.services.map(service => link(service, service.service)),
    routes: [...routes.values()].map(route => link(route, route)),
    imageAutomation: target.imageAutomation.map(observed =>
      link(observed, observed),
    ),
    ownedCount: target.owned.length,
    commands: ref && hasData(target) ? commandsFor(ref) : [],
  };
}

function recordedOf(
  { target, divergence }: ToldTarget,
  { recorded }: ToDtoOptions,
) {
  if (!recorded || recorded === 'unavailable') {
    return recorded;
  }
  const statement = recorded.get(target.id);
  return statement ? besideDivergence(statement, divergence) : null;
}

/** A target that the entity merely points at is shown without anything that its cluster says. */
function hasData({ binding }: JudgedTarget): boolean {
  return binding !== 'notAuthorized' && binding !== 'notVerified';
}

function workloadDto(workload: JudgedWorkload, links: LinkRules): WorkloadDto {
  const { verdict, headline } = workload.judgement;
  return {
    ...objectLink(workload, workload.workload, links),
    verdict,
    headline,
    images: runningImagesOf(workload),
    podsAsOf: workload.pods?.observedAt,
  };
}

function objectLink(
  { ref, because }: { ref: ObjectRef; because?: string },
  seen: Observed | undefined,
  rules: LinkRules,
): ObjectLinkDto {
  return {
    ref,
    because,
    exists: seen !== undefined,
    links: linksFor(ref, seen?.object, rules),
  };
}

function verdictOfTarget(target: TargetDto): Verdict {
  return worstVerdict(target.segments.map(({ verdict }) => verdict));
}

function byWorstFirst(a: TargetDto, b: TargetDto): number {
  const rank = (target: TargetDto) =>
    target.divergence
      ? -1
      : VERDICTS_WORST_FIRST.indexOf(verdictOfTarget(target));
  return rank(a) - rank(b) || (a.id < b.id ? -1 : 1);
}
