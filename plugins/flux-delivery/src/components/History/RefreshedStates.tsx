import Paper from '@material-ui/core/Paper';
import { makeStyles } from '@material-ui/core/styles';
import Skeleton from '@material-ui/lab/Skeleton';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { ReactNode } from 'react';
import type { Refreshed } from '../../hooks/Refresher';
import { fluxDeliveryTranslationRef } from '../../translation';
import { StaleNotice } from '../DeliveryPathTab/StaleNotice';
import { MessagePanel } from '../MessagePanel';
import { PlainButton } from '../PlainButton';

const useStyles = makeStyles(
  theme => ({
    skeleton: {
      padding: theme.spacing(1.5, 2),
      marginBottom: theme.spacing(2),
    },
    still: {
      '@media (prefers-reduced-motion: reduce)': { animation: 'none' },
    },
    /** What is not known to hold now is not shown in green. */
    stale: { filter: 'grayscale(1)' },
  }),
  { name: 'FluxDeliveryHistoryStates' },
);

const LINES = ['first', 'second', 'third', 'fourth'];

/** Whatever an answer that is kept fresh can be in; `children` draws it where it is there. */
export function RefreshedStates<T>({
  state,
  loading,
  failed,
  onRetry,
  children,
}: {
  state: Refreshed<T>;
  /** The names of the two states for this answer. */
  loading: string;
  failed: string;
  onRetry: () => void;
  children: (value: T) => ReactNode;
}) {
  const classes = useStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  switch (state.type) {
    case 'loading':
      return (
        <div role="status" aria-busy="true" aria-label={loading}>
          <Paper variant="outlined" className={classes.skeleton} aria-hidden>
            {LINES.map(line => (
              <Skeleton key={line} height={36} className={classes.still} />
            ))}
          </Paper>
        </div>
      );
    case 'forbidden':
      return (
        <MessagePanel title={t('history.forbiddenTitle')}>
          {t('history.forbiddenText')}
        </MessagePanel>
      );
    case 'notFound':
      return (
        <MessagePanel verdict="notObserved" title={t('history.hiddenTitle')}>
          {t('history.hiddenText')}
        </MessagePanel>
      );
    case 'error':
      return (
        <MessagePanel verdict="unknown" role="alert" title={failed}>
          <div>{state.error.message}</div>
          <div>{t('page.retryingText')}</div>
          <PlainButton onClick={onRetry}>{t('page.retry')}</PlainButton>
        </MessagePanel>
      );
    default:
      return (
        <>
          {state.stale && (
            <StaleNotice since={state.stale.since} error={state.stale.error} />
          )}
          <div className={state.stale && classes.stale}>
            {children(state.value)}
          </div>
        </>
      );
  }
}
