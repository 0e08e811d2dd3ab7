import { makeStyles } from '@material-ui/core/styles';
import { quietInk } from '../../model/toneColors';

/** Tables whose rows become cards on a narrow page; nothing scrolls sideways. */
export const useFleetStyles = makeStyles(
  theme => {
    const narrow = theme.breakpoints.down('xs');
    const line = `1px solid ${theme.palette.divider}`;
    return {
      table: { marginBottom: theme.spacing(2), fontSize: 14, lineHeight: 1.4 },
      head: {
        // Each card tells by itself what is what.
        [narrow]: {
          position: 'absolute',
          width: 1,
          height: 1,
          overflow: 'hidden',
          clip: 'rect(0 0 0 0)',
        },
      },
      /** The edge above the first card is that of the table. */
      rows: {
        [narrow]: { '& > [role=row]:first-child': { borderTop: 0 } },
      },
      row: {
        display: 'grid',
        boxSizing: 'border-box',
        columnGap: theme.spacing(1.5),
        padding: theme.spacing(0.75, 1.5),
        borderTop: line,
        '$head &': { borderTop: 0, padding: theme.spacing(1, 1.5) },
        [narrow]: {
          display: 'block',
          padding: theme.spacing(1, 1.5),
        },
      },
      column: {
        fontSize: 12,
        fontWeight: 500,
        color: quietInk(theme),
        minWidth: 0,
        overflow: 'hidden',
        textOverflow: 'ellipsis',
        whiteSpace: 'nowrap',
      },
      cell: { minWidth: 0, overflowWrap: 'anywhere' },
      label: {
        display: 'none',
        marginRight: theme.spacing(0.75),
        color: quietInk(theme),
        fontSize: 12,
        [narrow]: { display: 'inline' },
      },
      mono: {
        fontFamily: 'Menlo, Consolas, "DejaVu Sans Mono", monospace',
        fontSize: 12,
      },
      quiet: { color: quietInk(theme), fontSize: 12 },
      foot: {
        padding: theme.spacing(0.75, 1.5),
        borderTop: line,
        fontSize: 12,
        color: quietInk(theme),
      },
      links: {
        display: 'flex',
        flexWrap: 'wrap',
        gap: theme.spacing(0.25, 1.5),
        margin: 0,
        padding: 0,
        listStyle: 'none',
      },
      more: {
        padding: 0,
        font: 'inherit',
        color: 'inherit',
        textDecoration: 'underline',
        verticalAlign: 'baseline',
        '&:focus-visible': {
          outline: `2px solid ${theme.palette.primary.main}`,
        },
      },
    };
  },
  { name: 'FluxDeliveryFleetTables' },
);
