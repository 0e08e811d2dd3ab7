import { makeStyles } from '@material-ui/core/styles';
import { quietInk, toneColors } from '../../model/toneColors';

/** What all parts of the ownership pages are drawn with. */
export const useOwnershipStyles = makeStyles(
  theme => ({
    box: {
      padding: theme.spacing(1, 2, 2),
      marginBottom: theme.spacing(2),
      fontSize: 14,
    },
    title: { margin: theme.spacing(1, 0, 0.5), fontSize: 16, fontWeight: 600 },
    line: { margin: theme.spacing(0.25, 0), overflowWrap: 'anywhere' },
    quiet: { color: quietInk(theme), overflowWrap: 'anywhere' },
    list: { margin: 0, padding: 0, listStyle: 'none' },
    row: {
      display: 'grid',
      gridTemplateColumns:
        'minmax(110px, 150px) minmax(160px, 1fr) minmax(0, 2fr)',
      gap: theme.spacing(0, 2),
      padding: theme.spacing(0.75, 0),
      borderTop: `1px solid ${theme.palette.divider}`,
      '&:first-child': { borderTop: 0 },
      [theme.breakpoints.down('sm')]: {
        display: 'block',
        '& > *': { display: 'block' },
      },
    },
    source: {
      display: 'grid',
      gridTemplateColumns: 'repeat(3, minmax(0, 1fr))',
      gap: theme.spacing(0, 2),
      padding: theme.spacing(0.75, 0),
      borderTop: `1px solid ${theme.palette.divider}`,
      '&:first-child': { borderTop: 0 },
      [theme.breakpoints.down('sm')]: {
        display: 'block',
        '& > *': { display: 'block' },
      },
    },
    part: { fontWeight: 500 },
    handoff: {
      padding: theme.spacing(0.25, 0, 0.25, 2),
      color: quietInk(theme),
      fontSize: 12,
    },
    loud: { color: toneColors(theme, 'held').ink, fontWeight: 600 },
    tag: {
      display: 'inline-block',
      padding: theme.spacing(0, 0.75),
      borderRadius: 4,
      border: `1px solid ${toneColors(theme, 'held').ink}`,
      backgroundColor: toneColors(theme, 'held').fill,
      color: toneColors(theme, 'held').ink,
      fontSize: 12,
      fontWeight: 600,
      whiteSpace: 'nowrap',
    },
    object: { fontWeight: 600, overflowWrap: 'anywhere' },
    plainList: { margin: 0, paddingLeft: theme.spacing(2.5) },
  }),
  { name: 'FluxDeliveryOwnership' },
);
