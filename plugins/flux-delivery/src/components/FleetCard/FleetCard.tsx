import { Link } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { EntityInfoCard } from '@backstage/plugin-catalog-react';
import Skeleton from '@material-ui/lab/Skeleton';
import { makeStyles } from '@material-ui/core/styles';
import type {
  FleetDto,
  FleetFilter,
} from 'backstage-plugin-flux-delivery-common';
import { useFleet } from '../../hooks/useFleet';
import { useFleetLink } from './useFleetLink';
import { summarizeFreshness } from '../../model/freshness';
import { quietInk } from '../../model/toneColors';
import { fluxDeliveryTranslationRef } from '../../translation';
import { StaleNotice } from '../DeliveryPathTab/StaleNotice';
import { ClusterTroubles } from '../Fleet/ClusterTroubles';
import { StateCounts } from './StateCounts';
import { WorstServices } from './WorstServices';

const WORST = 5;

const useStyles = makeStyles(
  theme => ({
    body: { fontSize: 14 },
    stale: { filter: 'grayscale(1)' },
    quiet: {
      marginBottom: theme.spacing(0.75),
      fontSize: 12,
      color: quietInk(theme),
    },
    link: { display: 'inline-block', marginTop: theme.spacing(1) },
  }),
  { name: 'FluxDeliveryFleetCard' },
);

/** Several services in a card: how many are in which state, the worst five, and the way to all of them. */
export function FleetCard({
  title,
  filter,
  linked,
}: {
  title: string;
  /** Which services; must be stable. `loading` as long as that is not known, undefined where there can be none. */
  filter: FleetFilter | 'loading' | undefined;
  /** How the page is to be told which, where that differs. */
  linked?: FleetFilter;
}) {
  const classes = useStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const asked = filter === 'loading' ? undefined : filter;
  const { state } = useFleet(asked, WORST);
  const way = linked ?? asked ?? {};
  const link = useFleetLink(way);
  const total = state.type === 'ready' ? state.value.total : undefined;
  return (
    <EntityInfoCard title={title}>
      <div className={classes.body}>
        {filter ? (
          <CardBody state={state} linked={way} />
        ) : (
          <div role="status">{t('fleet.card.none')}</div>
        )}
        {link && total !== 0 && filter && (
          <Link to={link} className={classes.link}>
            {total === undefined
              ? t('fleet.card.open')
              : t('fleet.card.all', { n: String(total) })}
          </Link>
        )}
      </div>
    </EntityInfoCard>
  );
}

function CardBody({
  state,
  linked,
}: {
  state: ReturnType<typeof useFleet>['state'];
  linked: FleetFilter;
}) {
  const classes = useStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  switch (state.type) {
    case 'loading':
      return (
        <div role="status" aria-label={t('fleet.loading')}>
          <Skeleton width="80%" height={28} />
          <Skeleton width="60%" height={24} />
          <Skeleton width="60%" height={24} />
        </div>
      );
    case 'forbidden':
    case 'notFound':
      return <div role="status">{t('fleet.forbiddenTitle')}</div>;
    case 'error':
      return (
        <div role="alert">
          {t('fleet.errorTitle')}: {state.error.message}
        </div>
      );
    default:
      return (
        <>
          {state.stale && <StaleNotice {...state.stale} />}
          <div className={state.stale && classes.stale}>
            <Known fleet={state.value} linked={linked} />
          </div>
        </>
      );
  }
}

function Known({ fleet, linked }: { fleet: FleetDto; linked: FleetFilter }) {
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const classes = useStyles();
  const { total, synced, troubled } = summarizeFreshness(fleet.clusters);
  return (
    <>
      {!fleet.complete && (
        <div role="status">{t('fleet.card.stillReading')}</div>
      )}
      {troubled.length > 0 && (
        <div className={classes.quiet}>
          {t('fleet.clustersTitle', {
            synced: String(synced),
            total: String(total),
          })}
          {': '}
          <ClusterTroubles troubled={troubled} />
        </div>
      )}
      {fleet.total === 0 ? (
        fleet.complete && <div role="status">{t('fleet.card.none')}</div>
      ) : (
        <>
          <StateCounts counts={fleet.counts} linked={linked} />
          {fleet.counts.ok === fleet.total ? (
            <div>{t('fleet.card.well', { count: fleet.total })}</div>
          ) : (
            <WorstServices
              rows={fleet.items.filter(({ state }) => state !== 'ok')}
            />
          )}
        </>
      )}
    </>
  );
}
