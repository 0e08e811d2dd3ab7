import TextField from '@material-ui/core/TextField';
import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { useEffect, useRef, useState } from 'react';
import { useSearchParams } from 'react-router-dom';
import { useFind } from '../../hooks/useFind';
import { fluxDeliveryTranslationRef } from '../../translation';
import { PlainButton } from '../PlainButton';
import { FoundReleases } from './FoundReleases';

const LONGEST = 512;

const useStyles = makeStyles(
  theme => ({
    form: {
      display: 'flex',
      gap: theme.spacing(1),
      alignItems: 'center',
      flex: '0 1 380px',
      minWidth: 0,
    },
    text: { flex: 1, minWidth: 0 },
    results: { flexBasis: '100%', minWidth: 0 },
  }),
  { name: 'FluxDeliveryFind' },
);

/** Finds a release by whatever name somebody has of it, also of other services; at once where the address asks: `?find=3fa2c1e`. */
export function FindBox({ entityRef }: { entityRef: string }) {
  const classes = useStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const [params] = useSearchParams();
  const asked = params.get('find')?.trim().slice(0, LONGEST) ?? '';
  const [text, setText] = useState(asked);
  const { finding, find, close } = useFind();
  const first = useRef(() => asked && find(asked));
  useEffect(() => {
    first.current();
  }, []);
  const field = useRef<HTMLInputElement>(null);
  const closeResults = () => {
    close();
    field.current?.focus();
  };
  return (
    <>
      <form
        role="search"
        aria-label={t('find.label')}
        className={classes.form}
        onSubmit={event => {
          event.preventDefault();
          if (text.trim()) {
            find(text.trim());
          }
        }}
      >
        <TextField
          size="small"
          variant="outlined"
          id="flux-delivery-find"
          label={t('find.label')}
          placeholder={t('find.hint')}
          className={classes.text}
          inputRef={field}
          value={text}
          inputProps={{ maxLength: LONGEST }}
          onChange={({ target }) => setText(target.value)}
          onKeyDown={({ key }) => key === 'Escape' && close()}
        />
        <PlainButton
          type="submit"
          variant="outlined"
          disabled={text.trim() === ''}
        >
          {t('find.send')}
        </PlainButton>
      </form>
      {finding.type !== 'idle' && (
        <div className={classes.results}>
          <FoundReleases
            finding={finding}
            entityRef={entityRef}
            onClose={closeResults}
          />
        </div>
      )}
    </>
  );
}
