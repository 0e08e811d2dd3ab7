import Drawer from '@material-ui/core/Drawer';
import { makeStyles } from '@material-ui/core/styles';
import type { PropsWithChildren } from 'react';
import { DialogHead } from '../DialogHead';

const TITLE_ID = 'flux-delivery-drawer-title';

const useStyles = makeStyles(
  theme => ({
    paper: {
      width: 520,
      maxWidth: '100vw',
      padding: theme.spacing(2, 2.5),
      fontSize: 14,
      [theme.breakpoints.down('xs')]: { width: '100vw' },
      '@media (prefers-reduced-motion: reduce)': {
        transition: 'none !important',
      },
    },
  }),
  { name: 'FluxDeliveryDrawer' },
);

/** A sheet from the right; the whole screen on a narrow one. Esc closes it and gives the focus back to what opened it. */
export function DetailsDrawer({
  title,
  subtitle,
  onClose,
  children,
}: PropsWithChildren<{
  title: string;
  subtitle: string;
  onClose: () => void;
}>) {
  const classes = useStyles();
  return (
    <Drawer
      anchor="right"
      open
      onClose={onClose}
      classes={{ paper: classes.paper }}
      PaperProps={{
        role: 'dialog',
        'aria-modal': true,
        'aria-labelledby': TITLE_ID,
      }}
    >
      <DialogHead
        id={TITLE_ID}
        title={title}
        subtitle={subtitle}
        onClose={onClose}
      />
      {children}
    </Drawer>
  );
}
