import IconButton from '@material-ui/core/IconButton';
import { makeStyles } from '@material-ui/core/styles';
import CloseIcon from '@material-ui/icons/Close';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { quietInk } from '../model/toneColors';
import { fluxDeliveryTranslationRef } from '../translation';

const useStyles = makeStyles(
  theme => ({
    head: { display: 'flex', alignItems: 'flex-start' },
    titles: { flex: 1, minWidth: 0, overflowWrap: 'anywhere' },
    title: { margin: 0, fontSize: 18, fontWeight: 600 },
    subtitle: { color: quietInk(theme) },
  }),
  { name: 'FluxDeliveryDialogHead' },
);

/** What a dialog or drawer is about, and the way out of it. */
export function DialogHead({
  id,
  title,
  subtitle,
  onClose,
}: {
  /** Of the title, for the `aria-labelledby` of the dialog. */
  id: string;
  title: string;
  subtitle?: string;
  onClose: () => void;
}) {
  const classes = useStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  return (
    <div className={classes.head}>
      <div className={classes.titles}>
        <h2 id={id} className={classes.title}>
          {title}
        </h2>
        {subtitle && <span className={classes.subtitle}>{subtitle}</span>}
      </div>
      <IconButton size="small" aria-label={t('drawer.close')} onClick={onClose}>
        <CloseIcon />
      </IconButton>
    </div>
  );
}
