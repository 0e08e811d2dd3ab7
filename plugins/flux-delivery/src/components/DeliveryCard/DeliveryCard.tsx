import { Link } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { EntityInfoCard } from '@backstage/plugin-catalog-react';
import Skeleton from '@material-ui/lab/Skeleton';
import { makeStyles } from '@material-ui/core/styles';
import type { DeliveryPathDto } from 'backstage-plugin-flux-delivery-common';
import { useDeliveryPath } from '../../hooks/useDeliveryPath';
import type { DeliveryPathState } from '../../hooks/useDeliveryPath';
import { environmentBars } from '../../model/environmentBars';
import { emptyBecause } from '../../model/freshness';
import { verdictAppearance } from '../../model/statusAppearance';
import { quietInk } from '../../model/toneColors';
import { fluxDeliveryTranslationRef } from '../../translation';
import { StaleNotice } from '../DeliveryPathTab/StaleNotice';
import { Clauses } from '../DeliveryPathTab/Clauses';
import { Bars } from '../Bars';
import { Glyph } from '../Glyph';
import { Owner } from '../Owner';
import { OwnersContext } from '../OwnersContext';
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
    row: {
      display: 'flex',
      flexWrap: 'wrap',
      gap: theme.spacing(0.5, 1.5),
      fontSize: 12,
    },
    one: {
      display: 'inline-flex',
      alignItems: 'center',
      gap: theme.spacing(0.5),
    },
    move: { margin: theme.spacing(1, 0, 0), fontSize: 14 },
  }),
  { name: 'FluxDeliveryCard' },
);

/** How much of the path a card tells. */
export type DeliveryCardSize = 'small' | 'medium' | 'large';

/**
 * The path in a card, with the way to the tab. Small: one line, and five small bars per environment beside each other. Medium: an
 * environment per line, in words too. Large: also the path in five clauses, and whose move it is.
 */
export function DeliveryCard({
  entityRef,
  tabLink,
  size = 'medium',
}: {
  size?: DeliveryCardSize;
  entityRef: string;
  /** Where the tab is; without it the card has no link. */
  tabLink?: string;
}) {
  const classes = useStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const { state } = useDeliveryPath(entityRef);
  return (
    <EntityInfoCard title={t('card.title')}>
      <CardBody state={state} size={size} />
      {tabLink && (
        <Link to={tabLink} className={classes.link}>
          {t('card.link')}
        </Link>
      )}
    </EntityInfoCard>
  );
}

function CardBody({
  state,
  size,
}: {
  state: DeliveryPathState;
  size: DeliveryCardSize;
}) {
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
          <PathSummary
            path={state.path}
            size={size}
            isStale={Boolean(state.stale)}
          />
        </>
      );
  }
}

function PathSummary({
  path,
  size,
  isStale,
}: {
  path: DeliveryPathDto;
  size: DeliveryCardSize;
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
      {size === 'small' ? (
        <SmallBars path={path} />
      ) : (
        <EnvironmentLines path={path} />
      )}
      {size === 'large' && (
        <>
          <Clauses narrative={path.narrative} />
          <FirstMoves path={path} />
        </>
      )}
    </div>
  );
}

/** An environment per line. */
function EnvironmentLines({ path }: { path: DeliveryPathDto }) {
  const classes = useStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  return (
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
  );
}

/** All environments on a line. */
function SmallBars({ path }: { path: DeliveryPathDto }) {
  const classes = useStyles();
  return (
    <div className={classes.row}>
      {path.environments.map(environment => (
        <span key={environment.name} className={classes.one}>
          {environment.name}
          <Bars
            isCompact
            environment={environment.name}
            bars={environmentBars(environment)}
          />
        </span>
      ))}
    </div>
  );
}

/** Whose move it is, each once. */
function FirstMoves({ path }: { path: DeliveryPathDto }) {
  const classes = useStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const moves = new Map(
    path.environments
      .flatMap(({ targets }) => targets)
      .flatMap(({ divergence }) =>
        divergence
          ? [[divergence.firstResponder ?? '', divergence] as const]
          : [],
      ),
  );
  return (
    <OwnersContext.Provider value={path.owners}>
      {[...moves].map(([name, { firstResponder, responderClaimed }]) => (
        <p key={name} className={classes.move}>
          {t('move.first')}:{' '}
          <Owner
            owner={firstResponder}
            claimed={responderClaimed}
            withContacts
          />
        </p>
      ))}
    </OwnersContext.Provider>
  );
}
