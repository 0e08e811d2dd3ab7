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
import { withClaim, type ClaimedOwner } from './suspendedBy';

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
): ClaimedOwner {
  const segment = segmentOfKind(root) ?? divergence.segment;
  if (root.missing) {
    return namesWhatIsMissing(root, options);
  }
  const owner =
    ownPart(root, segment, target, options) ??
    ofParent(root, target, options) ??
    byClassOfRoot(root, options) ??
    foreign(root, segment, options);
  return root.class === 'suspended'
    ? withClaim(root, options.objectOf?.(root), owner)
    : owner;
}

/** What does not exist has no owner: who waits for it named it. */
function namesWhatIsMissing(
  root: RootCause,
  { entityOwner }: OwnershipOptions,
): OwnershipAnswer {
  const name = displayRef(root);
  return entityOwner
    ? {
        owner: entityOwner,
        because: `${name} does not exist, and what names it is of the owner of the entity`,
      }
    : {
        unowned: true,
        because: `${name} does not exist, and the entity that waits for it has no owner`,
      };
}

/** The class says which of two moves: the platform group, or who owns what is at fault. */
function byClassOfRoot(
  root: RootCause,
  options: OwnershipOptions,
): OwnershipAnswer | undefined {
  return firstMoveOf(root.class) === 'platform'
    ? firstForClass('platform', root.class!, options)
    : options.ownerOfObject?.(root);
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
      ownerOfSharedSource(options, root) ??
      firstForClass('app', root.class!, options)
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

/** Neither part of the path nor of an entity that the catalog knows. */
function foreign(
  root: RootCause,
  segment: Segment,
  options: OwnershipOptions,
): OwnershipAnswer {
  const name = displayRef(root);
  if (segment === 'source') {
    const [reader, ...more] = options.readersOfSource?.(root) ?? [];
    return reader && more.length === 0 && firstMoveOf(root.class) === 'app'
      ? { owner: reader, because: `only appliers of that owner read ${name}` }
      : defaultOwner('platform', `sources, such as ${name}`, options);
  }
  return {
    unowned: true,
    because: `${name} lies outside of this path, and neither a rule nor the catalog says who owns it`,
  };
}

function ofParent(
  root: RootCause,
  target: ResolvedTarget,
  options: OwnershipOptions,
): OwnershipAnswer | undefined {
  return target.parents.some(({ ref }) => keyOf(ref) === keyOf(root))
    ? defaultOwner(
        'platform',
        `the Flux wiring, of which the parent applier ${displayRef(
          root,
        )} is part`,
        options,
      )
    : undefined;
}
