import { makeStyles } from '@material-ui/core/styles';
import { quietInk } from '../../model/toneColors';

/** The columns of the list of services: as many as there are environments, with bars that shrink before anything is cut. */
export const useFleetTableStyles = makeStyles(
  theme => {
    const narrow = theme.breakpoints.down('xs');
    const clamp = (lines: number) => ({
      display: '-webkit-box',
      '-webkit-box-orient': 'vertical' as const,
      '-webkit-line-clamp': lines,
      overflow: 'hidden',
    });
    return {
      grid: { outline: 0, fontVariantNumeric: 'tabular-nums' },
      scrolled: { overflow: 'hidden', scrollbarGutter: 'stable' },
      row: {
        alignItems: 'center',
        gridTemplateColumns:
          'minmax(0, 2fr) minmax(0, 1fr) repeat(var(--environments), minmax(30px, 118px)) minmax(0, 4fr)',
        '&:hover': { backgroundColor: theme.palette.action.hover },
        '&:focus-within': { backgroundColor: theme.palette.action.hover },
      },
      name: {
        fontWeight: 700,
        lineHeight: 1.25,
        ...clamp(2),
        '&:focus-visible': {
          outline: `2px solid ${theme.palette.primary.main}`,
        },
        [narrow]: clamp(1),
      },
      owner: {
        overflow: 'hidden',
        textOverflow: 'ellipsis',
        whiteSpace: 'nowrap',
        [narrow]: { fontSize: 12, color: quietInk(theme), lineHeight: '18px' },
      },
      environment: {
        display: 'flex',
        alignItems: 'center',
        gap: theme.spacing(1),
        minWidth: 0,
        [narrow]: { height: 20 },
      },
      absent: { [narrow]: { display: 'none' } },
      environmentName: {
        display: 'none',
        width: 84,
        overflow: 'hidden',
        textOverflow: 'ellipsis',
        whiteSpace: 'nowrap',
        fontSize: 12,
        color: quietInk(theme),
        [narrow]: { display: 'block' },
      },
      state: { fontSize: 13, lineHeight: 1.3, ...clamp(2) },
    };
  },
  { name: 'FluxDeliveryFleetTable' },
);
