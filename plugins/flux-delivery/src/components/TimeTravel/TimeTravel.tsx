import { makeStyles } from '@material-ui/core/styles';
import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { useCallback } from 'react';
import { fluxDeliveryApiRef } from '../../api/FluxDeliveryApi';
import { useClock } from '../../hooks/useClock';
import { useDeliveries } from '../../hooks/useDeliveries';
import { useRefreshed } from '../../hooks/useRefreshed';
import { neighbours } from '../../model/timeTravel';
import { fluxDeliveryTranslationRef } from '../../translation';
import { RefreshedStates } from '../History/RefreshedStates';
import { MessagePanel } from '../MessagePanel';
import { PathAtView } from './PathAtView';
import { TimeControl } from './TimeControl';

const DAY = 24 * 3_600_000;
const EVERYTHING = {};

const useStyles = makeStyles(
  { root: { fontSize: 14, fontVariantNumeric: 'tabular-nums' } },
  { name: 'FluxDeliveryTimeTravel' },
);

/** The path as it stood at an instant that the address names. */
export function TimeTravel({
  entityRef,
  at,
  onGoTo,
  onNow,
}: {
  entityRef: string;
  /** RFC 3339; absent where the address names none that can be read. */
  at?: string;
  onGoTo: (at: string) => void;
  onNow: () => void;
}) {
  const classes = useStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const { now } = useClock();
  const { loaded } = useDeliveries(entityRef, EVERYTHING);
  const starts = loaded.items.map(({ startedAt }) => startedAt);
  const shown = at ?? new Date(now() - DAY).toISOString();
  const oldest = Math.min(
    now() - DAY,
    Date.parse(shown),
    ...starts.map(each => Date.parse(each)),
  );
  const isFuture = Date.parse(shown) > now();
  return (
    <div className={classes.root}>
      <TimeControl
        key={shown}
        at={shown}
        from={oldest}
        beside={neighbours(starts, shown)}
        onGoTo={onGoTo}
        onNow={onNow}
      />
      {!at && (
        <MessagePanel role="alert" title={t('then.invalid')}>
          {null}
        </MessagePanel>
      )}
      {isFuture && (
        <MessagePanel verdict="unknown" title={t('then.future')}>
          {null}
        </MessagePanel>
      )}
      {at && !isFuture && <At entityRef={entityRef} at={at} />}
    </div>
  );
}

function At({ entityRef, at }: { entityRef: string; at: string }) {
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const api = useApi(fluxDeliveryApiRef);
  const load = useCallback(
    (signal: AbortSignal) => api.getPathAt(entityRef, at, { signal }),
    [api, entityRef, at],
  );
  const { state, refresh } = useRefreshed(entityRef, load);
  return (
    <RefreshedStates
      state={state}
      loading={t('then.loading')}
      failed={t('then.failed')}
      onRetry={refresh}
    >
      {path => <PathAtView path={path} />}
    </RefreshedStates>
  );
}
