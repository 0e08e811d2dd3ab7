import Paper from '@material-ui/core/Paper';
import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { SuspensionsDto } from 'backstage-plugin-flux-delivery-common';
import { fluxDeliveryTranslationRef } from '../../translation';
import { useFleetStyles } from '../Fleet/useFleetStyles';
import { SuspensionRow } from './SuspensionRow';

const useStyles = makeStyles(
  theme => ({
    columns: {
      '& [role=row]': {
        gridTemplateColumns:
          'minmax(0, 3fr) minmax(0, 2fr) minmax(0, 1.3fr) minmax(0, 1.5fr) minmax(0, 2.5fr) minmax(0, 1.2fr) 40px',
        [theme.breakpoints.down('sm')]: {
          gridTemplateColumns:
            'minmax(0, 2.5fr) minmax(0, 1.5fr) minmax(0, 1.2fr) minmax(0, 1.2fr) minmax(0, 2fr) minmax(0, 1fr) 36px',
        },
      },
    },
  }),
  { name: 'FluxDeliverySuspensionRegister' },
);

const COLUMNS = [
  'object',
  'services',
  'since',
  'by',
  'why',
  'withholds',
  'resume',
] as const;

/** Who stopped what, since when, why, and what it holds back. */
export function SuspensionRegister({ register }: { register: SuspensionsDto }) {
  const classes = useStyles();
  const styles = useFleetStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const { items, forgottenAfterDays, truncated } = register;
  return (
    <Paper variant="outlined" className={styles.table}>
      <div
        role="table"
        aria-label={t('suspensions.title')}
        className={classes.columns}
      >
        <div role="rowgroup" className={styles.head}>
          <div role="row" className={styles.row}>
            {COLUMNS.map(column => (
              <div
                key={column}
                role="columnheader"
                aria-label={t(`suspensions.${column}`)}
                className={styles.column}
              >
                {column !== 'resume' && t(`suspensions.${column}`)}
              </div>
            ))}
          </div>
        </div>
        <div role="rowgroup">
          {items.map(item => (
            <SuspensionRow
              key={Object.values(item.object).join('|')}
              suspension={item}
              forgottenAfterDays={forgottenAfterDays}
            />
          ))}
        </div>
      </div>
      {truncated && (
        <div className={styles.foot}>
          {t('suspensions.truncated', { n: String(items.length) })}
        </div>
      )}
    </Paper>
  );
}
