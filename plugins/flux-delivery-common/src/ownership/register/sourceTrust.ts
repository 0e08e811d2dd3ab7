import type { ObjectRef } from '../../kube/ObjectRef';
import type { ResolvedTarget } from '../../paths/DeliveryPath';
import { borderBetween, type Tenancy } from '../../paths/tenancy';
import type { OwnershipOptions } from '../OwnershipRule';

/**
 * Whether a source is shared across a trust boundary: whoever may change it changes what all get who read it. `within` one tenant; of
 * another `tenant`; of the `platform`; `shared` where appliers of several owners read it and no rule of `fluxDelivery.tenants` draws a border; `own`
 * where one owner's do alone; `unknown` where nobody is known to own what reads it.
 *
 * @public
 */
export interface SourceTrust {
  crossing: 'within' | 'tenant' | 'platform' | 'shared' | 'own' | 'unknown';
  /** In words, without a full stop. */
  because: string;
}

interface TrustContext {
  options: OwnershipOptions;
  ownersOfApplier: (ref: ObjectRef) => readonly string[];
  tenants: Tenancy['tenants'];
}

/** Across which border a target reads a source. */
export function trustOf(
  ref: ObjectRef,
  { applierRef }: Pick<ResolvedTarget, 'applierRef'>,
  { options, ownersOfApplier, tenants }: TrustContext,
): SourceTrust {
  const { platformGroup, entityOwner, readersOfSource } = options;
  const border =
    applierRef && borderBetween(applierRef, ref, { tenants, platformGroup });
  if (border) {
    return border;
  }
  const owners = new Set([
    ...(options.sourceReaders ?? []),
    ...(readersOfSource?.(ref) ?? []),
    ...(applierRef ? ownersOfApplier(applierRef) : []),
    ...(entityOwner ? [entityOwner] : []),
  ]);
  if (owners.size === 0) {
    return {
      crossing: 'unknown',
      because:
        'nobody is known to own what reads it, and no tenant rule draws a border',
    };
  }
  return owners.size > 1
    ? {
        crossing: 'shared',
        because: `appliers of ${owners.size} owners read it, and no tenant rule draws a border`,
      }
    : {
        crossing: 'own',
        because:
          'appliers of one owner alone read it, as far as entities have them',
      };
}
