import Drawer from '@material-ui/core/Drawer';
import IconButton from '@material-ui/core/IconButton';
import { makeStyles } from '@material-ui/core/styles';
import CloseIcon from '@material-ui/icons/Close';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { PropsWithChildren } from 'react';
import { quietInk } from '../../model/toneColors';
import { fluxDeliveryTranslationRef } from '../../translation';

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
    head: { display: 'flex', alignItems: 'flex-start' },
    titles: { flex: 1, minWidth: 0, overflowWrap: 'anywhere' },
    title: { margin: 0, fontSize: 18, fontWeight: 600 },
    subtitle: { color: quietInk(theme) },
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
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
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
      <div className={classes.head}>
        <div className={classes.titles}>
          <h2 id={TITLE_ID} className={classes.title}>
            {title}
          </h2>
          <span className={classes.subtitle}>{subtitle}</span>
        </div>
        <IconButton
          size="small"
          aria-label={t('drawer.close')}
          onClick={onClose}
        >
          <CloseIcon />
        </IconButton>
      </div>
      {children}
    </Drawer>
  );
}
