import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type {
  Segment,
  TriageStep,
} from 'backstage-plugin-flux-delivery-common';
import type { ReactNode } from 'react';
import { verdictAppearance } from '../../model/statusAppearance';
import { quietInk, toneColors } from '../../model/toneColors';
import { fluxDeliveryTranslationRef } from '../../translation';
import { Disclosure } from '../Disclosure';
import { Glyph } from '../Glyph';
import { PlainButton } from '../PlainButton';
import { EvidenceTable } from '../SegmentDrawer/EvidenceTable';
import { CheckedList } from './CheckedList';

const useStyles = makeStyles(
  theme => ({
    step: {
      display: 'grid',
      gridTemplateColumns: '28px minmax(0, 1fr)',
      alignItems: 'baseline',
      padding: theme.spacing(1, 0, 1.25),
      borderTop: `1px solid ${theme.palette.divider}`,
    },
    number: { fontWeight: 600, color: quietInk(theme) },
    head: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'baseline',
      gap: theme.spacing(0, 1.5),
    },
    question: { margin: 0, fontSize: 14, fontWeight: 600 },
    verdict: { display: 'inline-flex', gap: 4, fontSize: 12 },
    answer: { margin: theme.spacing(0.25, 0, 0), overflowWrap: 'anywhere' },
    gaps: {
      margin: theme.spacing(0.75, 0, 0),
      padding: theme.spacing(0, 0, 0, 1.25),
      borderLeft: `2px dashed ${toneColors(theme, 'unknown').ink}`,
      fontSize: 12,
      listStyle: 'none',
      overflowWrap: 'anywhere',
    },
    gapsTitle: { fontWeight: 600 },
    onDemand: {
      margin: theme.spacing(0.25, 0, 0),
      fontSize: 12,
      color: quietInk(theme),
      overflowWrap: 'anywhere',
    },
    open: { marginLeft: 'auto' },
    facts: { marginTop: theme.spacing(0.75) },
  }),
  { name: 'FluxDeliveryTriageStep' },
);

/** One step: question, answer and how it is to be taken, what was checked for it, and what could not be. */
export function TriageStepItem({
  step,
  number,
  segment,
  onOpen,
  children,
}: {
  step: TriageStep;
  number: number;
  /** Where the evidence is. */
  segment?: Segment;
  onOpen: (segment: Segment) => void;
  children?: ReactNode;
}) {
  const classes = useStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const { id, answer, verdict, checked, notChecked, evidence } = step;
  // What only waits to be opened is no blind spot.
  const onDemand = notChecked.filter(({ reason }) => reason === 'onDemand');
  const gaps = notChecked.filter(({ reason }) => reason !== 'onDemand');
  return (
    <li className={classes.step}>
      <span aria-hidden="true" className={classes.number}>
        {number}
      </span>
      <div>
        <div className={classes.head}>
          <h4 className={classes.question}>{t(`triage.question.${id}`)}</h4>
          <span className={classes.verdict}>
            <Glyph appearance={verdictAppearance(verdict)} />
            {t(`verdict.${verdict}`)}
          </span>
          {segment && (
            <span className={classes.open}>
              <PlainButton
                color="primary"
                aria-haspopup="dialog"
                onClick={() => onOpen(segment)}
              >
                {t('triage.open', { segment: t(`segment.${segment}`) })}
              </PlainButton>
            </span>
          )}
        </div>
        <p className={classes.answer}>{answer}</p>
        <CheckedList checked={checked} />
        {onDemand.length > 0 && (
          <p className={classes.onDemand}>
            {t('triage.onDemand', {
              what: onDemand.map(({ what }) => what).join(', '),
            })}
          </p>
        )}
        {gaps.length > 0 && (
          <ul className={classes.gaps} aria-label={t('triage.notChecked')}>
            <li aria-hidden="true" className={classes.gapsTitle}>
              {t('triage.notChecked')}
            </li>
            {gaps.map(({ what, why }) => (
              <li key={`${what} ${why}`}>
                {what}: {why}
              </li>
            ))}
          </ul>
        )}
        {evidence && (
          <div className={classes.facts}>
            <Disclosure label={t('triage.facts', { count: evidence.length })}>
              <EvidenceTable evidence={evidence} />
            </Disclosure>
          </div>
        )}
        {children}
      </div>
    </li>
  );
}
