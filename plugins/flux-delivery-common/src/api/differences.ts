import type { JudgedTarget } from '../divergence/JudgedTarget';
import { podTemplateOf } from '../kube/podTemplate';
import { commonVersionOf } from '../divergence/describeVersion';

/**
 * What differs between the targets of one environment, one sentence per aspect; empty where they agree, or where there is
 * nothing to compare. Targets without data (out of reach, not authorized) take no part.
 *
 * @public
 */
export function differencesOf(targets: readonly JudgedTarget[]): string[] {
  return [
    sentence('Version', targets, declaredVersionOf),
    sentence(
      'Revision applied',
      targets,
      target => segmentOf(target, 'reconcile')?.revision?.short,
    ),
    sentence(
      'Source revision',
      targets,
      target => segmentOf(target, 'source')?.revision?.short,
    ),
    sentence('Replicas', targets, replicasOf),
  ].filter((text): text is string => text !== undefined);
}

function sentence(
  what: string,
  targets: readonly JudgedTarget[],
  valueOf: (target: JudgedTarget) => string | undefined,
): string | undefined {
  const clusters = new Map<string, string[]>();
  for (const target of targets) {
    const value = valueOf(target);
    if (value !== undefined) {
      clusters.set(value, [
        ...(clusters.get(value) ?? []),
        nameOf(target, targets),
      ]);
    }
  }
  if (clusters.size < 2) {
    return undefined;
  }
  const groups = [...clusters].sort(([, a], [, b]) => b.length - a.length);
  return `${what}: ${groups
    .map(([value, names]) => `${value} on ${listed(names)}`)
    .join('; ')}`;
}

/** The cluster alone where it tells the targets apart, else with the applier. */
function nameOf(
  target: JudgedTarget,
  targets: readonly JudgedTarget[],
): string {
  const alone =
    targets.filter(({ cluster }) => cluster === target.cluster).length === 1;
  return alone
    ? target.cluster
    : `${target.cluster} (${target.applierRef?.name ?? 'no applier'})`;
}

function listed(names: string[]): string {
  return names.length > 4 ? `${names.length} targets` : names.join(', ');
}

function segmentOf(target: JudgedTarget, segment: string) {
  const found = target.segments.find(
    candidate => candidate.segment === segment,
  );
  return found?.verdict === 'unknown' ? undefined : found;
}

function declaredVersionOf(target: JudgedTarget): string | undefined {
  const images = target.workloads.flatMap(({ workload }) =>
    (workload
      ? podTemplateOf(workload.object)?.spec?.containers ?? []
      : []
    ).map(({ image }) => image ?? ''),
  );
  return segmentOf(target, 'rollout') && images.length
    ? commonVersionOf(images)
    : undefined;
}

function replicasOf(target: JudgedTarget): string | undefined {
  const [only, ...others] = target.workloads;
  const spec = only?.workload?.object.spec as { replicas?: number } | undefined;
  return segmentOf(target, 'rollout') && others.length === 0
    ? spec?.replicas?.toString()
    : undefined;
}
