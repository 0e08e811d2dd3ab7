import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { quietInk } from '../../model/toneColors';
import { fluxDeliveryTranslationRef } from '../../translation';

export interface ComparedRow {
  name: string;
  from?: string;
  to?: string;
  /** In a word. */
  change: string;
  differs: boolean;
}

const useStyles = makeStyles(
  theme => {
    const narrow = theme.breakpoints.down('xs');
    return {
      table: { fontSize: 13 },
      row: {
        display: 'grid',
        gridTemplateColumns: '18% minmax(0, 1fr) minmax(0, 1fr) 76px',
        columnGap: theme.spacing(1),
        padding: theme.spacing(0.5, 0),
        borderBottom: `1px solid ${theme.palette.divider}`,
        [narrow]: { gridTemplateColumns: 'minmax(0, 1fr) auto' },
      },
      head: {
        fontWeight: 500,
        fontSize: 12,
        color: quietInk(theme),
        // Each line tells its sides itself.
        [narrow]: {
          position: 'absolute',
          width: 1,
          height: 1,
          overflow: 'hidden',
          clip: 'rect(0 0 0 0)',
        },
      },
      cell: {
        minWidth: 0,
        overflowWrap: 'anywhere',
        [narrow]: { gridColumn: '1 / -1' },
      },
      name: {
        fontWeight: 500,
        fontSize: 12,
        color: quietInk(theme),
        [narrow]: { gridColumn: 1, gridRow: 1 },
      },
      change: { [narrow]: { gridColumn: 2, gridRow: 1 } },
      label: {
        display: 'none',
        fontSize: 12,
        color: quietInk(theme),
        [narrow]: { display: 'inline-block', minWidth: 56 },
      },
      code: {
        fontFamily: 'Menlo, Consolas, "DejaVu Sans Mono", monospace',
        fontSize: 12,
      },
      differs: { fontWeight: 700 },
      quiet: { color: quietInk(theme) },
    };
  },
  { name: 'FluxDeliveryCompared' },
);

/** Two sides, line by line, with the difference in a word; on a narrow page the sides stand below each other. */
export function ComparedTable({
  label,
  rows,
}: {
  label: string;
  rows: readonly ComparedRow[];
}) {
  const classes = useStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const side = (name: string, text: string | undefined) => (
    <div role="cell" className={classes.cell}>
      <span className={classes.label} aria-hidden="true">
        {name}
      </span>
      {text ? (
        <span className={classes.code}>{text}</span>
      ) : (
        <span className={classes.quiet}>{t('compare.absent')}</span>
      )}
    </div>
  );
  return (
    <div role="table" aria-label={label} className={classes.table}>
      <div role="row" className={`${classes.row} ${classes.head}`}>
        {(['what', 'from', 'to', 'difference'] as const).map(column => (
          <div key={column} role="columnheader" className={classes.cell}>
            {t(`compare.${column}`)}
          </div>
        ))}
      </div>
      {rows.map(({ name, from, to, change, differs }) => (
        <div key={name} role="row" className={classes.row}>
          <div role="rowheader" className={`${classes.cell} ${classes.name}`}>
            {name}
          </div>
          {side(t('compare.from'), from)}
          {side(t('compare.to'), to)}
          <div
            role="cell"
            className={`${classes.cell} ${classes.change} ${
              differs ? classes.differs : classes.quiet
            }`}
          >
            {change}
          </div>
        </div>
      ))}
    </div>
  );
}
