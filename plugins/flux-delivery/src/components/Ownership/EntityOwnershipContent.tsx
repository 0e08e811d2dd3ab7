import { stringifyEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { useEntity } from '@backstage/plugin-catalog-react';
import type { OwnershipDto } from 'backstage-plugin-flux-delivery-common';
import { useCallback } from 'react';
import { fluxDeliveryApiRef } from '../../api/FluxDeliveryApi';
import { useRefreshed } from '../../hooks/useRefreshed';
import { fluxDeliveryTranslationRef } from '../../translation';
import { FreshnessBanner } from '../FreshnessBanner/FreshnessBanner';
import { MessagePanel } from '../MessagePanel';
import { OwnersContext } from '../OwnersContext';
import { OwnershipStates } from './OwnershipStates';
import { ServicesNamed } from './ServicesNamed';
import { useOwnershipStyles } from './useOwnershipStyles';

/** What all services have in the clusters that the Group, User, System or Domain of the page stands for. */
export function EntityOwnershipContent() {
  const classes = useOwnershipStyles();
  const { entity } = useEntity();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const api = useApi(fluxDeliveryApiRef);
  const entityRef = stringifyEntityRef(entity);
  const load = useCallback(
    (signal: AbortSignal) => api.lookUpOwnership(entityRef, { signal }),
    [api, entityRef],
  );
  const { state, refresh } = useRefreshed(entityRef, load);
  return (
    <section aria-label={t('ownership.label')} className={classes.box}>
      <OwnershipStates
        state={state}
        loading={t('ownership.loading')}
        failed={t('ownership.failed')}
        onRetry={refresh}
      >
        {answer => (
          <Services
            answer={answer}
            isStale={state.type === 'ready' && Boolean(state.stale)}
          />
        )}
      </OwnershipStates>
    </section>
  );
}

function Services({
  answer,
  isStale,
}: {
  answer: OwnershipDto;
  isStale: boolean;
}) {
  const classes = useOwnershipStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const { services, complete, clusters, truncated, owners } = answer;
  return (
    <OwnersContext.Provider value={owners}>
      <FreshnessBanner
        clusters={clusters}
        mode={isStale ? 'stale' : 'polling'}
        tellsTroubledOnly
      />
      {!complete && (
        <p className={classes.loud}>
          {t(
            services.length === 0
              ? 'ownership.find.incomplete'
              : 'ownership.find.more',
          )}
        </p>
      )}
      {services.length === 0 ? (
        <MessagePanel
          verdict="notObserved"
          title={t('ownership.services.none')}
        />
      ) : (
        <ServicesNamed services={services} />
      )}
      {truncated && (
        <p className={classes.quiet}>{t('ownership.services.truncated')}</p>
      )}
    </OwnersContext.Provider>
  );
}
