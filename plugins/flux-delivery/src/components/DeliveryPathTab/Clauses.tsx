import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { NARRATIVE_CLAUSES } from 'backstage-plugin-flux-delivery-common';
import type { Narrative } from 'backstage-plugin-flux-delivery-common';
import { useRef, useState } from 'react';
import { useIsCut } from '../../hooks/useIsCut';
import { quietInk } from '../../model/toneColors';
import { fluxDeliveryTranslationRef } from '../../translation';
import { PlainButton } from '../PlainButton';

const useStyles = makeStyles(
  theme => ({
    list: {
      display: 'grid',
      gridTemplateColumns: 'max-content minmax(0, 1fr)',
      gap: theme.spacing(0.5, 2.5),
      margin: theme.spacing(1.25, 0, 0, 2.75),
      [theme.breakpoints.down('xs')]: {
        gridTemplateColumns: 'minmax(0, 1fr)',
        rowGap: 0,
        marginLeft: 0,
      },
    },
    name: {
      fontSize: 12,
      lineHeight: '20px',
      color: quietInk(theme),
      [theme.breakpoints.down('xs')]: { marginTop: theme.spacing(0.75) },
    },
    said: { margin: 0, lineHeight: '20px', overflowWrap: 'anywhere' },
    /** The grid is what the eye compares: a long message does not push it off the screen until somebody wants to read it. */
    short: {
      display: '-webkit-box',
      WebkitBoxOrient: 'vertical',
      WebkitLineClamp: 2,
      overflow: 'hidden',
    },
    more: {
      margin: theme.spacing(0.5, 0, 0, 2),
      [theme.breakpoints.down('xs')]: { marginLeft: theme.spacing(-0.5) },
    },
  }),
  { name: 'FluxDeliveryClauses' },
);

/** The path in words: what was promoted, fetched, changed and rolled out, and where it differs from what was meant. */
export function Clauses({ narrative }: { narrative: Narrative }) {
  const classes = useStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const [isWhole, setWhole] = useState(false);
  const list = useRef<HTMLDListElement>(null);
  const isCut = useIsCut(list, isWhole || narrative);
  return (
    <>
      <dl ref={list} className={classes.list} aria-label={t('narrative.label')}>
        {NARRATIVE_CLAUSES.map(clause => (
          <Clause
            key={clause}
            name={t(`narrative.${clause}`)}
            said={narrative.clauses[clause]}
            isWhole={isWhole}
          />
        ))}
      </dl>
      {(isCut || isWhole) && (
        <div className={classes.more}>
          <PlainButton
            color="primary"
            aria-expanded={isWhole}
            onClick={() => setWhole(!isWhole)}
          >
            {t(isWhole ? 'narrative.shorter' : 'narrative.whole')}
          </PlainButton>
        </div>
      )}
    </>
  );
}

function Clause({
  name,
  said,
  isWhole,
}: {
  name: string;
  said: string;
  isWhole: boolean;
}) {
  const classes = useStyles();
  return (
    <>
      <dt className={classes.name}>{name}</dt>
      <dd className={`${classes.said} ${isWhole ? '' : classes.short}`}>
        {said}
      </dd>
    </>
  );
}
