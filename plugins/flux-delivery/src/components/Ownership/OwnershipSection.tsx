import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { EntityOwnershipDto } from 'backstage-plugin-flux-delivery-common';
import { useCallback } from 'react';
import { fluxDeliveryApiRef } from '../../api/FluxDeliveryApi';
import { useRefreshed } from '../../hooks/useRefreshed';
import { fluxDeliveryTranslationRef } from '../../translation';
import { ContractSection } from '../Contract/ContractSection';
import { FreshnessBanner } from '../FreshnessBanner/FreshnessBanner';
import { MessagePanel } from '../MessagePanel';
import { OwnersContext } from '../OwnersContext';
import { OwnershipStates } from './OwnershipStates';
import { TargetOwnershipView } from './TargetOwnershipView';

/** Who owns what of an entity's delivery, target by target, and what its contract says. */
export function OwnershipSection({ entityRef }: { entityRef: string }) {
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const api = useApi(fluxDeliveryApiRef);
  const load = useCallback(
    (signal: AbortSignal) => api.getEntityOwnership(entityRef, { signal }),
    [api, entityRef],
  );
  const { state, refresh } = useRefreshed(entityRef, load);
  return (
    <>
      <section aria-label={t('ownership.label')}>
        <OwnershipStates
          state={state}
          loading={t('ownership.loading')}
          failed={t('ownership.failed')}
          onRetry={refresh}
        >
          {ownership => (
            <OwnershipView
              ownership={ownership}
              isStale={state.type === 'ready' && Boolean(state.stale)}
            />
          )}
        </OwnershipStates>
      </section>
      {(state.type === 'ready' || state.type === 'loading') && (
        <ContractSection entityRef={entityRef} />
      )}
    </>
  );
}

function OwnershipView({
  ownership,
  isStale,
}: {
  ownership: EntityOwnershipDto;
  isStale: boolean;
}) {
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const { targets, clusters, owners } = ownership;
  if (targets.length === 0) {
    return (
      <MessagePanel verdict="notObserved" title={t('ownership.noTargets')} />
    );
  }
  return (
    <OwnersContext.Provider value={owners}>
      <FreshnessBanner
        clusters={clusters}
        mode={isStale ? 'stale' : 'polling'}
      />
      {targets.map(target => (
        <TargetOwnershipView key={target.targetId} target={target} />
      ))}
    </OwnersContext.Provider>
  );
}
