import { clusterInWords } from '../paths/targetId';
import type { FleetPath, FleetState, FleetTarget } from './FleetPath';

const NAMED = 2;

/** What follows the word of the state: where, why, of how many. @public */
export function headlineOfPath(
  state: FleetState,
  { targets, failed }: Pick<FleetPath, 'targets' | 'failed'>,
): string {
  if (targets.length === 0) {
    return failed
      ? 'it could not be judged: the log of the portal tells why'
      : 'no delivery path was found';
  }
  const members = targets.filter(target => target.state === state);
  switch (state) {
    case 'diverged':
      return `${segmentsIn(members)} ${whereOf(members)}${outOf(
        members,
        targets,
      )}`;
    case 'suspended':
      return `${whereOf(members)}${withheldBy(members)}`;
    case 'unknown':
      return `${whereOf(members)}: ${members[0].headline}`;
    case 'inProgress':
      return `${whereOf(members)}: ${members[0].headline}`;
    default:
      return versionsIn(targets);
  }
}

/** `at reconcile`, `at source and rollout`; where the first divergence is not told, the segments that are told to diverge. */
function segmentsIn(members: readonly FleetTarget[]): string {
  const segments = [
    ...new Set(
      members.flatMap(({ divergence, bars }) =>
        divergence
          ? divergence.segment
          : bars.flatMap(({ segment, verdict }) =>
              verdict === 'diverged' ? segment : [],
            ),
      ),
    ),
  ];
  return `at ${segments.join(' and ')}`;
}

/** `in prod-eu`, `on prod-eu and prod-us`, `on prod-eu and 3 more`. */
function whereOf(members: readonly FleetTarget[]): string {
  const places = [
    ...new Set(members.map(({ cluster }) => clusterInWords(cluster))),
  ];
  const named = places.slice(0, NAMED).join(', ');
  return `on ${
    places.length > NAMED ? `${named} and ${places.length - NAMED} more` : named
  }`;
}

function outOf(
  members: readonly FleetTarget[],
  targets: readonly FleetTarget[],
): string {
  return targets.length > 1
    ? `, ${members.length} of ${targets.length} targets`
    : '';
}

function withheldBy(members: readonly FleetTarget[]): string {
  const withheld = new Set(
    members.flatMap(({ suspensions }) =>
      suspensions.flatMap(({ withholds }) => withholds ?? []),
    ),
  );
  return withheld.size > 0
    ? `, ${[...withheld].slice(0, NAMED).join(', ')} waits`
    : ', nothing newer is known';
}

function versionsIn(targets: readonly FleetTarget[]): string {
  const versions = [...new Set(targets.map(({ version }) => version))];
  if (versions.length === 1 && versions[0] !== undefined) {
    return targets.length === 1
      ? `${versions[0]} ${whereOf(targets)}`
      : `${versions[0]} everywhere`;
  }
  return 'every target has what was released to it';
}
