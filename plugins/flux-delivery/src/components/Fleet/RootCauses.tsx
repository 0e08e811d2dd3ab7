import Paper from '@material-ui/core/Paper';
import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { FleetRootCauseDto } from 'backstage-plugin-flux-delivery-common';
import { fluxDeliveryTranslationRef } from '../../translation';
import { RootCauseRow } from './RootCauseRow';
import { useFleetStyles } from './useFleetStyles';

const useStyles = makeStyles(
  theme => ({
    columns: {
      '& [role=row]': {
        gridTemplateColumns:
          'minmax(0, 4fr) minmax(0, 1fr) minmax(0, 2fr) minmax(0, 0.8fr) minmax(0, 1.8fr)',
        [theme.breakpoints.down('sm')]: {
          gridTemplateColumns:
            'minmax(0, 3fr) minmax(0, 1fr) minmax(0, 1.5fr) minmax(0, 0.8fr) minmax(0, 1.5fr)',
        },
      },
    },
  }),
  { name: 'FluxDeliveryRootCauses' },
);

const COLUMNS = ['title', 'segment', 'services', 'since', 'move'] as const;

/** What has to be mended, once each, with everything that hangs on it. */
export function RootCauses({
  causes,
  total,
}: {
  causes: readonly FleetRootCauseDto[];
  /** Over all of them; more than are given where the answer was cut. */
  total: number;
}) {
  const classes = useStyles();
  const styles = useFleetStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  if (causes.length === 0) {
    return null;
  }
  return (
    <Paper variant="outlined" className={styles.table}>
      <div
        role="table"
        aria-label={t('fleet.causes.title')}
        className={classes.columns}
      >
        <div role="rowgroup" className={styles.head}>
          <div role="row" className={styles.row}>
            {COLUMNS.map(column => (
              <div key={column} role="columnheader" className={styles.column}>
                {t(`fleet.causes.${column}`)}
              </div>
            ))}
          </div>
        </div>
        <div role="rowgroup">
          {causes.map(cause => (
            <RootCauseRow key={keyOfCause(cause)} cause={cause} />
          ))}
        </div>
      </div>
      {total > causes.length && (
        <div className={styles.foot}>
          {t('fleet.causes.moreCauses', { count: total - causes.length })}
        </div>
      )}
    </Paper>
  );
}

/** What stays the same of a cause while services come and go. */
function keyOfCause({
  object,
  class: failure,
  cluster,
  entityRefs,
  segment,
}: FleetRootCauseDto): string {
  const of = object
    ? [object.cluster, object.group, object.kind, object.namespace, object.name]
    : [cluster, segment, entityRefs[0]];
  return [...of, failure].join('|');
}
