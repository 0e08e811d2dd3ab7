import { keyOf, type ObjectRef } from 'backstage-plugin-flux-delivery-common';

/** Each object once, as it came first. */
export function distinctObjects(refs: readonly ObjectRef[]): ObjectRef[] {
  return [...new Map(refs.map(ref => [keyOf(ref), ref])).values()];
}
