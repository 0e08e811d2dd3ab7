import type { Divergence } from '../divergence/firstDivergence';
import type { ResolvedTarget } from '../paths/DeliveryPath';
import { firstMoveOf } from './firstMoves';
import { firstResponder } from './firstResponder';
import { defaultOwner } from './ownerOfSegment';
import type { OwnershipAnswer, OwnershipOptions } from './OwnershipRule';

/**
 * Who brings the last good state back, and who makes the lasting change.
 *
 * @public
 */
export interface RecoveryOwners {
  rollback: OwnershipAnswer;
  fix: OwnershipAnswer;
}

/**
 * The platform group is on call for the way back; the fix is a change of whoever made what is broken. A contract says otherwise.
 *
 * @public
 */
export function recoveryOwners(
  divergence: Divergence,
  target: ResolvedTarget,
  options: OwnershipOptions,
): RecoveryOwners {
  const { rollback, fix } = options.contract ?? {};
  return {
    rollback: rollback
      ? {
          owner: rollback.owner,
          because: `${rollback.said} names who rolls back`,
        }
      : defaultOwner('platform', 'the way back to what ran before', options),
    fix: fix
      ? {
          owner: fix.owner,
          because: `${fix.said} names who fixes`,
        }
      : fixOwner(divergence, target, options),
  };
}

function fixOwner(
  divergence: Divergence,
  target: ResolvedTarget,
  options: OwnershipOptions,
): OwnershipAnswer {
  const { owner, because, unowned, objectOwner } = firstResponder(
    divergence,
    target,
    { ...options, contract: { ...options.contract, firstResponse: [] } },
  );
  // Who suspended it resumes it: nothing else is to be fixed. But a claim is not an owner.
  if (firstMoveOf(divergence.class) === 'suspender' && objectOwner) {
    return objectOwner;
  }
  return { ...(owner && { owner }), because, ...(unowned && { unowned }) };
}
