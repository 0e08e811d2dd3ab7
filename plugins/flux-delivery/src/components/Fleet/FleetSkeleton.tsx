import Paper from '@material-ui/core/Paper';
import { makeStyles } from '@material-ui/core/styles';
import Skeleton from '@material-ui/lab/Skeleton';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { fluxDeliveryTranslationRef } from '../../translation';

const useStyles = makeStyles(
  theme => ({
    panel: { padding: theme.spacing(1, 1.5), marginBottom: theme.spacing(2) },
    still: {
      '@media (prefers-reduced-motion: reduce)': { animation: 'none' },
    },
  }),
  { name: 'FluxDeliveryFleetSkeleton' },
);

const ROWS = Array.from({ length: 8 }, (_, index) => `row ${index}`);

/** The shape of the list, empty. */
export function FleetSkeleton({ label }: { label?: string }) {
  const classes = useStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  return (
    <div
      role="status"
      aria-busy="true"
      aria-label={label ?? t('fleet.loading')}
    >
      <Paper variant="outlined" className={classes.panel} aria-hidden>
        {ROWS.map(row => (
          <Skeleton key={row} height={44} className={classes.still} />
        ))}
      </Paper>
    </div>
  );
}
