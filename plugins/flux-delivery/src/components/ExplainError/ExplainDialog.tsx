import Dialog from '@material-ui/core/Dialog';
import TextField from '@material-ui/core/TextField';
import { makeStyles, useTheme } from '@material-ui/core/styles';
import useMediaQuery from '@material-ui/core/useMediaQuery';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { useState } from 'react';
import type { FormEvent } from 'react';
import { fluxDeliveryTranslationRef } from '../../translation';
import { DialogHead } from '../DialogHead';
import { MessagePanel } from '../MessagePanel';
import { PlainButton } from '../PlainButton';
import { VisuallyHidden } from '../VisuallyHidden';
import { ExplanationView } from './ExplanationView';
import { SymptomList } from './SymptomList';
import { useExplanation } from './useExplanation';

const TITLE_ID = 'flux-delivery-explain-title';
const LONGEST = 65_536;

const useStyles = makeStyles(
  theme => ({
    body: {
      padding: theme.spacing(2, 2.5, 2.5),
      fontSize: 14,
      overflowY: 'auto',
    },
    hint: { margin: theme.spacing(0.5, 0, 1.5) },
    text: { fontFamily: 'monospace', fontSize: 13 },
    send: { margin: theme.spacing(1, 0, 0) },
  }),
  { name: 'FluxDeliveryExplain' },
);

/** Paste an error, read what it means; or find a runbook by what is seen. */
export function ExplainDialog({
  entityRef,
  onClose,
}: {
  entityRef?: string;
  onClose: () => void;
}) {
  const classes = useStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const isNarrow = useMediaQuery(useTheme().breakpoints.down('xs'));
  const [text, setText] = useState('');
  const { state, explain } = useExplanation(entityRef);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    explain(text);
  };
  return (
    <Dialog
      open
      fullWidth
      fullScreen={isNarrow}
      maxWidth="md"
      onClose={onClose}
      aria-labelledby={TITLE_ID}
    >
      <div className={classes.body}>
        <DialogHead
          id={TITLE_ID}
          title={t('explain.title')}
          onClose={onClose}
        />
        <p className={classes.hint}>{t('explain.hint')}</p>
        <form onSubmit={submit}>
          <TextField
            // Who opened the dialog came to paste: it starts there.
            // eslint-disable-next-line jsx-a11y/no-autofocus
            autoFocus
            id="flux-delivery-explain-error"
            fullWidth
            multiline
            minRows={4}
            maxRows={12}
            variant="outlined"
            label={t('explain.label')}
            value={text}
            onChange={({ target }) => setText(target.value)}
            inputProps={{ className: classes.text, maxLength: LONGEST }}
          />
          <div className={classes.send}>
            <PlainButton
              type="submit"
              variant="contained"
              color="primary"
              disabled={text.trim() === '' || state.type === 'loading'}
            >
              {t('explain.send')}
            </PlainButton>
          </div>
        </form>
        <VisuallyHidden role="status">
          {state.type === 'ready'
            ? `${state.explanation.class}: ${state.explanation.meaning}`
            : ''}
        </VisuallyHidden>
        {state.type === 'error' && (
          <MessagePanel
            verdict="unknown"
            role="alert"
            title={t('explain.failed')}
          >
            {state.error.message}
          </MessagePanel>
        )}
        {state.type === 'ready' ? (
          <ExplanationView explanation={state.explanation} />
        ) : (
          <SymptomList text={text} />
        )}
      </div>
    </Dialog>
  );
}
