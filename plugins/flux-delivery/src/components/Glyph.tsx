import { makeStyles } from '@material-ui/core/styles';
import type { StatusAppearance } from '../model/statusAppearance';
import { inkOf } from '../model/toneColors';

/** A class for each tone, not a style for each glyph: a list draws hundreds of them while it is scrolled. */
const useStyles = makeStyles(
  theme => ({
    glyph: {
      display: 'inline-block',
      flex: 'none',
      width: 14,
      textAlign: 'center',
      fontWeight: 700,
    },
    ...inkOf(theme),
  }),
  { name: 'FluxDeliveryGlyph' },
);

/** Drawn, because many fonts lack the character or show it as an emoji. */
function PauseSign() {
  return (
    <svg width="10" height="11" viewBox="0 0 10 11" fill="currentColor">
      <rect x="1" y="0" width="3" height="11" />
      <rect x="6" y="0" width="3" height="11" />
    </svg>
  );
}

/** The sign of a status. The word beside it, or the name of the button around it, says the same. */
export function Glyph({ appearance }: { appearance: StatusAppearance }) {
  const classes = useStyles();
  return (
    <span
      aria-hidden="true"
      className={`${classes.glyph} ${classes[appearance.tone]}`}
    >
      {appearance.glyph === '⏸' ? <PauseSign /> : appearance.glyph}
    </span>
  );
}
