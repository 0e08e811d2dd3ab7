import { makeStyles } from '@material-ui/core/styles';
import { quietInk, toneColors } from '../../model/toneColors';

/** The rows of the timeline; on a narrow page each is a card. */
export const useTimelineStyles = makeStyles(
  theme => {
    const narrow = theme.breakpoints.down('sm');
    const line = `1px solid ${theme.palette.divider}`;
    return {
      box: { marginBottom: theme.spacing(2) },
      row: {
        display: 'grid',
        gridTemplateColumns:
          '58px minmax(90px, 1fr) minmax(110px, 1.3fr) minmax(100px, 1.2fr) minmax(80px, 0.8fr) minmax(180px, 2fr) 92px',
        columnGap: theme.spacing(1.5),
        padding: theme.spacing(1, 2),
        borderTop: line,
        alignItems: 'start',
        [narrow]: {
          gridTemplateColumns: '58px minmax(0, 1fr)',
          rowGap: theme.spacing(0.25),
        },
      },
      head: {
        borderTop: 0,
        fontSize: 12,
        fontWeight: 500,
        color: quietInk(theme),
        [narrow]: { display: 'none' },
      },
      day: {
        margin: 0,
        padding: theme.spacing(0.75, 2),
        borderTop: line,
        fontSize: 12,
        fontWeight: 500,
        color: quietInk(theme),
        backgroundColor: theme.palette.action.hover,
      },
      cell: {
        minWidth: 0,
        overflowWrap: 'anywhere',
        [narrow]: { gridColumn: 2 },
      },
      when: { [narrow]: { gridColumn: 1, gridRow: 1 } },
      title: { fontWeight: 600 },
      id: {
        fontFamily: 'Menlo, Consolas, "DejaVu Sans Mono", monospace',
        fontSize: 12,
        padding: '0 4px',
        borderRadius: 3,
        backgroundColor: theme.palette.action.hover,
      },
      kind: {
        display: 'inline-block',
        border: line,
        borderRadius: 3,
        padding: '0 4px',
        fontSize: 11,
      },
      marked: {
        borderColor: toneColors(theme, 'held').ink,
        color: toneColors(theme, 'held').ink,
      },
      quiet: { color: quietInk(theme) },
      small: { fontSize: 12, color: quietInk(theme) },
      gap: {
        borderLeft: `4px dashed ${toneColors(theme, 'unknown').ink}`,
        paddingLeft: `calc(${theme.spacing(2)}px - 4px)`,
      },
      wide: { gridColumn: '3 / span 4', [narrow]: { gridColumn: 2 } },
      actions: {
        display: 'flex',
        flexDirection: 'column',
        alignItems: 'flex-start',
        // Their words stand below each other.
        '& button': { justifyContent: 'flex-start', minWidth: 0 },
        [narrow]: { gridColumn: 2, flexDirection: 'row', flexWrap: 'wrap' },
      },
      foot: {
        display: 'flex',
        flexWrap: 'wrap',
        gap: theme.spacing(1, 2),
        alignItems: 'center',
        padding: theme.spacing(1, 2),
        borderTop: line,
        fontSize: 12,
        color: quietInk(theme),
      },
      details: {
        gridColumn: '1 / -1',
        padding: theme.spacing(0.5, 0, 1),
      },
    };
  },
  { name: 'FluxDeliveryTimeline' },
);
