import Paper from '@material-ui/core/Paper';
import { makeStyles } from '@material-ui/core/styles';
import Skeleton from '@material-ui/lab/Skeleton';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { SEGMENTS } from 'backstage-plugin-flux-delivery-common';
import { fluxDeliveryTranslationRef } from '../../translation';
import { GridHeader } from '../PathGrid/PathGrid';
import { useGridStyles } from '../PathGrid/useGridStyles';

const useStyles = makeStyles(
  theme => ({
    lead: { padding: theme.spacing(1.5, 2), marginBottom: theme.spacing(2) },
    cell: { padding: theme.spacing(0.75, 1.5) },
    still: {
      '@media (prefers-reduced-motion: reduce)': { animation: 'none' },
    },
  }),
  { name: 'FluxDeliverySkeleton' },
);

const ROWS = ['first', 'second', 'third'];

/** The page's own shape, empty: nothing moves when the answer comes. */
export function PathSkeleton() {
  const classes = useStyles();
  const grid = useGridStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  return (
    <div role="status" aria-busy="true" aria-label={t('page.loading')}>
      <div aria-hidden="true">
        <Skeleton height={18} className={classes.still} />
        <Paper variant="outlined" className={classes.lead}>
          <Skeleton width="45%" height={28} className={classes.still} />
        </Paper>
        <Paper variant="outlined" className={grid.table}>
          <GridHeader />
          {ROWS.map(row => (
            <div key={row} className={grid.row}>
              {['target', ...SEGMENTS].map(cell => (
                <div key={cell} className={classes.cell}>
                  <Skeleton width="70%" className={classes.still} />
                  <Skeleton width="50%" height={16} className={classes.still} />
                </div>
              ))}
            </div>
          ))}
        </Paper>
      </div>
    </div>
  );
}
