import { makeStyles } from '@material-ui/core/styles';
import { useEffect, useRef } from 'react';
import type { PropsWithChildren } from 'react';
import { quietInk } from '../model/toneColors';
import { Term } from './Term/Term';
import type { Word } from './Term/words';

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
  word,
  startHere = false,
  children,
}: PropsWithChildren<{
  title: string;
  /** Where the title is a word of the glossary. */
  word?: Word;
  /** The reader came for this part: it is scrolled to and read first. */
  startHere?: boolean;
}>) {
  const classes = useStyles();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (startHere) {
      heading.current?.focus({ preventScroll: true });
      heading.current?.scrollIntoView({ block: 'start' });
    }
  }, [startHere]);
  return (
    <section>
      <h4
        ref={heading}
        className={classes.title}
        tabIndex={startHere ? -1 : undefined}
      >
        {word ? <Term word={word}>{title}</Term> : title}
      </h4>
      {children}
    </section>
  );
}
