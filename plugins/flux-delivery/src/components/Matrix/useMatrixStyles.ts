import { makeStyles } from '@material-ui/core/styles';
import { quietInk, toneColors } from '../../model/toneColors';

/** A table that never scrolls sideways: its columns share the width, its words break; on a narrow page each version is a card. */
export const useMatrixStyles = makeStyles(
  theme => {
    const narrow = theme.breakpoints.down('xs');
    const line = `1px solid ${theme.palette.divider}`;
    return {
      table: { fontSize: 13, lineHeight: 1.4 },
      head: {
        // Each card tells its environments itself.
        [narrow]: {
          position: 'absolute',
          width: 1,
          height: 1,
          overflow: 'hidden',
          clip: 'rect(0 0 0 0)',
        },
      },
      row: {
        display: 'grid',
        gridTemplateColumns:
          '180px repeat(var(--environments), minmax(0, 1fr))',
        borderTop: line,
        alignItems: 'baseline',
        '$head &': { borderTop: 0 },
        [narrow]: {
          gridTemplateColumns: 'minmax(0, 1fr)',
          padding: theme.spacing(1, 0),
        },
      },
      column: {
        padding: theme.spacing(1, 1),
        fontSize: 12,
        fontWeight: 500,
        color: quietInk(theme),
        overflowWrap: 'anywhere',
        '&:first-child': { paddingLeft: theme.spacing(2) },
      },
      environment: {
        fontWeight: 700,
        fontSize: 13,
        color: theme.palette.text.primary,
      },
      badge: {
        border: line,
        borderRadius: 3,
        padding: '0 4px',
        fontSize: 11,
        whiteSpace: 'nowrap',
      },
      flagged: {
        borderColor: toneColors(theme, 'held').ink,
        color: toneColors(theme, 'held').ink,
      },
      under: { display: 'block', fontWeight: 400 },
      version: {
        padding: theme.spacing(0.75, 1, 0.75, 2),
        overflowWrap: 'anywhere',
        [narrow]: { paddingBottom: 0 },
      },
      title: { fontWeight: 700, fontSize: 14 },
      id: {
        fontFamily: 'Menlo, Consolas, "DejaVu Sans Mono", monospace',
        fontSize: 12,
        padding: '0 4px',
        borderRadius: 3,
        backgroundColor: theme.palette.action.hover,
        whiteSpace: 'nowrap',
      },
      cell: {
        padding: theme.spacing(0.75, 1),
        minWidth: 0,
        overflowWrap: 'anywhere',
        [narrow]: {
          display: 'flex',
          gap: theme.spacing(1),
          padding: theme.spacing(0.25, 2),
        },
      },
      empty: { [narrow]: { display: 'none' } },
      label: {
        display: 'none',
        flex: '0 0 88px',
        color: quietInk(theme),
        fontSize: 12,
        [narrow]: { display: 'block' },
      },
      lines: { flex: 1, minWidth: 0 },
      line: {
        display: 'flex',
        width: '100%',
        gap: 4,
        alignItems: 'baseline',
        justifyContent: 'flex-start',
        margin: '0 -4px',
        padding: '1px 4px',
        borderRadius: 3,
        font: 'inherit',
        textAlign: 'left',
        '&:hover': { backgroundColor: theme.palette.action.hover },
        '&:focus-visible': {
          outline: `2px solid ${theme.palette.primary.main}`,
        },
      },
      words: { minWidth: 0 },
      current: { fontWeight: 600 },
      quiet: { color: quietInk(theme) },
    };
  },
  { name: 'FluxDeliveryMatrix' },
);
