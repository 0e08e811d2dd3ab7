import { useApi } from '@backstage/core-plugin-api';
import type { DivergencePointInputDto } from 'backstage-plugin-flux-delivery-common';
import { useEffect, useRef, useState } from 'react';
import { fluxDeliveryApiRef } from '../api/FluxDeliveryApi';

/** How it goes with what a person says. */
export type Saying =
  | { type: 'idle' }
  | { type: 'busy' }
  | { type: 'done' }
  | { type: 'failed'; message: string };

/** Says where the delivery to a target diverges, and takes it back; `onSaid` is called when the path has changed by it. */
export function useDivergencePoint(
  entityRef: string,
  targetId: string,
  onSaid: () => void,
) {
  const api = useApi(fluxDeliveryApiRef);
  const [saying, setSaying] = useState<Saying>({ type: 'idle' });
  const mounted = useRef(true);

  useEffect(() => {
    mounted.current = true;
    return () => {
      mounted.current = false;
    };
  }, []);

  const change = async (work: () => Promise<unknown>): Promise<boolean> => {
    setSaying({ type: 'busy' });
    const outcome = await work().then(
      (): Saying => ({ type: 'done' }),
      (error): Saying => ({ type: 'failed', message: messageOf(error) }),
    );
    // Also after a refusal: what the page shows may be why.
    onSaid();
    if (mounted.current) {
      setSaying(outcome);
    }
    return mounted.current && outcome.type === 'done';
  };

  return {
    saying,
    /** True where it was recorded and the page is still there. */
    say: (input: DivergencePointInputDto) =>
      change(() => api.recordDivergencePoint(entityRef, targetId, input)),
    withdraw: () =>
      change(() => api.withdrawDivergencePoint(entityRef, targetId)),
  };
}

/** What the backend says, before what HTTP says. */
function messageOf(error: Error): string {
  const { body } = error as { body?: { error?: { message?: string } } };
  return body?.error?.message ?? error.message;
}
