import { makeStyles } from '@material-ui/core/styles';
import { quietInk } from '../../model/toneColors';

/** The grid: one column for the target, five for the segments; on a narrow page each row is a card. */
export const useGridStyles = makeStyles(
  theme => {
    const narrow = theme.breakpoints.down('xs');
    const line = `1px solid ${theme.palette.divider}`;
    return {
      table: {
        fontSize: 14,
        fontVariantNumeric: 'tabular-nums',
        lineHeight: 1.43,
      },
      row: {
        display: 'grid',
        gridTemplateColumns: 'minmax(136px, 0.85fr) repeat(5, minmax(0, 1fr))',
        borderTop: line,
        [narrow]: {
          gridTemplateColumns: 'minmax(0, 1fr)',
          padding: theme.spacing(1, 0),
        },
      },
      planes: {
        borderTop: 0,
        [narrow]: { display: 'none' },
      },
      columns: { borderTop: 0, [narrow]: { display: 'none' } },
      plane: {
        margin: theme.spacing(1.25, 1.25, 0),
        paddingBottom: theme.spacing(0.5),
        borderBottom: `2px solid ${theme.palette.divider}`,
        fontSize: 11,
        fontWeight: 500,
        letterSpacing: 0.8,
        textTransform: 'uppercase',
        color: quietInk(theme),
      },
      column: {
        padding: theme.spacing(0.75, 1.5, 1),
        fontSize: 12,
        fontWeight: 500,
        color: quietInk(theme),
      },
      cell: {
        position: 'relative',
        padding: theme.spacing(0.75, 0.5),
        '&:not(:last-child)::after': {
          content: '""',
          position: 'absolute',
          right: -4,
          top: 21,
          width: 8,
          height: 2,
          backgroundColor: theme.palette.divider,
        },
        [narrow]: {
          gridColumn: 'auto !important',
          padding: theme.spacing(0.25, 1),
          '&::after': { display: 'none' },
        },
      },
      dataPlane: {
        borderLeft: `2px solid ${theme.palette.divider}`,
        [narrow]: { borderLeft: 0 },
      },
      target: {
        padding: theme.spacing(0.75, 0.5, 0.75, 1),
        minWidth: 0,
      },
      targetButton: {
        display: 'block',
        width: '100%',
        padding: theme.spacing(0.5),
        textAlign: 'left',
        font: 'inherit',
        borderRadius: 5,
        '&:hover': { backgroundColor: theme.palette.action.hover },
        '&:focus-visible': {
          outline: `2px solid ${theme.palette.primary.main}`,
        },
        '&[aria-expanded="true"]': {
          backgroundColor: theme.palette.action.selected,
        },
      },
      names: {
        display: 'flex',
        flexWrap: 'wrap',
        alignItems: 'baseline',
        columnGap: theme.spacing(0.75),
      },
      environment: { fontWeight: 700 },
      cluster: {
        color: quietInk(theme),
        fontSize: 12,
        overflowWrap: 'anywhere',
      },
      applier: {
        display: 'block',
        color: quietInk(theme),
        fontSize: 12,
        overflowWrap: 'anywhere',
      },
      mark: { display: 'block', fontSize: 12, overflowWrap: 'anywhere' },
      badge: {
        border: line,
        borderRadius: 3,
        padding: '0 4px',
        lineHeight: 1.3,
        fontSize: 11,
        color: quietInk(theme),
        whiteSpace: 'nowrap',
      },
      foot: {
        borderTop: line,
        padding: theme.spacing(0.75, 1.5),
        fontSize: 12,
        color: quietInk(theme),
      },
    };
  },
  { name: 'FluxDeliveryPathGrid' },
);
