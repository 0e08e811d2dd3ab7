import {
  SEGMENTS,
  type Segment,
  type Verdict,
} from '../divergence/SegmentVerdict';
import { VERDICTS_WORST_FIRST } from '../divergence/verdictOrder';
import { UNASSIGNED } from '../paths/Environment';
import { keyOf } from '../kube/ObjectRef';
import { stateOfPath } from './FleetFilter';
import type { FleetBar, FleetPath, FleetState, FleetTarget } from './FleetPath';
import { worstState } from './FleetPath';
import { headlineOfPath } from './headlineOfPath';
import type { FleetEnvironment, FleetRow, PlacedDivergence } from './FleetRow';

const MOST_DIVERGENCES = 5;

/**
 * A path, or the part of it that a reader may see and asked for, as a row.
 *
 * @param order - names of environments in promotion order; others come after them, `unassigned` last
 * @public
 */
export function fleetRowOf(
  path: FleetPath,
  order: readonly string[],
): FleetRow {
  const { entityRef, title, owner, system, targets, judgedAt } = path;
  const environments = namesOf(targets, order).map(name =>
    environmentOf(
      name,
      targets.filter(({ environment }) => environment === name),
    ),
  );
  const state = stateOfPath(path);
  const since = sinceOf(state, targets);
  const version = commonVersion(targets);
  return {
    entityRef,
    ...(title !== undefined && { title }),
    ...(owner !== undefined && { owner }),
    ...(system !== undefined && { system }),
    state,
    headline: headlineOfPath(state, path),
    ...(since !== undefined && { since }),
    environments,
    divergences: divergencesOf(targets, order),
    targets: targets.length,
    suspended: new Set(
      targets.flatMap(({ suspensions }) =>
        suspensions.map(({ object }) => keyOf(object)),
      ),
    ).size,
    ...(version !== undefined && { version }),
    ...(judgedAt !== undefined && { judgedAt }),
  };
}

function environmentOf(
  name: string,
  targets: readonly FleetTarget[],
): FleetEnvironment {
  const version = commonVersion(targets);
  const expectedBy = targets
    .flatMap(target => target.expectedBy ?? [])
    .sort()
    .at(-1);
  return {
    name,
    state: worstState(targets.map(({ state }) => state)) ?? 'unknown',
    bars: SEGMENTS.map(segment => worstBar(segment, targets)),
    targets: targets.length,
    ...(version !== undefined && { version }),
    ...(expectedBy !== undefined && { expectedBy }),
  };
}

/** The worst of the targets; a consequence only where all that are as bad are consequences. */
function worstBar(segment: Segment, targets: readonly FleetTarget[]): FleetBar {
  const bars = targets.flatMap(target =>
    target.bars.filter(bar => bar.segment === segment),
  );
  const verdict = worstOf(bars);
  const worst = bars.filter(bar => bar.verdict === verdict);
  return {
    segment,
    verdict,
    ...(worst.length > 0 &&
      worst.every(({ consequence }) => consequence) && {
        consequence: true as const,
      }),
  };
}

function worstOf(bars: readonly FleetBar[]): Verdict {
  return (
    VERDICTS_WORST_FIRST.find(verdict =>
      bars.some(bar => bar.verdict === verdict),
    ) ?? 'notObserved'
  );
}

function divergencesOf(
  targets: readonly FleetTarget[],
  order: readonly string[],
): PlacedDivergence[] {
  const rank = ({ environment }: FleetTarget) =>
    environmentRank(environment, order);
  return [...targets]
    .sort((a, b) => rank(b) - rank(a) || (a.id < b.id ? -1 : 1))
    .flatMap(({ id, environment, cluster, divergence }) =>
      divergence ? [{ ...divergence, targetId: id, environment, cluster }] : [],
    )
    .slice(0, MOST_DIVERGENCES);
}

/** Of what made the state, the first. */
function sinceOf(
  state: FleetState,
  targets: readonly FleetTarget[],
): string | undefined {
  return targets
    .filter(target => target.state === state)
    .flatMap(({ divergence, suspensions }) =>
      divergence
        ? divergence.since ?? []
        : suspensions.flatMap(({ since }) => since ?? []),
    )
    .sort()
    .at(0);
}

/** Undefined also where one of them does not tell its version: what is not known is not the same. */
function commonVersion(targets: readonly FleetTarget[]): string | undefined {
  const versions = new Set(targets.map(({ version }) => version));
  return versions.size === 1 ? [...versions][0] : undefined;
}

function namesOf(
  targets: readonly FleetTarget[],
  order: readonly string[],
): string[] {
  return [...new Set(targets.map(({ environment }) => environment))].sort(
    (a, b) =>
      environmentRank(a, order) - environmentRank(b, order) || (a < b ? -1 : 1),
  );
}

/** The place of an environment in the promotion order; those that no configuration names come last, `unassigned` after them. */
export function environmentRank(
  name: string,
  order: readonly string[],
): number {
  const at = order.indexOf(name);
  if (at >= 0) {
    return at;
  }
  return name === UNASSIGNED ? order.length + 1 : order.length;
}
