import Button from '@material-ui/core/Button';
import type { ButtonProps } from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';

const useStyles = makeStyles(
  { root: { textTransform: 'none', textAlign: 'left', fontSize: 13 } },
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
