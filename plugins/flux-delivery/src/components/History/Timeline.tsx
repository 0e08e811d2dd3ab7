import Paper from '@material-ui/core/Paper';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type {
  ComparableDelivery,
  DeliveriesDto,
  DeliveryDto,
} from 'backstage-plugin-flux-delivery-common';
import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import type { DeliveriesQuery } from '../../api/DeliveryHistoryApi';
import { useClock } from '../../hooks/useClock';
import { useDeliveries } from '../../hooks/useDeliveries';
import { useStillTold } from '../../hooks/useStillTold';
import { dayGroups } from '../../model/dayGroups';
import { deliveryPlace, deliveryTitle } from '../../model/deliveryText';
import { fluxDeliveryTranslationRef } from '../../translation';
import { MessagePanel } from '../MessagePanel';
import { PlainButton } from '../PlainButton';
import { Arrivals } from './Arrivals';
import { CompareDialog } from './CompareDialog';
import { ExportButtons } from './ExportButtons';
import { RefreshedStates } from './RefreshedStates';
import { TimelineFilters } from './TimelineFilters';
import { TimelineRow } from './TimelineRow';
import { useTimelineStyles } from './useTimelineStyles';

type Pair = [ComparableDelivery, DeliveryDto];

/** Everything that was delivered, newest first, by day. */
export function Timeline({
  entityRef,
  environments,
  onShowThen,
}: {
  entityRef: string;
  environments: readonly string[];
  onShowThen: (at: string) => void;
}) {
  const classes = useTimelineStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const [query, setQuery] = useState<DeliveriesQuery>({});
  const [chosen, setChosen] = useState<DeliveryDto>();
  const [compared, setCompared] = useState<Pair>();
  const { state, loaded, more, loadMore, refresh } = useDeliveries(
    entityRef,
    query,
  );
  const forget = () => {
    setChosen(undefined);
    setCompared(undefined);
  };
  useStillTold(
    entityRef,
    [chosen, ...(compared ?? [])].flatMap(each => each?.id ?? []),
    forget,
  );
  const isRefused = state.type === 'forbidden' || state.type === 'notFound';
  useEffect(() => {
    if (isRefused) {
      forget();
    }
  }, [isRefused]);
  const compare = (delivery: DeliveryDto) => {
    if (chosen && chosen.id !== delivery.id) {
      setCompared([chosen, delivery]);
      setChosen(undefined);
    } else {
      setChosen(chosen ? undefined : delivery);
    }
  };
  return (
    <>
      <TimelineFilters
        query={query}
        environments={environments}
        onChange={setQuery}
      >
        <ExportButtons entityRef={entityRef} query={query} />
      </TimelineFilters>
      {chosen && (
        <MessagePanel
          verdict="inProgress"
          title={t('compare.chosen', {
            what: deliveryTitle(chosen),
            where: deliveryPlace(chosen),
          })}
        >
          <PlainButton onClick={() => setChosen(undefined)}>
            {t('compare.clear')}
          </PlainButton>
        </MessagePanel>
      )}
      <RefreshedStates
        state={state}
        loading={t('history.loading')}
        failed={t('history.failed')}
        onRetry={refresh}
      >
        {page => (
          <Rows
            page={page}
            items={loaded.items}
            isFiltered={Boolean(query.environment || query.outcome)}
            chosen={chosen?.id}
            onCompare={compare}
            onComparePair={setCompared}
            onShowThen={onShowThen}
          >
            <div className={classes.foot}>
              {loaded.nextCursor && (
                <PlainButton
                  variant="outlined"
                  disabled={more.type === 'loading'}
                  onClick={loadMore}
                >
                  {more.type === 'loading'
                    ? t('history.moreLoading')
                    : t('history.more')}
                </PlainButton>
              )}
              <span role="status">
                {t('history.shown', { count: loaded.items.length })}
              </span>
              {more.type === 'error' && (
                <span role="alert">
                  {t('history.moreFailed', { error: more.error.message })}
                </span>
              )}
              {!page.complete && <span>{t('history.incomplete')}</span>}
            </div>
          </Rows>
        )}
      </RefreshedStates>
      {compared && (
        <CompareDialog pair={compared} onClose={() => setCompared(undefined)} />
      )}
    </>
  );
}

function Rows({
  page,
  items,
  isFiltered,
  chosen,
  onCompare,
  onComparePair,
  onShowThen,
  children,
}: {
  page: DeliveriesDto;
  items: readonly DeliveryDto[];
  isFiltered: boolean;
  chosen?: string;
  onCompare: (delivery: DeliveryDto) => void;
  onComparePair: (pair: Pair) => void;
  onShowThen: (at: string) => void;
  children: ReactNode;
}) {
  const classes = useTimelineStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const { now } = useClock();
  return (
    <>
      {page.store === 'liveOnly' && (
        <MessagePanel title={t('history.liveOnlyTitle')}>
          {t('history.liveOnlyText')}
        </MessagePanel>
      )}
      <Arrivals items={items} />
      {items.length === 0 ? (
        <MessagePanel
          verdict="notObserved"
          title={
            isFiltered ? t('history.emptyFilter') : t('history.emptyTitle')
          }
        >
          {isFiltered ? null : t('history.emptyText')}
        </MessagePanel>
      ) : (
        <Paper
          variant="outlined"
          role="table"
          aria-label={t('history.timeline')}
          className={classes.box}
        >
          <div role="row" className={`${classes.row} ${classes.head}`}>
            {(['when', 'where', 'what', 'who', 'change', 'how'] as const).map(
              column => (
                <div key={column} role="columnheader">
                  {t(`history.${column}`)}
                </div>
              ),
            )}
          </div>
          {dayGroups(items, now(), t).map(({ day, title, items: rows }) => (
            <div key={day} role="rowgroup" aria-label={title}>
              <div role="row">
                <div role="cell" aria-colspan={7}>
                  <h3 className={classes.day}>{title}</h3>
                </div>
              </div>
              {rows.map(delivery => (
                <TimelineRow
                  key={delivery.id}
                  delivery={delivery}
                  isChosen={delivery.id === chosen}
                  onCompare={() => onCompare(delivery)}
                  onCompareWith={other => onComparePair([other, delivery])}
                  onShowThen={onShowThen}
                />
              ))}
            </div>
          ))}
          {children}
        </Paper>
      )}
    </>
  );
}
