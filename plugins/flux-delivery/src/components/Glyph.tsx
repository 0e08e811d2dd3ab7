import { makeStyles } from '@material-ui/core/styles';
import type { Theme } from '@material-ui/core/styles';
import type { StatusAppearance } from '../model/statusAppearance';
import { toneColors } from '../model/toneColors';

const useStyles = makeStyles<Theme, StatusAppearance>(
  theme => ({
    glyph: {
      display: 'inline-block',
      flex: 'none',
      width: 14,
      textAlign: 'center',
      fontWeight: 700,
      color: ({ tone }) => toneColors(theme, tone).ink,
    },
  }),
  { name: 'FluxDeliveryGlyph' },
);

/** The sign of a status. The word beside it, or the name of the button around it, says the same. */
export function Glyph({ appearance }: { appearance: StatusAppearance }) {
  const classes = useStyles(appearance);
  return (
    <span aria-hidden="true" className={classes.glyph}>
      {appearance.glyph}
    </span>
  );
}
