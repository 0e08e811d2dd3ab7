import type { Divergence } from '../divergence/firstDivergence';
import { keyOf, type ObjectRef } from '../kube/ObjectRef';
import type { ResolvedTarget } from '../paths/DeliveryPath';
import { firstMoveOf } from './firstMoves';
import {
  defaultOwner,
  firstForClass,
  ownerByClassRule,
  ownerByRule,
  ownerOfSegment,
  ownerOfSharedSource,
} from './ownerOfSegment';
import type { OwnershipAnswer, OwnershipOptions } from './OwnershipRule';
import { policyOf, type RefusingPolicy } from './policyOf';
import { responderOfRoot, ruleForRoot } from './responderOfRoot';
import { seenIn, subjectOfRef, subjectsOf } from './subjects';
import { withClaim, type ClaimedOwner } from './suspendedBy';

/**
 * Who moves first for a divergence.
 *
 * @public
 */
export interface FirstResponder extends ClaimedOwner {
  /** What refused the content, and who owns that. */
  policy?: RefusingPolicy & OwnershipAnswer;
}

/**
 * Whose move it is. The contract and the rules come first, on the root cause where there is one; then the table of classes, and
 * the owner of the segment for a class that says nothing about it.
 *
 * @public
 */
export function firstResponder(
  divergence: Divergence,
  target: ResolvedTarget,
  options: OwnershipOptions,
): FirstResponder {
  const { segment, class: failure, rootCause } = divergence;
  const own = { ...options, class: failure };
  const contracted = options.contract?.firstResponse?.find(named =>
    named.class ? named.class === failure : named.segment === segment,
  );
  if (contracted) {
    return {
      owner: contracted.owner,
      because: `${contracted.said} names who responds first for ${
        contracted.class ?? segment
      }`,
    };
  }
  const byClassRule = ownerByClassRule(
    subjectsOfDivergence(divergence, target),
    options,
  );
  const root = rootCause ?? brokenParent(divergence, target);
  if (failure === 'suspended' && !root) {
    return byClassRule ?? suspender(divergence, target, own);
  }
  if (root) {
    return (
      ruleForRoot(root, divergence, target, options) ??
      byClassRule ??
      responderOfRoot(root, divergence, target, options)
    );
  }
  const answer =
    ownerByRule(subjectsOfDivergence(divergence, target), options) ??
    byClass(divergence, target, own);
  const policy =
    failure === 'apply-admission' ? policyOf(divergence.message) : undefined;
  return policy
    ? {
        ...answer,
        policy: { ...policy, ...ownerOfPolicy(policy, target, own) },
      }
    : answer;
}

function byClass(
  { segment, class: failure, object }: Divergence,
  target: ResolvedTarget,
  options: OwnershipOptions,
): OwnershipAnswer {
  const move = firstMoveOf(failure);
  if (move === 'platform') {
    return firstForClass('platform', failure!, options);
  }
  if (move === 'app') {
    return (
      (segment === 'source'
        ? ownerOfSharedSource(options, object)
        : undefined) ?? firstForClass('app', failure!, options)
    );
  }
  return ownerOfSegment(target, segment, options);
}

function suspender(
  divergence: Divergence,
  target: ResolvedTarget,
  options: OwnershipOptions,
): FirstResponder {
  const { segment, object: ref } = divergence;
  const owner =
    ownerByRule(subjectsOfDivergence(divergence, target), options) ??
    ownerOfSegment(target, segment, options);
  return ref ? withClaim(ref, seenIn(target, ref)?.object, owner) : owner;
}

/** The object that the divergence was read from first: a rule for it is closer than one for its neighbours. */
function subjectsOfDivergence(
  { segment, class: failure, object }: Divergence,
  target: ResolvedTarget,
) {
  return [
    ...(object ? [subjectOfRef(object, target, segment, failure)] : []),
    ...subjectsOf(target, segment, failure),
  ];
}

/** A parent that broke by itself bears no root cause in all judgements: the evidence names it. */
function brokenParent(
  { object, class: failure, summary }: Divergence,
  target: ResolvedTarget,
): Divergence['rootCause'] {
  const isParent =
    object !== undefined &&
    target.parents.some(({ ref }) => keyOf(ref) === keyOf(object));
  return isParent ? { ...object, class: failure, summary } : undefined;
}

function ownerOfPolicy(
  { kind, name }: RefusingPolicy,
  target: ResolvedTarget,
  options: OwnershipOptions,
): OwnershipAnswer {
  const ref: ObjectRef = {
    cluster: target.cluster,
    group: '',
    kind,
    namespace: '',
    name,
  };
  return (
    ownerByRule([subjectOfRef(ref, target, undefined)], options) ??
    defaultOwner('platform', 'policies', options)
  );
}
