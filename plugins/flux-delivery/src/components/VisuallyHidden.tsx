import { makeStyles } from '@material-ui/core/styles';
import type { PropsWithChildren } from 'react';

const useStyles = makeStyles(
  {
    hidden: {
      position: 'absolute',
      width: 1,
      height: 1,
      margin: -1,
      padding: 0,
      overflow: 'hidden',
      clip: 'rect(0 0 0 0)',
      whiteSpace: 'nowrap',
      border: 0,
    },
  },
  { name: 'FluxDeliveryVisuallyHidden' },
);

/** Text for screen readers only. */
export function VisuallyHidden({
  children,
  role,
}: PropsWithChildren<{ role?: 'status' }>) {
  const classes = useStyles();
  return (
    <span className={classes.hidden} role={role}>
      {children}
    </span>
  );
}
