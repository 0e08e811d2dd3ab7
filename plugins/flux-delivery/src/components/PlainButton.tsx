import Button from '@material-ui/core/Button';
import type { ButtonProps } from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';

const useStyles = makeStyles(
  theme => ({
    root: {
      minWidth: 0,
      textTransform: 'none',
      textAlign: 'left',
      fontFamily: 'inherit',
      fontSize: 13,
      '&:focus-visible': {
        outline: `2px solid ${theme.palette.primary.main}`,
      },
    },
    // Words alone do not look as if they did something.
    text: {
      textDecoration: 'underline',
      textUnderlineOffset: '3px',
      '&:hover': { textDecoration: 'underline' },
    },
  }),
  { name: 'FluxDeliveryPlainButton' },
);

/** A small button whose words read like the sentence around it. */
export function PlainButton(
  props: Pick<
    ButtonProps,
    | 'onClick'
    | 'disabled'
    | 'variant'
    | 'color'
    | 'fullWidth'
    | 'children'
    | 'aria-expanded'
    | 'aria-haspopup'
    | 'aria-pressed'
    | 'aria-label'
    | 'type'
  >,
) {
  const classes = useStyles();
  return <Button size="small" classes={classes} {...props} />;
}
