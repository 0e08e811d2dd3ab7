import type { Divergence } from '../divergence/firstDivergence';
import type { Segment } from '../divergence/SegmentVerdict';
import { displayRef, keyOf, type ObjectRef } from '../kube/ObjectRef';
import type { ResolvedTarget } from '../paths/DeliveryPath';
import { hasRole } from '../paths/kindRoles';
import { firstMoveOf } from './firstMoves';
import {
  defaultOwner,
  firstForClass,
  ownerByRule,
  ownerOfSharedSource,
} from './ownerOfSegment';
import type { OwnershipAnswer, OwnershipOptions } from './OwnershipRule';
import { subjectOfRef } from './subjects';

type RootCause = NonNullable<Divergence['rootCause']>;

/** What a rule says of the root cause itself: it is closer than any default. */
export function ruleForRoot(
  root: RootCause,
  divergence: Divergence,
  target: ResolvedTarget,
  options: OwnershipOptions,
): OwnershipAnswer | undefined {
  const segment = segmentOfKind(root) ?? divergence.segment;
  return ownerByRule(
    [subjectOfRef(root, target, segment, root.class)],
    options,
  );
}

/**
 * Who moves first for a root cause that no rule names. It may lie in the path of somebody else: then only the catalog tells whose it is,
 * and the owner of this entity is never taken for it.
 */
export function responderOfRoot(
  root: RootCause,
  divergence: Divergence,
  target: ResolvedTarget,
  options: OwnershipOptions,
): OwnershipAnswer {
  const segment = segmentOfKind(root) ?? divergence.segment;
  return (
    options.ownerOfObject?.(root) ??
    ownPart(root, segment, target, options) ??
    foreign(root, segment, target, options)
  );
}

function segmentOfKind(ref: ObjectRef): Segment | undefined {
  if (hasRole(ref, 'source')) {
    return 'source';
  }
  if (hasRole(ref, 'applier')) {
    return 'reconcile';
  }
  return hasRole(ref, 'workload') ? 'rollout' : undefined;
}

/** What this target delivers itself is its own business, whichever segment found it. */
function ownPart(
  root: RootCause,
  segment: Segment,
  target: ResolvedTarget,
  options: OwnershipOptions,
): OwnershipAnswer | undefined {
  const key = keyOf(root);
  const mine = [
    target.applierRef,
    ...target.workloads.map(({ ref }) => ref),
    ...target.services.map(({ ref }) => ref),
    ...target.owned,
  ].some(ref => ref && keyOf(ref) === key);
  const read = target.sources.some(({ ref }) => keyOf(ref) === key);
  const move = firstMoveOf(root.class);
  if (read && move === 'app') {
    return (
      ownerOfSharedSource(options) ?? firstForClass('app', root.class!, options)
    );
  }
  if (!mine) {
    return undefined;
  }
  if (move === 'platform') {
    return firstForClass('platform', root.class!, options);
  }
  return move === 'segment' && segment === 'traffic'
    ? defaultOwner('platform', 'traffic wiring', options)
    : defaultOwner('app', displayRef(root), options);
}

function foreign(
  root: RootCause,
  segment: Segment,
  target: ResolvedTarget,
  options: OwnershipOptions,
): OwnershipAnswer {
  const name = displayRef(root);
  if (target.parents.some(({ ref }) => keyOf(ref) === keyOf(root))) {
    return defaultOwner(
      'platform',
      `the Flux wiring, of which the parent applier ${name} is part`,
      options,
    );
  }
  if (segment === 'source') {
    return defaultOwner('platform', `sources, such as ${name}`, options);
  }
  return firstMoveOf(root.class) === 'platform'
    ? firstForClass('platform', root.class!, options)
    : {
        unowned: true,
        because: `${name} lies outside of this path, and neither a rule nor the catalog says who owns it`,
      };
}
