import Paper from '@material-ui/core/Paper';
import Skeleton from '@material-ui/lab/Skeleton';
import { makeStyles } from '@material-ui/core/styles';
import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { useCallback, useEffect } from 'react';
import { fluxDeliveryApiRef } from '../../api/FluxDeliveryApi';
import { useOnDemand } from '../../hooks/useOnDemand';
import { fluxDeliveryTranslationRef } from '../../translation';
import { ExplainButton } from '../ExplainError/ExplainButton';
import { PlainButton } from '../PlainButton';
import { MessagePanel } from '../MessagePanel';
import { ClusterPanel } from './ClusterPanel';

const useStyles = makeStyles(
  theme => ({
    page: {
      // A page brings its own distance to the edges where the app has none.
      padding: theme.spacing(0, 2.5, 3),
      fontSize: 14,
    },
    actions: {
      display: 'flex',
      justifyContent: 'flex-end',
      marginBottom: theme.spacing(1.25),
    },
    skeleton: { padding: theme.spacing(2) },
  }),
  { name: 'FluxDeliveryClusters' },
);

/** What the backend can say of each cluster, and what to do where it is little. */
export function ClustersContent() {
  const classes = useStyles();
  const api = useApi(fluxDeliveryApiRef);
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const load = useCallback(
    (signal: AbortSignal) => api.getClusters({ signal }),
    [api],
  );
  const { state, request } = useOnDemand(load, { keepsFresh: true });
  useEffect(() => request(), [request]);

  if (state.type === 'error') {
    return (
      <div className={classes.page}>
        <MessagePanel
          verdict="unknown"
          role="alert"
          title={t('clusters.failed', { error: state.error.message })}
        >
          <PlainButton onClick={request}>{t('page.retry')}</PlainButton>
        </MessagePanel>
      </div>
    );
  }
  if (state.type !== 'ready') {
    return (
      <div
        className={classes.page}
        role="status"
        aria-label={t('clusters.loading')}
      >
        <Paper variant="outlined" className={classes.skeleton}>
          <Skeleton height={28} width="40%" />
          <Skeleton height={180} />
        </Paper>
      </div>
    );
  }
  return (
    <div className={classes.page}>
      <div className={classes.actions}>
        <ExplainButton />
      </div>
      {state.value.clusters.length === 0 && <p>{t('clusters.empty')}</p>}
      {state.value.clusters.map(cluster => (
        <ClusterPanel key={cluster.name} cluster={cluster} />
      ))}
    </div>
  );
}
