import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { Trigger } from 'backstage-plugin-flux-delivery-common';
import { verdictAppearance } from '../../model/statusAppearance';
import { quietInk } from '../../model/toneColors';
import { fluxDeliveryTranslationRef } from '../../translation';
import { Glyph } from '../Glyph';
import { VisuallyHidden } from '../VisuallyHidden';

const useStyles = makeStyles(
  theme => ({
    summary: { margin: theme.spacing(0, 0, 0.5) },
    steps: { margin: 0, padding: 0, listStyle: 'none' },
    step: { display: 'flex', gap: theme.spacing(0.75), marginTop: 4 },
    question: { display: 'block', fontSize: 12, color: quietInk(theme) },
    answer: { overflowWrap: 'anywhere' },
  }),
  { name: 'FluxDeliveryTriggerSteps' },
);

/** By what a change upstream gets noticed, as four questions: a lost hook is late, and breaks nothing. */
export function TriggerSteps({ trigger }: { trigger: Trigger }) {
  const classes = useStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  return (
    <>
      <p className={classes.summary}>{trigger.summary}</p>
      <ol className={classes.steps}>
        {trigger.steps.map(({ question, verdict, answer }) => (
          <li key={question} className={classes.step}>
            <Glyph appearance={verdictAppearance(verdict)} />
            <div className={classes.answer}>
              <span className={classes.question}>
                {t(`trigger.${question}`)}
              </span>
              <VisuallyHidden>{t(`verdict.${verdict}`)}: </VisuallyHidden>
              {answer}
            </div>
          </li>
        ))}
      </ol>
    </>
  );
}
