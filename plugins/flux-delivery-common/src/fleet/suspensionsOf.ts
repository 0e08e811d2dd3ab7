import type { JudgedTarget } from '../divergence/JudgedTarget';
import type { Segment, SegmentVerdict } from '../divergence/SegmentVerdict';
import { suspensionOf } from '../divergence/suspension';
import type { KubeObject, Observed } from '../kube/KubeObject';
import { keyOf } from '../kube/ObjectRef';
import { redact } from '../kube/redact';
import { suspendedBy } from '../ownership/suspendedBy';
import type { FleetSuspension } from './FleetPath';

/** What people write beside `spec.suspend`, the most trusted first. */
const REASONS = [
  'flux-delivery/suspend-reason',
  'metadata.weave.works/suspended-comment',
];
const RESUME_WHEN = 'flux-delivery/resume-when';
const LONGEST = 200;

type OnPath = [Segment, Observed | undefined];

/** Everything on the way of a target that a person stopped, upstream first, whether it holds anything back or not. @public */
export function suspensionsOf(target: JudgedTarget): FleetSuspension[] {
  const onPath: OnPath[] = [
    ...target.imageAutomation.map((found): OnPath => ['promotion', found]),
    ...target.sources.map(({ source }): OnPath => ['source', source]),
    ...target.parents.map(({ parent }): OnPath => ['reconcile', parent]),
    ['reconcile', target.applier],
    ...target.workloads.flatMap(({ workload, related }): OnPath[] =>
      [workload, ...related].map(found => ['rollout', found]),
    ),
  ];
  const told = new Set<string>();
  return onPath.flatMap(([segment, found]) => {
    if (!found || !isStopped(found.object) || told.has(keyOf(found.ref))) {
      return [];
    }
    told.add(keyOf(found.ref));
    return [describe(segment, found, target.segments)];
  });
}

/**
 * One suspended object by itself, as it says.
 *
 * @public
 */
export function suspensionIn(
  segment: Segment,
  observed: Observed,
): FleetSuspension | undefined {
  return isStopped(observed.object)
    ? describe(segment, observed, [])
    : undefined;
}

function describe(
  segment: Segment,
  observed: Observed,
  segments: readonly SegmentVerdict[],
): FleetSuspension {
  const { object, ref } = observed;
  const { since } = suspensionOf(observed);
  const claimedBy = suspendedBy(object)?.name;
  const reason = firstText(object, REASONS);
  const resumeWhen = firstText(object, [RESUME_WHEN]);
  const withholds = segments.find(
    ({ verdict, newer, evidence }) =>
      verdict === 'suspended' &&
      newer !== undefined &&
      evidence.some(each => keyOf(each.object) === keyOf(ref)),
  )?.newer?.short;
  return {
    object: ref,
    segment,
    ...(since !== undefined && { since }),
    ...(claimedBy && { claimedBy }),
    ...(reason && { reason }),
    ...(resumeWhen && { resumeWhen }),
    ...(withholds && { withholds }),
  };
}

/** Deployments and Rollouts say `paused`, everything else `suspend`. */
function isStopped({ spec }: KubeObject<any, any>): boolean {
  return spec?.suspend === true || spec?.paused === true;
}

function firstText(
  { metadata }: KubeObject,
  annotations: readonly string[],
): string | undefined {
  for (const annotation of annotations) {
    const value = metadata.annotations?.[annotation];
    const text =
      typeof value === 'string'
        ? redact(value.slice(0, LONGEST).replace(/[\s\p{Cc}]+/gu, ' ')).trim()
        : '';
    if (text) {
      return text;
    }
  }
  return undefined;
}
