import Paper from '@material-ui/core/Paper';
import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { DoctorDto } from 'backstage-plugin-flux-delivery-common';
import { readableTimes } from '../../model/readableTimes';
import { verdictAppearance } from '../../model/statusAppearance';
import { quietInk } from '../../model/toneColors';
import { fluxDeliveryTranslationRef } from '../../translation';
import { CodeBlock } from '../CodeBlock';
import { Glyph } from '../Glyph';
import { Section } from '../Section';
import { TickingText } from '../Ticking';

const useStyles = makeStyles(
  theme => ({
    panel: {
      marginTop: theme.spacing(2),
      padding: theme.spacing(2),
      fontSize: 14,
    },
    title: { margin: 0, fontSize: 18, fontWeight: 600 },
    summary: { margin: theme.spacing(0.5, 0, 0), maxWidth: 900 },
    steps: { listStyle: 'none', margin: 0, padding: 0 },
    step: {
      display: 'flex',
      gap: theme.spacing(1),
      padding: theme.spacing(0.75, 0),
      borderTop: `1px solid ${theme.palette.divider}`,
      overflowWrap: 'anywhere',
    },
    muted: { color: quietInk(theme) },
  }),
  { name: 'FluxDeliveryDoctor' },
);

/** For an entity without a path: what was looked for, where, and the smallest change that would connect it. */
export function DoctorPanel({
  doctor,
  hasTargets = false,
}: {
  doctor: DoctorDto;
  /** There are rows, and none of them is sure to belong to the entity. */
  hasTargets?: boolean;
}) {
  const classes = useStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  return (
    <Paper variant="outlined" className={classes.panel}>
      <h3 className={classes.title}>
        {hasTargets ? t('doctor.howTo') : t('doctor.title')}
      </h3>
      <p className={classes.summary}>{doctor.summary}</p>
      <Section title={t('doctor.looked')}>
        <ul className={classes.steps}>
          {doctor.steps.map(step => (
            <li
              key={`${step.lookedFor} ${step.where}`}
              className={classes.step}
            >
              <Glyph
                appearance={verdictAppearance(step.ok ? 'ok' : 'notObserved')}
              />
              <span>
                {step.lookedFor}{' '}
                <span className={classes.muted}>
                  {t('doctor.inPlace', { where: step.where })}
                </span>
                <br />
                {t('doctor.found')}:{' '}
                <TickingText read={now => readableTimes(step.found, now)} />
              </span>
            </li>
          ))}
        </ul>
      </Section>
      {doctor.fixes.length > 0 && (
        <Section title={t('doctor.fixes')}>
          {doctor.fixes.map(fix => (
            <div key={`${fix.title} ${fix.where}`}>
              {fix.title}{' '}
              <span className={classes.muted}>
                {t('doctor.inPlace', { where: fix.where })}
              </span>
              <CodeBlock text={fix.text} what={fix.title} />
            </div>
          ))}
        </Section>
      )}
    </Paper>
  );
}
