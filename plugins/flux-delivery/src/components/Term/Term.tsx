import Tooltip from '@material-ui/core/Tooltip';
import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { glossaryTerm } from 'backstage-plugin-flux-delivery-common';
import { useRef, useState } from 'react';
import type { KeyboardEvent, PropsWithChildren } from 'react';
import { fluxDeliveryTranslationRef } from '../../translation';
import type { Word } from './words';

const useStyles = makeStyles(
  theme => ({
    term: {
      padding: 0,
      border: 0,
      background: 'none',
      font: 'inherit',
      letterSpacing: 'inherit',
      textTransform: 'inherit',
      textAlign: 'inherit',
      color: 'inherit',
      cursor: 'help',
      textDecoration: 'underline dotted 1px',
      textUnderlineOffset: '3px',
    },
    tip: {
      // What lies below does not shine through.
      color: theme.palette.common.white,
      backgroundColor: theme.palette.grey[800],
      fontSize: 12,
      fontWeight: 400,
      lineHeight: 1.45,
    },
    pitfall: { margin: '6px 0 0' },
    meaning: { margin: 0 },
  }),
  { name: 'FluxDeliveryTerm' },
);

/**
 * A word of the glossary, which says what it means here and which mistake is made with it: on hover, on focus, and on a tap. Esc
 * closes that alone, not what the word stands in.
 */
export function Term({ word, children }: PropsWithChildren<{ word: Word }>) {
  const classes = useStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const [isOpen, setOpen] = useState(false);
  // A browser tells of the mouse again when what lay over it is gone: that is no wish to see it again.
  const isDismissed = useRef(false);
  const forget = () => {
    isDismissed.current = false;
  };
  const entry = glossaryTerm(word);
  if (!entry) {
    return <>{children}</>;
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && isOpen) {
      event.stopPropagation();
      isDismissed.current = true;
      setOpen(false);
    }
  };
  return (
    <Tooltip
      open={isOpen}
      onOpen={() => setOpen(!isDismissed.current)}
      onClose={() => setOpen(false)}
      interactive
      classes={{ tooltip: classes.tip }}
      title={
        <>
          <p className={classes.meaning}>{entry.meaning}</p>
          <p className={classes.pitfall}>
            {t('term.pitfall', { pitfall: entry.pitfall })}
          </p>
        </>
      }
    >
      <button
        type="button"
        className={classes.term}
        onKeyDown={onKeyDown}
        onMouseLeave={forget}
        onBlur={forget}
        onClick={() => setOpen(true)}
      >
        {children}
      </button>
    </Tooltip>
  );
}
