import { makeStyles } from '@material-ui/core/styles';
import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { useCallback } from 'react';
import { fluxDeliveryApiRef } from '../../api/FluxDeliveryApi';
import { useOpenDelivery } from '../../hooks/useOpenDelivery';
import { useRefreshed } from '../../hooks/useRefreshed';
import { deliveriesBeside } from '../../model/matrixLayout';
import { fluxDeliveryTranslationRef } from '../../translation';
import { MatrixPanel } from '../Matrix/MatrixPanel';
import { DeliveryDrawer } from './DeliveryDrawer';
import { RefreshedStates } from './RefreshedStates';
import { Timeline } from './Timeline';

const useStyles = makeStyles(
  { root: { fontSize: 14, fontVariantNumeric: 'tabular-nums' } },
  { name: 'FluxDeliveryHistory' },
);

/** What was delivered: which version is and was where, and everything that happened, newest first. */
export function HistoryView({
  entityRef,
  onShowThen,
}: {
  entityRef: string;
  /** Shows the path as it stood at an instant. */
  onShowThen: (at: string) => void;
}) {
  const classes = useStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const api = useApi(fluxDeliveryApiRef);
  const load = useCallback(
    (signal: AbortSignal) => api.getMatrix(entityRef, { signal }),
    [api, entityRef],
  );
  const { state, refresh } = useRefreshed(entityRef, load);
  const { opened, open, close } = useOpenDelivery();
  // What the matrix may not show, the timeline may not either: it is said once.
  const isRefused = state.type === 'forbidden' || state.type === 'notFound';
  return (
    <div className={classes.root}>
      <RefreshedStates
        state={state}
        loading={t('history.loading')}
        failed={t('history.failed')}
        onRetry={refresh}
      >
        {matrix => <MatrixPanel matrix={matrix} onOpen={open} />}
      </RefreshedStates>
      {!isRefused && (
        <Timeline
          entityRef={entityRef}
          environments={
            state.type === 'ready'
              ? state.value.environments.map(({ name }) => name)
              : []
          }
          onShowThen={onShowThen}
        />
      )}
      {opened && !isRefused && (
        <DeliveryDrawer
          entityRef={entityRef}
          id={opened}
          beside={
            state.type === 'ready' ? deliveriesBeside(state.value, opened) : []
          }
          onOpen={open}
          onShowThen={onShowThen}
          onClose={close}
        />
      )}
    </div>
  );
}
