import IconButton from '@material-ui/core/IconButton';
import Popover from '@material-ui/core/Popover';
import TextField from '@material-ui/core/TextField';
import DeleteIcon from '@material-ui/icons/DeleteOutline';
import { makeStyles } from '@material-ui/core/styles';
import { Link } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { useState } from 'react';
import type { FormEvent } from 'react';
import { useSavedViews } from '../../hooks/useSavedViews';
import { quietInk } from '../../model/toneColors';
import { fluxDeliveryTranslationRef } from '../../translation';
import { PlainButton } from '../PlainButton';
import { Pill } from './Pill';

const useStyles = makeStyles(
  theme => ({
    paper: {
      padding: theme.spacing(1.5),
      width: 320,
      maxWidth: 'calc(100vw - 32px)',
      fontSize: 14,
    },
    list: { margin: 0, padding: 0, listStyle: 'none' },
    item: {
      display: 'flex',
      alignItems: 'center',
      justifyContent: 'space-between',
      overflowWrap: 'anywhere',
    },
    form: {
      display: 'flex',
      gap: theme.spacing(1),
      marginTop: theme.spacing(1),
    },
    quiet: { color: quietInk(theme), fontSize: 12 },
    remove: { padding: theme.spacing(0.5) },
  }),
  { name: 'FluxDeliveryViewsMenu' },
);

/** The views that the reader named, and a name for the one of now. */
export function ViewsMenu({ search }: { search: string }) {
  const classes = useStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const { views, save, remove } = useSavedViews();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const [name, setName] = useState('');
  const [error, setError] = useState<Error>();
  const attempt = (work: Promise<void>) =>
    work.then(() => setError(undefined), setError);
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim()) {
      attempt(save({ name: name.trim(), search }));
      setName('');
    }
  };
  return (
    <>
      <Pill
        isOn={false}
        aria-haspopup="dialog"
        aria-expanded={anchor !== null}
        onClick={event => setAnchor(event.currentTarget)}
      >
        {t('fleet.views.open')} <span aria-hidden="true">▾</span>
      </Pill>
      <Popover
        open={anchor !== null}
        anchorEl={anchor}
        onClose={() => setAnchor(null)}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'left' }}
        PaperProps={{
          className: classes.paper,
          role: 'dialog',
          'aria-label': t('fleet.views.open'),
        }}
      >
        <ul className={classes.list}>
          {views.map(view => (
            <li key={view.name} className={classes.item}>
              <Link to={view.search} onClick={() => setAnchor(null)}>
                {view.name}
              </Link>
              <IconButton
                className={classes.remove}
                aria-label={t('fleet.views.remove', { name: view.name })}
                onClick={() => attempt(remove(view.name))}
              >
                <DeleteIcon fontSize="small" />
              </IconButton>
            </li>
          ))}
        </ul>
        {views.length === 0 && <div>{t('fleet.views.none')}</div>}
        <form className={classes.form} onSubmit={onSubmit}>
          <TextField
            size="small"
            variant="outlined"
            fullWidth
            id="flux-delivery-view-name"
            label={t('fleet.views.name')}
            inputProps={{ maxLength: 60 }}
            value={name}
            onChange={({ target }) => setName(target.value)}
          />
          <PlainButton type="submit" variant="outlined" disabled={!name.trim()}>
            {t('fleet.views.save')}
          </PlainButton>
        </form>
        {error && (
          <div role="alert">
            {t('fleet.views.failed', { error: error.message })}
          </div>
        )}
        <div className={classes.quiet}>{t('fleet.views.hint')}</div>
      </Popover>
    </>
  );
}
