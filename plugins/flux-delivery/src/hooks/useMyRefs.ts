import { identityApiRef, useApi } from '@backstage/core-plugin-api';
import { useEffect, useState } from 'react';

/** Who looks, and the groups that they are in, as full refs: what they claim to own by. Undefined until that is known. */
export function useMyRefs(): string[] | undefined {
  const identity = useApi(identityApiRef);
  const [refs, setRefs] = useState<string[]>();
  useEffect(() => {
    let isGone = false;
    identity.getBackstageIdentity().then(
      ({ ownershipEntityRefs }) => !isGone && setRefs(ownershipEntityRefs),
      // Who is nobody owns nothing.
      () => !isGone && setRefs([]),
    );
    return () => {
      isGone = true;
    };
  }, [identity]);
  return refs;
}
