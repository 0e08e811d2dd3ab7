import type { Segment } from '../divergence/SegmentVerdict';
import type { Kustomization } from '../flux/objects';
import type { KubeObject, Observed } from '../kube/KubeObject';
import { keyOf, type ObjectRef } from '../kube/ObjectRef';
import type { ResolvedTarget } from '../paths/DeliveryPath';
import type { SegmentSubject } from './matchesSegment';

interface Found {
  ref: ObjectRef;
  object?: KubeObject;
}

/** Whether something may be told of a target beyond what the entity itself names. */
export function isBound({ binding }: Pick<ResolvedTarget, 'binding'>): boolean {
  return binding !== 'notAuthorized' && binding !== 'notVerified';
}

/** The objects that make up a segment, nearest first; never none where the target has any object at all. */
export function subjectsOf(
  target: ResolvedTarget,
  segment: Segment,
  failure?: string,
): SegmentSubject[] {
  const found = isBound(target) ? objectsOf(target, segment) : [];
  const [first] = target.workloads;
  const fallback = [target.applierRef ?? first?.ref].flatMap(ref =>
    ref ? [{ ref, object: undefined }] : [],
  );
  return (found.length > 0 ? found : fallback).map(one =>
    subjectOf(one, target, segment, failure),
  );
}

function objectsOf(target: ResolvedTarget, segment: Segment): Found[] {
  const { applierRef, applier, sources, workloads, services } = target;
  const delivering = applierRef
    ? [{ ref: applierRef, object: applier?.object }]
    : [];
  switch (segment) {
    case 'promotion':
      return [...delivering, ...target.imageAutomation];
    case 'source':
      return sources.map(({ ref, source }) => ({
        ref,
        object: source?.object,
      }));
    case 'reconcile':
      return delivering;
    case 'rollout':
      return workloads.map(({ ref, workload }) => ({
        ref,
        object: workload?.object,
      }));
    default:
      return services.flatMap(({ service, routes }): Observed[] => [
        service,
        ...routes,
      ]);
  }
}

/** One object as rules see it; the object itself is looked for in the target where only its ref is known. */
export function subjectOfRef(
  ref: ObjectRef,
  target: ResolvedTarget,
  segment: Segment | undefined,
  failure?: string,
): SegmentSubject {
  const object = isBound(target) ? seenIn(target, ref)?.object : undefined;
  return subjectOf({ ref, object }, target, segment, failure);
}

/** The object of this ref, where it is one of the target. */
export function seenIn(
  target: ResolvedTarget,
  ref: ObjectRef,
): Observed | undefined {
  const key = keyOf(ref);
  const all: (Observed | undefined)[] = [
    target.applier,
    ...target.sources.map(({ source }) => source),
    ...target.parents.map(({ parent }) => parent),
    ...target.workloads.flatMap(({ workload, related }) => [
      workload,
      ...related,
    ]),
    ...target.services.flatMap(({ service, routes }) => [
      service as Observed,
      ...routes,
    ]),
    ...target.imageAutomation,
  ];
  return all.find(observed => observed && keyOf(observed.ref) === key);
}

function subjectOf(
  { ref, object }: Found,
  target: ResolvedTarget,
  segment: Segment | undefined,
  failure: string | undefined,
): SegmentSubject {
  const { cluster, namespace, kind, name } = ref;
  return {
    cluster,
    namespace,
    kind,
    name,
    labels: object?.metadata.labels,
    path: pathOf({ ref, object }, target, segment),
    ...(segment && { segment }),
    ...(failure && { class: failure }),
  };
}

/** A Kustomization has a path of its own; what this target's applier applies has the applier's. A source lies outside of it. */
function pathOf(
  { ref, object }: Found,
  target: ResolvedTarget,
  segment: Segment | undefined,
): string | undefined {
  if (ref.kind === 'Kustomization') {
    return (object as Kustomization | undefined)?.spec?.path;
  }
  const applies = segment === 'rollout' || segment === 'traffic';
  return applies &&
    isBound(target) &&
    target.applierRef?.kind === 'Kustomization'
    ? (target.applier?.object as Kustomization | undefined)?.spec?.path
    : undefined;
}
