import type { FleetPath, FleetState, FleetTarget } from './FleetPath';
import { worstState } from './FleetPath';

/** Which paths, and which of their targets. Within one key any value will do; all keys must hold. @public */
export interface FleetFilter {
  /** Full entity refs. */
  owners?: readonly string[];
  /** Full entity refs. */
  systems?: readonly string[];
  environments?: readonly string[];
  clusters?: readonly string[];
  /** Of the first divergence. */
  segments?: readonly string[];
  /** Of the first divergence. */
  classes?: readonly string[];
  states?: readonly FleetState[];
  /** In name, title or owner, whatever the case. */
  text?: string;
}

/** The part of a path that a filter is about; undefined where it is about none of it. States are not asked for here. @public */
export function matchingPart(
  path: FleetPath,
  filter: FleetFilter,
): FleetPath | undefined {
  const { owners, systems, environments, clusters, text } = filter;
  if (
    !isOneOf(path.owner, owners) ||
    !isOneOf(path.system, systems) ||
    !hasText(path, text)
  ) {
    return undefined;
  }
  const targets =
    environments || clusters
      ? path.targets.filter(
          ({ environment, cluster }) =>
            isOneOf(environment, environments) && isOneOf(cluster, clusters),
        )
      : path.targets;
  const asksForTargets = environments ?? clusters;
  if (asksForTargets && targets.length === 0) {
    return undefined;
  }
  if (!divergesAsAsked(targets, filter)) {
    return undefined;
  }
  return targets === path.targets ? path : { ...path, targets };
}

/** What was found of nothing is not known to be well. @public */
export function stateOfPath({
  targets,
}: Pick<FleetPath, 'targets'>): FleetState {
  return worstState(targets.map(({ state }) => state)) ?? 'unknown';
}

/** Whether the divergence of a target is one that the filter asks for. */
export function isAskedFor(
  { divergence }: Pick<FleetTarget, 'divergence'>,
  { segments, classes }: FleetFilter,
): boolean {
  return (
    (!segments && !classes) ||
    (divergence !== undefined &&
      isOneOf(divergence.segment, segments) &&
      isOneOf(divergence.class, classes))
  );
}

function divergesAsAsked(
  targets: readonly FleetTarget[],
  filter: FleetFilter,
): boolean {
  return (
    (!filter.segments && !filter.classes) ||
    targets.some(target => isAskedFor(target, filter))
  );
}

function isOneOf(
  value: string | undefined,
  allowed: readonly string[] | undefined,
): boolean {
  return !allowed || (value !== undefined && allowed.includes(value));
}

function hasText(
  { entityRef, title, owner }: FleetPath,
  text: string | undefined,
): boolean {
  const wanted = text?.trim().toLocaleLowerCase('en');
  return (
    !wanted ||
    [entityRef, title, owner].some(value =>
      value?.toLocaleLowerCase('en').includes(wanted),
    )
  );
}
