import { Link } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { EntityInfoCard } from '@backstage/plugin-catalog-react';
import Skeleton from '@material-ui/lab/Skeleton';
import { makeStyles } from '@material-ui/core/styles';
import type { DeliveryPathDto } from 'backstage-plugin-flux-delivery-common';
import { useDeliveryPath } from '../../hooks/useDeliveryPath';
import type { DeliveryPathState } from '../../hooks/useDeliveryPath';
import { emptyBecause } from '../../model/freshness';
import { verdictAppearance } from '../../model/statusAppearance';
import { quietInk } from '../../model/toneColors';
import { fluxDeliveryTranslationRef } from '../../translation';
import { StaleNotice } from '../DeliveryPathTab/StaleNotice';
import { Glyph } from '../Glyph';
import { SegmentBars } from '../SegmentBars';

const useStyles = makeStyles(
  theme => ({
    headline: {
      display: 'flex',
      gap: theme.spacing(1),
      margin: theme.spacing(0, 0, 1),
      fontSize: 14,
      fontWeight: 500,
      overflowWrap: 'anywhere',
    },
    list: { listStyle: 'none', margin: 0, padding: 0, fontSize: 14 },
    item: {
      display: 'flex',
      gap: theme.spacing(1.5),
      alignItems: 'center',
      padding: theme.spacing(0.25, 0),
    },
    environment: { minWidth: 88, overflowWrap: 'anywhere' },
    quiet: { color: quietInk(theme), fontSize: 12 },
    stale: { filter: 'grayscale(1)' },
    link: { display: 'inline-block', marginTop: theme.spacing(1) },
  }),
  { name: 'FluxDeliveryCard' },
);

/** The path in a card: one line, five bars per environment, the way to the tab. */
export function DeliveryCard({
  entityRef,
  tabLink,
}: {
  entityRef: string;
  /** Where the tab is; without it the card has no link. */
  tabLink?: string;
}) {
  const classes = useStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const { state } = useDeliveryPath(entityRef);
  return (
    <EntityInfoCard title={t('card.title')}>
      <CardBody state={state} />
      {tabLink && (
        <Link to={tabLink} className={classes.link}>
          {t('card.link')}
        </Link>
      )}
    </EntityInfoCard>
  );
}

function CardBody({ state }: { state: DeliveryPathState }) {
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  switch (state.type) {
    case 'loading':
      return (
        <div role="status" aria-label={t('page.loading')}>
          <Skeleton width="80%" height={24} />
          <Skeleton width="60%" height={24} />
          <Skeleton width="60%" height={24} />
        </div>
      );
    case 'forbidden':
      return <div role="status">{t('page.forbiddenTitle')}</div>;
    case 'notFound':
      return <div role="status">{t('page.notFoundTitle')}</div>;
    case 'error':
      return (
        <div role="alert">
          {t('page.errorTitle')}: {state.error.message}
        </div>
      );
    default:
      return (
        <>
          {state.stale && <StaleNotice {...state.stale} />}
          <PathSummary path={state.path} isStale={Boolean(state.stale)} />
        </>
      );
  }
}

function PathSummary({
  path,
  isStale,
}: {
  path: DeliveryPathDto;
  isStale: boolean;
}) {
  const classes = useStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  if (path.environments.length === 0) {
    const reason = emptyBecause(path.clusters);
    return (
      <div role="status">
        {reason === 'nothing'
          ? path.doctor?.summary ?? path.headline
          : t(`page.${reason}Title`)}
      </div>
    );
  }
  return (
    <div className={isStale ? classes.stale : undefined}>
      <p className={classes.headline}>
        <Glyph appearance={verdictAppearance(path.verdict)} />
        <span>{path.headline}</span>
      </p>
      <ul className={classes.list}>
        {path.environments.map(environment => (
          <li key={environment.name} className={classes.item}>
            <span className={classes.environment}>{environment.name}</span>
            <SegmentBars environment={environment} />
            <span className={classes.quiet}>
              {t(`verdict.${environment.verdict}`)}
              {environment.targets.length > 1 &&
                ` · ${t('card.targets', {
                  count: environment.targets.length,
                })}`}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
