import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Skeleton from '@material-ui/lab/Skeleton';
import type { FleetRow } from 'backstage-plugin-flux-delivery-common';
import { useSummary } from '../../hooks/useSummary';
import { barsOf, verdictOf } from '../../model/fleetRow';
import { verdictAppearance } from '../../model/statusAppearance';
import { quietInk } from '../../model/toneColors';
import { fluxDeliveryTranslationRef } from '../../translation';
import { Bars } from '../Bars';
import { Glyph } from '../Glyph';
import { ServiceLink } from '../ServiceLink';

const useStyles = makeStyles(
  theme => ({
    cell: {
      display: 'flex',
      flexDirection: 'column',
      gap: 2,
      minWidth: 84,
      fontSize: 13,
      whiteSpace: 'nowrap',
    },
    quiet: { color: quietInk(theme), fontSize: 12 },
  }),
  { name: 'FluxDeliveryCatalogCell' },
);

/** The delivery of an entity in a cell of the catalog: the state, and the five bars of the environment that it is of. */
export function DeliveryStateCell({ entityRef }: { entityRef: string }) {
  const classes = useStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const summary = useSummary(entityRef);
  switch (summary.type) {
    case 'loading':
      return <Skeleton width={84} height={36} />;
    case 'none':
      return (
        <span className={classes.quiet} title={t('fleet.column.none')}>
          –
        </span>
      );
    case 'error':
      return (
        <span
          className={classes.quiet}
          title={t('fleet.column.failed', { error: summary.error.message })}
        >
          <Glyph appearance={verdictAppearance('unknown')} />{' '}
          {t('verdict.unknown')}
        </span>
      );
    default:
      return <Known row={summary.row} />;
  }
}

function Known({ row }: { row: FleetRow }) {
  const classes = useStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const told = tellingEnvironment(row);
  const verdict = verdictOf(row.state);
  return (
    <span className={classes.cell} title={row.headline}>
      <ServiceLink entityRef={row.entityRef}>
        <Glyph appearance={verdictAppearance(verdict)} />{' '}
        {t(`verdict.${verdict}`)}
      </ServiceLink>
      {told && (
        <Bars isCompact environment={told.name} bars={barsOf(told.bars)} />
      )}
    </span>
  );
}

/** The last environment that is as bad as the service. */
function tellingEnvironment({ environments, state }: FleetRow) {
  const lastFirst = [...environments].reverse();
  return lastFirst.find(each => each.state === state) ?? lastFirst[0];
}
