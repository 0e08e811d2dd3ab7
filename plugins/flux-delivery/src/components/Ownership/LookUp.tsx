import TextField from '@material-ui/core/TextField';
import Skeleton from '@material-ui/lab/Skeleton';
import { makeStyles } from '@material-ui/core/styles';
import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { useCallback, useEffect, useState } from 'react';
import { useSearchParams } from 'react-router-dom';
import { fluxDeliveryApiRef } from '../../api/FluxDeliveryApi';
import { useOnDemand } from '../../hooks/useOnDemand';
import { refusalOf } from '../../hooks/refusalOf';
import { quietInk } from '../../model/toneColors';
import { fluxDeliveryTranslationRef } from '../../translation';
import { MessagePanel } from '../MessagePanel';
import { PlainButton } from '../PlainButton';
import { LookUpAnswer } from './LookUpAnswer';

const LONGEST = 1024;

const useStyles = makeStyles(
  theme => ({
    form: {
      display: 'flex',
      flexWrap: 'wrap',
      gap: theme.spacing(1),
      alignItems: 'center',
      maxWidth: 760,
    },
    text: { flex: '1 1 240px', minWidth: 0 },
    hint: {
      margin: theme.spacing(0.75, 0, 2),
      fontSize: 12,
      color: quietInk(theme),
    },
    still: {
      '@media (prefers-reduced-motion: reduce)': { animation: 'none' },
    },
  }),
  { name: 'FluxDeliveryLookUp' },
);

/** One box for anything that somebody copied, and whose it is in words. The question is in the address. */
export function LookUp() {
  const classes = useStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const [params, setParams] = useSearchParams();
  const asked = params.get('q') ?? '';
  const [text, setText] = useState(asked);
  useEffect(() => setText(asked), [asked]);
  const [again, setAgain] = useState(0);
  const ask = (q: string) => {
    setParams(previous => {
      const next = new URLSearchParams(previous);
      if (q) {
        next.set('q', q);
      } else {
        next.delete('q');
      }
      return next;
    });
    setAgain(again + 1);
  };
  return (
    <>
      <form
        role="search"
        aria-label={t('ownership.find.label')}
        className={classes.form}
        onSubmit={event => {
          event.preventDefault();
          if (text.trim()) {
            ask(text.trim());
          }
        }}
      >
        <TextField
          size="small"
          variant="outlined"
          id="flux-delivery-ownership"
          label={t('ownership.find.label')}
          placeholder={t('ownership.find.hint')}
          className={classes.text}
          value={text}
          inputProps={{
            maxLength: LONGEST,
            'aria-describedby': 'flux-delivery-ownership-hint',
          }}
          onChange={({ target }) => setText(target.value)}
        />
        <PlainButton
          type="submit"
          variant="outlined"
          disabled={text.trim() === ''}
        >
          {t('ownership.find.send')}
        </PlainButton>
      </form>
      <p id="flux-delivery-ownership-hint" className={classes.hint}>
        {t('ownership.find.examples')}
      </p>
      {asked && (
        <Answer
          key={`${asked} ${again}`}
          text={asked}
          onClose={() => ask('')}
        />
      )}
    </>
  );
}

function Answer({ text, onClose }: { text: string; onClose: () => void }) {
  const classes = useStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const api = useApi(fluxDeliveryApiRef);
  const load = useCallback(
    (signal: AbortSignal) => api.lookUpOwnership(text, { signal }),
    [api, text],
  );
  const { state, request } = useOnDemand(load, { keepsFresh: true });
  useEffect(() => request(), [request]);
  if (state.type === 'error') {
    return refusalOf(state.error) ? (
      <MessagePanel title={t('ownership.forbiddenTitle')}>
        {t('ownership.forbiddenText')}
      </MessagePanel>
    ) : (
      <MessagePanel
        verdict="unknown"
        role="alert"
        title={t('ownership.find.failed')}
      >
        <div>{state.error.message}</div>
        <PlainButton onClick={request}>{t('page.retry')}</PlainButton>
      </MessagePanel>
    );
  }
  if (state.type !== 'ready') {
    return (
      <div
        role="status"
        aria-busy="true"
        aria-label={t('ownership.find.loading')}
      >
        <Skeleton height={90} className={classes.still} />
      </div>
    );
  }
  return <LookUpAnswer answer={state.value} onClose={onClose} />;
}
