import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import {
  failureClass,
  findSymptoms,
  generalRunbook,
  runbookIndex,
} from 'backstage-plugin-flux-delivery-common';
import type { SymptomEntry } from 'backstage-plugin-flux-delivery-common';
import { useState } from 'react';
import { quietInk } from '../../model/toneColors';
import { fluxDeliveryTranslationRef } from '../../translation';
import { PlainButton } from '../PlainButton';
import { Section } from '../Section';
import { RunbookSteps } from '../SegmentDrawer/RunbookSteps';

const useStyles = makeStyles(
  theme => ({
    list: { margin: 0, padding: 0, listStyle: 'none' },
    entry: { marginBottom: theme.spacing(0.5), overflowWrap: 'anywhere' },
    body: { padding: theme.spacing(0, 1, 1) },
    fact: { margin: theme.spacing(0.5, 0) },
    quiet: { color: quietInk(theme) },
    choices: { display: 'flex', flexWrap: 'wrap', gap: theme.spacing(0.5) },
  }),
  { name: 'FluxDeliverySymptoms' },
);

/** Runbooks by what people see, those first whose words the text holds; all of them where it holds none. */
export function SymptomList({ text }: { text: string }) {
  const classes = useStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const found = findSymptoms(text);
  const entries = found.length > 0 ? found : runbookIndex;
  return (
    <Section title={t('explain.symptoms')}>
      <ul className={classes.list}>
        {entries.map(entry => (
          <Symptom key={entry.id} entry={entry} />
        ))}
      </ul>
    </Section>
  );
}

function Symptom({ entry }: { entry: SymptomEntry }) {
  const classes = useStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const [isOpen, setOpen] = useState(false);
  const [chosen, setChosen] = useState(entry.classes[0]);
  const segments = failureClass(chosen)?.segments ?? 'any';
  const segment = segments === 'any' ? 'reconcile' : segments[0];
  const facts = ['cause', 'mitigation', 'signal'] as const;
  return (
    <li className={classes.entry}>
      <PlainButton
        color="primary"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        {entry.symptom}
      </PlainButton>
      {isOpen && (
        <div className={classes.body}>
          {facts.map(fact => (
            <p key={fact} className={classes.fact}>
              <span className={classes.quiet}>{t(`symptom.${fact}`)}:</span>{' '}
              {entry[fact]}
            </p>
          ))}
          <div
            role="group"
            aria-label={t('symptom.classes')}
            className={classes.choices}
          >
            {entry.classes.map(name => (
              <PlainButton
                key={name}
                variant="outlined"
                color={name === chosen ? 'primary' : 'default'}
                aria-pressed={name === chosen}
                onClick={() => setChosen(name)}
              >
                {name}
              </PlainButton>
            ))}
          </div>
          <RunbookSteps
            runbook={generalRunbook(chosen, segment)}
            startHere={false}
          />
        </div>
      )}
    </li>
  );
}
