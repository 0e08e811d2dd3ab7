import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { ExplanationDto } from 'backstage-plugin-flux-delivery-common';
import { quietInk } from '../../model/toneColors';
import { fluxDeliveryTranslationRef } from '../../translation';
import { CodeBlock } from '../CodeBlock';
import { Owner } from '../Owner';
import { OwnersContext } from '../OwnersContext';
import { Section } from '../Section';
import { RunbookSteps } from '../SegmentDrawer/RunbookSteps';
import { Term } from '../Term/Term';
import { wordOfSegment } from '../Term/words';

const useStyles = makeStyles(
  theme => ({
    root: { marginTop: theme.spacing(2), overflowWrap: 'anywhere' },
    title: { margin: 0, fontSize: 16, fontWeight: 600 },
    line: { margin: theme.spacing(0.5, 0) },
    quiet: { color: quietInk(theme) },
    list: { margin: 0, paddingLeft: theme.spacing(2.25) },
  }),
  { name: 'FluxDeliveryExplanation' },
);

/** What an error means, whose move it is, what to do, and what the text does not tell. */
export function ExplanationView({
  explanation,
}: {
  explanation: ExplanationDto;
}) {
  const classes = useStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const { segment, cause, firstMove, policy, read, target } = explanation;
  return (
    <OwnersContext.Provider value={explanation.owners}>
      <section className={classes.root} aria-label={t('explain.answer')}>
        <h3 className={classes.title}>
          {explanation.class}
          <span className={classes.quiet}>
            {' · '}
            <Term word={wordOfSegment(segment)}>{t(`segment.${segment}`)}</Term>
          </span>
        </h3>
        <p className={classes.line}>{explanation.meaning}</p>
        {cause && (
          <p className={classes.line}>
            {t('explain.cause')} <strong>{cause.class}</strong>: {cause.meaning}
          </p>
        )}
        <Section title={t('move.title')}>
          <p className={classes.line}>
            <Term word="first responder">{t('move.first')}</Term>:{' '}
            {firstMove.owner || firstMove.unowned ? (
              <Owner
                owner={firstMove.owner}
                claimed={firstMove.claimed}
                withContacts
              />
            ) : (
              <strong>{firstMove.who}</strong>
            )}
            <span className={classes.quiet}> — {firstMove.because}</span>
          </p>
          {policy && (
            <p className={classes.line}>
              {t('move.policy', policy)}: {t('move.policyOwner')}{' '}
              <Owner owner={policy.owner} />
            </p>
          )}
        </Section>
        <Section title={t('explain.read')}>
          <p className={classes.line}>
            {[
              read.as && t('explain.as', { form: read.as }),
              ...factsOf(read.failure),
              target && `${target.environment}, ${target.cluster}`,
            ]
              .filter(Boolean)
              .join(' · ')}
          </p>
          <CodeBlock text={read.failure.message} what={t('explain.message')} />
        </Section>
        <RunbookSteps runbook={explanation.runbook} startHere={false} />
        <Section title={t('explain.untold')}>
          <ul className={classes.list}>
            {explanation.untold.map(sentence => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </Section>
      </section>
    </OwnersContext.Provider>
  );
}

function factsOf({
  kind,
  namespace,
  name,
  condition,
  status,
  reason,
}: ExplanationDto['read']['failure']): (string | undefined)[] {
  const object = [kind, [namespace, name].filter(Boolean).join('/')]
    .filter(Boolean)
    .join(' ');
  const state = [condition, status].filter(Boolean).join(' ');
  return [object, state, reason].filter(text => text !== '');
}
