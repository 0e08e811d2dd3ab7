import type { Observed } from '../../kube/KubeObject';
import {
  FLEET_STATES,
  type FleetPath,
  type FleetState,
  type FleetTarget,
  worstState,
} from '../FleetPath';
import { SERVICES_NAMED } from '../namedServices';
import type { RegisteredSuspension } from '../suspensionRegister';
import type {
  AnsweredQuestion,
  DeliveryFigures,
  FleetFinding,
  FluxController,
} from './FleetQuestion';

const NAMED = 10;

/** What the answers rest on: of what the caller may see, and of nothing else. @public */
export interface FleetEvidence {
  paths: readonly FleetPath[];
  /** Names of environments in promotion order; the last is production. */
  order: readonly string[];
  suspensions: readonly RegisteredSuspension[];
  /** By cluster; undefined where it cannot be told which there are. */
  controllers: ReadonlyMap<string, readonly FluxController[] | undefined>;
  /** Undefined where they cannot be read on every cluster. */
  alerts?: readonly Observed[];
  /** Of the last day, and of the seven days before it; undefined where the ledger does not answer. */
  figures?: { day: DeliveryFigures; week: DeliveryFigures };
  complete: boolean;
}

/** A target with the service that it is of. */
export type Placed = FleetTarget & { entityRef: string };

const placed = new WeakMap<readonly FleetPath[], Placed[]>();

/** Made once for all questions: there may be twenty thousand. */
export function targetsOf({ paths }: FleetEvidence): readonly Placed[] {
  const known = placed.get(paths);
  if (known) {
    return known;
  }
  const targets = paths.flatMap(path =>
    path.targets.map(target => ({ ...target, entityRef: path.entityRef })),
  );
  placed.set(paths, targets);
  return targets;
}

/** An answer by what was found; what is not there, or not known yet, is not told to be well. */
export function answered(
  id: AnsweredQuestion['id'],
  question: string,
  { complete }: FleetEvidence,
  {
    findings,
    none,
    some,
    isUntold = false,
    stateOfSome,
  }: {
    findings: FleetFinding[];
    none: string;
    some: string;
    /** True where there is nothing of which it could be told, or not of all. */
    isUntold?: boolean;
    stateOfSome?: FleetState;
  },
): AnsweredQuestion {
  const worstFirst = [...findings].sort(
    (a, b) => FLEET_STATES.indexOf(a.state) - FLEET_STATES.indexOf(b.state),
  );
  const ofAll = worstState(findings.map(({ state }) => state));
  const told = findings.length > 0 ? stateOfSome ?? ofAll! : 'ok';
  const state = told === 'ok' && (isUntold || !complete) ? 'unknown' : told;
  return {
    id,
    question,
    state,
    answer: findings.length > 0 ? some : none,
    findings: worstFirst.slice(0, NAMED).map(shortened),
    total: findings.length,
  };
}

function shortened({
  entityRefs,
  services,
  ...finding
}: FleetFinding): FleetFinding {
  return {
    ...finding,
    ...(entityRefs && {
      entityRefs: entityRefs.slice(0, SERVICES_NAMED),
      services: services ?? entityRefs.length,
    }),
  };
}

export function verdictOf({ bars }: FleetTarget, segment: string) {
  return bars.find(bar => bar.segment === segment)?.verdict ?? 'unknown';
}

export function found(target: Placed): FleetFinding {
  return {
    state: target.state,
    text: `${appliersName(target)}: ${target.headline}`,
    ...(target.applier && {
      object: { cluster: target.cluster, ...target.applier },
    }),
    ...(target.divergence?.since && { since: target.divergence.since }),
    entityRefs: [target.entityRef],
  };
}

export function notTold(target: Placed): FleetFinding {
  return { ...found(target), state: 'unknown' };
}

export function appliersName({ applier, cluster, entityRef }: Placed): string {
  return applier
    ? `${applier.kind}/${applier.namespace}/${applier.name} on ${cluster}`
    : `${entityRef} on ${cluster}`;
}

export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
