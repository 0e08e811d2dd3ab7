import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type {
  Runbook,
  RunbookCheck,
} from 'backstage-plugin-flux-delivery-common';
import { quietInk } from '../../model/toneColors';
import { fluxDeliveryTranslationRef } from '../../translation';
import { CodeBlock } from '../CodeBlock';
import { RunbookPage } from '../RunbookPage';
import { Section } from '../Section';

const useStyles = makeStyles(
  theme => ({
    meaning: { margin: theme.spacing(0, 0, 0.5) },
    checks: { margin: theme.spacing(1, 0, 0), paddingLeft: theme.spacing(2.5) },
    check: { marginBottom: theme.spacing(1.25), overflowWrap: 'anywhere' },
    title: { fontWeight: 600 },
    quiet: { color: quietInk(theme) },
    line: { fontSize: 13 },
  }),
  { name: 'FluxDeliveryRunbook' },
);

/** What to do about the divergence, in order: the adopter's own page first, then the checks. */
export function RunbookSteps({
  runbook,
  startHere,
}: {
  runbook: Runbook;
  startHere: boolean;
}) {
  const classes = useStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  return (
    <Section title={t('runbook.title')} startHere={startHere}>
      <p className={classes.meaning}>{runbook.meaning}</p>
      <RunbookPage runbook={runbook} />
      <ol className={classes.checks}>
        {runbook.checks.map(check => (
          <Check key={`${check.title} ${check.command}`} check={check} />
        ))}
      </ol>
    </Section>
  );
}

function Check({ check }: { check: RunbookCheck }) {
  const classes = useStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  return (
    <li className={classes.check}>
      <span className={classes.title}>{check.title}</span>{' '}
      <span className={classes.quiet}>· {t(`plane.${check.plane}`)}</span>
      {check.command && <CodeBlock text={check.command} what={check.title} />}
      <div className={classes.line}>
        <span className={classes.quiet}>{t('runbook.expect')}</span>{' '}
        {check.expect}
      </div>
      <div className={classes.line}>
        <span className={classes.quiet}>{t('runbook.next')}</span> {check.next}
      </div>
    </li>
  );
}
