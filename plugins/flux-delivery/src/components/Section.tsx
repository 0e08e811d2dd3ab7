import { makeStyles } from '@material-ui/core/styles';
import type { PropsWithChildren } from 'react';
import { quietInk } from '../model/toneColors';

const useStyles = makeStyles(
  theme => ({
    title: {
      margin: theme.spacing(2, 0, 0.5),
      fontSize: 12,
      fontWeight: 500,
      letterSpacing: 0.5,
      textTransform: 'uppercase',
      color: quietInk(theme),
    },
  }),
  { name: 'FluxDeliverySection' },
);

/** A titled part of the drawer or of the details. */
export function Section({
  title,
  children,
}: PropsWithChildren<{ title: string }>) {
  const classes = useStyles();
  return (
    <section>
      <h4 className={classes.title}>{title}</h4>
      {children}
    </section>
  );
}
