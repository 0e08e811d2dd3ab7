import { displayRef } from '../kube/ObjectRef';
import type { ResolvedTarget } from '../paths/DeliveryPath';
import type { SegmentVerdict } from './SegmentVerdict';

/**
 * Of a root cause in a namespace that the path itself is not in, only the object and its class are told. A name in `dependsOn` is
 * enough for Flux to wait for an object of another tenant; it must not be enough to read what that tenant's pods say.
 */
export function withoutForeignWords(
  segment: SegmentVerdict,
  target: ResolvedTarget,
): SegmentVerdict {
  const { rootCause } = segment;
  if (!rootCause || namespacesOf(target).has(rootCause.namespace)) {
    return segment;
  }
  const what = rootCause.class ? ` (${rootCause.class})` : '';
  return {
    ...segment,
    rootCause: {
      ...rootCause,
      summary: rootCause.missing
        ? rootCause.summary
        : `${displayRef(rootCause)} holds this up${what}`,
    },
  };
}

/** Where the applier, what it reads, who applies it and what it delivers are: all that the page shows anyway. */
export function namespacesOf(target: ResolvedTarget): Set<string | undefined> {
  const refs = [
    target.applierRef,
    ...target.sources.map(({ ref }) => ref),
    ...target.parents.map(({ ref }) => ref),
    ...target.workloads.map(({ ref }) => ref),
  ];
  return new Set(refs.flatMap(ref => (ref ? [ref.namespace] : [])));
}
