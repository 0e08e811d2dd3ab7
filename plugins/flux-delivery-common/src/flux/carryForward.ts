import { carryChanges } from '../kube/carriedChanges';
import { carryProgress } from '../kube/carriedProgress';
import type { KubeObject } from '../kube/KubeObject';
import { carryFailure } from './carriedFailure';
import { carryFlaps } from './flaps';
import { carryOverwrites } from './overwrites';

/**
 * The object as it is to be held, given how it was held until now (undefined for one that was not there): with what its newest
 * version alone does not tell. Both arguments stay as they are.
 *
 * @public
 */
export function carryForward(
  before: KubeObject | undefined,
  after: KubeObject,
  /** RFC 3339: when the version came. */
  at: string,
): KubeObject {
  const carried = carryChanges(before, carryFailure(before, after), at);
  const flapping = carryFlaps(before, carried, at);
  return carryProgress(before, carryOverwrites(before, flapping, at), at);
}
