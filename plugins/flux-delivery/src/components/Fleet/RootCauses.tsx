import Paper from '@material-ui/core/Paper';
import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { FleetRootCauseDto } from 'backstage-plugin-flux-delivery-common';
import { useState } from 'react';
import { fluxDeliveryTranslationRef } from '../../translation';
import { PlainButton } from '../PlainButton';
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

/** So many at once: the services are on the same screen. */
const FIRST = 6;

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
  const [isWhole, setWhole] = useState(false);
  if (causes.length === 0) {
    return null;
  }
  const shown = isWhole ? causes : causes.slice(0, FIRST);
  const untold = total - causes.length;
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
          {shown.map(cause => (
            <RootCauseRow
              key={keyOfCause(cause)}
              id={`flux-delivery-cause-${keyOfCause(cause)}`}
              cause={cause}
            />
          ))}
        </div>
      </div>
      {(causes.length > FIRST || untold > 0) && (
        <div className={styles.foot}>
          {causes.length > FIRST && (
            <PlainButton
              aria-expanded={isWhole}
              onClick={() => setWhole(!isWhole)}
            >
              {isWhole
                ? t('fleet.causes.fewer')
                : t('fleet.causes.showMore', { n: String(causes.length) })}
            </PlainButton>
          )}
          {untold > 0 && t('fleet.causes.moreCauses', { count: untold })}
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
  return [...of, failure].join('|').replace(/\s/g, '_');
}
