import { useApiHolder } from '@backstage/core-plugin-api';
import { signalApiRef } from '@backstage/plugin-signals-react';
import { useEffect, useRef } from 'react';

const CHANNEL = 'flux-delivery';

/**
 * Calls `onChange` for each announced change that concerns the entity (any, where none is named), or that does not say whom it concerns. Does nothing
 * in a portal without signals. The signals API is used directly: the hook of its package keeps only the last message of a burst.
 */
export function useLiveChanges(
  entityRef: string | undefined,
  onChange: () => void,
): void {
  const signals = useApiHolder().get(signalApiRef);
  const callback = useRef(onChange);
  callback.current = onChange;

  useEffect(() => {
    if (!signals) {
      return undefined;
    }
    const subscription = signals.subscribe(CHANNEL, ({ entityRefs }) => {
      if (
        entityRef === undefined ||
        !Array.isArray(entityRefs) ||
        entityRefs.includes(entityRef)
      ) {
        callback.current();
      }
    });
    return () => subscription.unsubscribe();
  }, [signals, entityRef]);
}
