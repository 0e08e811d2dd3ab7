import Skeleton from '@material-ui/lab/Skeleton';
import { makeStyles } from '@material-ui/core/styles';
import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import {
  displayRef,
  keyOf,
  refOfKey,
} from 'backstage-plugin-flux-delivery-common';
import type { ObjectRef } from 'backstage-plugin-flux-delivery-common';
import { useCallback, useEffect } from 'react';
import { fluxDeliveryApiRef } from '../../api/FluxDeliveryApi';
import { useOnDemand } from '../../hooks/useOnDemand';
import { fluxDeliveryTranslationRef } from '../../translation';
import { PlainButton } from '../PlainButton';
import { MessagePanel } from '../MessagePanel';
import { Section } from '../Section';
import { ObjectDetailsView } from './ObjectDetailsView';

const useStyles = makeStyles(
  {
    object: { margin: '0 0 4px', fontSize: 13, overflowWrap: 'anywhere' },
  },
  { name: 'FluxDeliveryObject' },
);

/** What a cluster says of one object right now; asked for by a person, unless opening it was already the question. */
export function ObjectDetails({
  entityRef,
  object,
  immediately = false,
}: {
  entityRef: string;
  object: ObjectRef;
  immediately?: boolean;
}) {
  const classes = useStyles();
  const api = useApi(fluxDeliveryApiRef);
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const key = keyOf(object);
  const load = useCallback(
    (signal: AbortSignal) => {
      const ref = refOfKey(key);
      return ref
        ? api.getObject(entityRef, ref, { signal })
        : Promise.reject(new Error(key));
    },
    [api, entityRef, key],
  );
  const { state, request } = useOnDemand(load);

  useEffect(() => {
    if (immediately) {
      request();
    }
  }, [immediately, request]);

  return (
    <Section title={t('drawer.more')}>
      <p className={classes.object}>{displayRef(object)}</p>
      {state.type === 'idle' && (
        <PlainButton variant="outlined" onClick={request}>
          {t('drawer.show')}
        </PlainButton>
      )}
      {state.type === 'loading' && (
        <div
          role="status"
          aria-label={t('drawer.loading', { cluster: object.cluster })}
        >
          <Skeleton height={24} />
          <Skeleton height={24} width="80%" />
          <Skeleton height={24} width="60%" />
        </div>
      )}
      {state.type === 'error' && (
        <MessagePanel
          verdict="unknown"
          role="alert"
          title={t('drawer.failed', { error: state.error.message })}
        >
          <PlainButton onClick={request}>{t('page.retry')}</PlainButton>
        </MessagePanel>
      )}
      {state.type === 'ready' && <ObjectDetailsView details={state.value} />}
    </Section>
  );
}
