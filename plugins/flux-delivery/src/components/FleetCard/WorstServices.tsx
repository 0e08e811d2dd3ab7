import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { FleetRow } from 'backstage-plugin-flux-delivery-common';
import { barsOf, serviceName } from '../../model/fleetRow';
import { fluxDeliveryTranslationRef } from '../../translation';
import { Bars } from '../Bars';
import { StateWords } from '../Fleet/StateWords';
import { ServiceLink } from '../ServiceLink';

const useStyles = makeStyles(
  theme => ({
    list: { margin: 0, padding: 0, listStyle: 'none' },
    item: {
      padding: theme.spacing(0.75, 0),
      borderTop: `1px solid ${theme.palette.divider}`,
    },
    head: {
      display: 'flex',
      flexWrap: 'wrap',
      gap: theme.spacing(0.25, 1.5),
      alignItems: 'center',
      justifyContent: 'space-between',
      fontWeight: 600,
      overflowWrap: 'anywhere',
    },
    bars: { display: 'inline-flex', flexWrap: 'wrap', gap: theme.spacing(1) },
    state: { fontSize: 13 },
  }),
  { name: 'FluxDeliveryWorst' },
);

/** The first of a list, each in two lines: name with a row of bars per environment, and the state in words. */
export function WorstServices({ rows }: { rows: readonly FleetRow[] }) {
  const classes = useStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  return (
    <ul className={classes.list} aria-label={t('fleet.card.worst')}>
      {rows.map(row => (
        <li key={row.entityRef} className={classes.item}>
          <div className={classes.head}>
            <ServiceLink entityRef={row.entityRef}>
              {serviceName(row)}
            </ServiceLink>
            <span className={classes.bars}>
              {row.environments.map(({ name, bars }) => (
                <Bars
                  key={name}
                  isCompact
                  environment={name}
                  bars={barsOf(bars)}
                />
              ))}
            </span>
          </div>
          <div className={classes.state}>
            <StateWords row={row} t={t} />
          </div>
        </li>
      ))}
    </ul>
  );
}
