import Paper from '@material-ui/core/Paper';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { SEGMENTS } from 'backstage-plugin-flux-delivery-common';
import type { Segment } from 'backstage-plugin-flux-delivery-common';
import type { LayoutGroup } from '../../model/pathLayout';
import { fluxDeliveryTranslationRef } from '../../translation';
import { Term } from '../Term/Term';
import { wordOfSegment } from '../Term/words';
import { EnvironmentRows } from './EnvironmentRows';
import { useGridStyles } from './useGridStyles';

/** Environments downwards in promotion order, the delivery rightwards. */
export function PathGrid({
  groups,
  selected,
  detailsId,
  onSelect,
  onOpen,
}: {
  groups: LayoutGroup[];
  selected?: string;
  detailsId: string;
  onSelect: (targetId: string) => void;
  onOpen: (targetId: string, segment: Segment) => void;
}) {
  const classes = useGridStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  return (
    <Paper
      variant="outlined"
      role="table"
      aria-label={t('grid.label')}
      className={classes.table}
    >
      <GridHeader />
      {groups.map(group => (
        <EnvironmentRows
          key={group.environment.name}
          group={group}
          selected={selected}
          detailsId={detailsId}
          onSelect={onSelect}
          onOpen={onOpen}
        />
      ))}
      {groups.length === 0 && (
        <div role="row">
          <div role="cell" aria-colspan={6} className={classes.foot}>
            {t('grid.noMatch')}
          </div>
        </div>
      )}
    </Paper>
  );
}

export function GridHeader() {
  const classes = useGridStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  return (
    <div role="rowgroup">
      <div role="row" className={`${classes.row} ${classes.planes}`}>
        <div role="cell" />
        <div
          role="columnheader"
          aria-colspan={3}
          className={classes.plane}
          style={{ gridColumn: 'span 3' }}
        >
          <Term word="control plane">{t('plane.control')}</Term>
        </div>
        <div
          role="columnheader"
          aria-colspan={2}
          className={classes.plane}
          style={{ gridColumn: 'span 2' }}
        >
          <Term word="data plane">{t('plane.data')}</Term>
        </div>
      </div>
      <div role="row" className={`${classes.row} ${classes.columns}`}>
        <div role="columnheader" className={classes.column}>
          <Term word="environment">{t('grid.environment')}</Term>
        </div>
        {SEGMENTS.map(segment => (
          <div key={segment} role="columnheader" className={classes.column}>
            <Term word={wordOfSegment(segment)}>{t(`segment.${segment}`)}</Term>
          </div>
        ))}
      </div>
    </div>
  );
}
