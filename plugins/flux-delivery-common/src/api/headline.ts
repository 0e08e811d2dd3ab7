import type { EnvironmentDto, TargetDto } from './dto';
import { commonVersionOf } from '../divergence/describeVersion';
import { clusterInWords } from '../paths/targetId';

const CAUSES_TOLD = 2;

/**
 * One line for the whole service: what has not reached where; else what cannot be told; else what is on its way; else the
 * version that runs everywhere. It never says that all is well while anything is unknown.
 *
 * @public
 */
export function headlineOf(environments: readonly EnvironmentDto[]): string {
  const targets = environments.flatMap(({ targets: members }) => members);
  if (targets.length === 0) {
    return 'No delivery path was found';
  }
  return (
    divergedLine(targets) ??
    unknownLine(targets) ??
    inProgressLine(targets) ??
    healthyLine(targets)
  );
}

/** Targets that diverged in the same way are told together: one cause is one clause. */
function divergedLine(targets: TargetDto[]): string | undefined {
  const causes = new Map<string, TargetDto[]>();
  for (const target of targets.filter(({ divergence }) => divergence)) {
    const cause = causeOf(target);
    causes.set(cause, [...(causes.get(cause) ?? []), target]);
  }
  if (causes.size === 0) {
    return undefined;
  }
  return [...causes]
    .slice(0, CAUSES_TOLD)
    .map(([cause, members]) => `${listed(members.map(nameOf))}: ${cause}`)
    .concat(
      causes.size > CAUSES_TOLD
        ? [`and ${causes.size - CAUSES_TOLD} more`]
        : [],
    )
    .join('; ');
}

function causeOf({ divergence, segments }: TargetDto): string {
  return (
    segments.find(({ segment }) => segment === divergence?.segment)?.headline ??
    ''
  );
}

function unknownLine(targets: TargetDto[]): string | undefined {
  const unknown = targets.filter(({ segments }) =>
    segments.some(({ verdict }) => verdict === 'unknown'),
  );
  if (unknown.length === 0) {
    return undefined;
  }
  const names = unknown.map(nameOf);
  const told = unknown[0].segments.find(
    ({ verdict }) => verdict === 'unknown',
  )?.headline;
  return unknown.length === 1
    ? `${names[0]}: ${told}`
    : `${unknown.length} of ${targets.length} targets cannot be told: ${listed(
        names,
      )}`;
}

function inProgressLine(targets: TargetDto[]): string | undefined {
  const moving = targets.filter(({ segments }) =>
    segments.some(({ verdict }) => verdict === 'inProgress'),
  );
  if (moving.length === 0) {
    return undefined;
  }
  const segment = moving[0].segments.find(
    ({ verdict }) => verdict === 'inProgress',
  );
  return moving.length === 1
    ? `${nameOf(moving[0])}: ${segment?.summary}`
    : `On its way to ${listed(moving.map(nameOf))}`;
}

function healthyLine(targets: TargetDto[]): string {
  const suspended = targets.filter(({ segments }) =>
    segments.some(({ verdict }) => verdict === 'suspended'),
  );
  const images = targets.flatMap(({ workloads }) =>
    workloads.flatMap(({ images: found }) =>
      found.map(({ declared }) => declared),
    ),
  );
  const version = commonVersionOf(images);
  if (suspended.length > 0) {
    return `Suspended on ${listed(
      suspended.map(nameOf),
    )}; nothing newer is known to be held back`;
  }
  if (images.length === 0) {
    return targets.length === 1
      ? 'Delivered; it runs no workload'
      : 'Delivered to all targets; they run no workload';
  }
  const where =
    targets.length === 1 ? `on ${nameOf(targets[0])}` : 'everywhere';
  return version
    ? `${version} ${where}`
    : `Every target runs what was released to it`;
}

function nameOf({ cluster, applier }: TargetDto): string {
  const name = clusterInWords(cluster);
  return applier ? name : `${name} (not delivered by Flux)`;
}

function listed(names: string[]): string {
  const unique = [...new Set(names)];
  return unique.length > 3
    ? `${unique.slice(0, 3).join(', ')} and ${unique.length - 3} more`
    : unique.join(', ');
}
