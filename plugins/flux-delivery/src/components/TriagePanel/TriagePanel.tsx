import Paper from '@material-ui/core/Paper';
import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { Segment, TargetDto } from 'backstage-plugin-flux-delivery-common';
import { useState } from 'react';
import { clusterName } from '../../model/clusterName';
import { quietInk } from '../../model/toneColors';
import { fluxDeliveryTranslationRef } from '../../translation';
import { PlainButton } from '../PlainButton';
import { DivergenceForm } from './DivergenceForm';
import { SaidBy } from './SaidBy';
import { stepSegment } from './stepSegment';
import { TriageStepItem } from './TriageStepItem';

const useStyles = makeStyles(
  theme => ({
    panel: {
      marginTop: theme.spacing(2),
      padding: theme.spacing(1.5, 2),
      fontSize: 14,
    },
    head: {
      display: 'flex',
      flexWrap: 'wrap',
      gap: theme.spacing(1, 2),
      alignItems: 'flex-start',
    },
    told: { flex: '1 1 320px', minWidth: 0, overflowWrap: 'anywhere' },
    title: { margin: 0, fontSize: 16, fontWeight: 600 },
    line: { margin: theme.spacing(0.25, 0, 0) },
    quiet: { color: quietInk(theme) },
    steps: {
      listStyle: 'none',
      margin: theme.spacing(1.5, 0, 0),
      padding: 0,
    },
  }),
  { name: 'FluxDeliveryTriage' },
);

/**
 * From what users notice to the point where reality left intent, in seven steps that are filled in; there a person confirms or
 * corrects it. Closed, it says to which cause it goes back and what a person said.
 */
export function TriagePanel({
  entityRef,
  environment,
  target,
  mayRecord,
  onOpen,
  onSaid,
}: {
  entityRef: string;
  environment: string;
  target: TargetDto;
  mayRecord: boolean;
  onOpen: (segment: Segment) => void;
  onSaid: () => void;
}) {
  const classes = useStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const [isOpen, setOpen] = useState(false);
  const { triage, divergence, recordedDivergence: recorded } = target;
  const { attribution, names, steps } = triage;
  const title = t('triage.title', {
    environment,
    cluster: clusterName(target.cluster, t),
  });
  return (
    <Paper
      variant="outlined"
      component="section"
      aria-label={title}
      className={classes.panel}
    >
      <div className={classes.head}>
        <div className={classes.told}>
          <h3 className={classes.title}>{title}</h3>
          <p className={classes.line}>{attribution.summary}</p>
          {(divergence || isOpen) && attribution.boundary && (
            <p className={`${classes.line} ${classes.quiet}`}>
              {attribution.boundary}
            </p>
          )}
          {isOpen && names.length > 0 && (
            <p className={`${classes.line} ${classes.quiet}`}>
              {t('triage.names', { names: names.join(' · ') })}
            </p>
          )}
        </div>
        <PlainButton
          variant="outlined"
          color={divergence ? 'primary' : 'default'}
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        >
          {t(isOpen ? 'triage.hide' : 'triage.show')}
        </PlainButton>
      </div>
      {!isOpen && recorded && <SaidBy recorded={recorded} />}
      {isOpen && (
        <ol className={classes.steps}>
          {steps.map((step, index) => (
            <TriageStepItem
              key={step.id}
              step={step}
              number={index + 1}
              segment={stepSegment(step, target)}
              onOpen={onOpen}
            >
              {step.id === 'divergence' && (
                <PersonsView
                  entityRef={entityRef}
                  target={target}
                  mayRecord={mayRecord}
                  onSaid={onSaid}
                />
              )}
            </TriageStepItem>
          ))}
        </ol>
      )}
    </Paper>
  );
}

function PersonsView({
  entityRef,
  target,
  mayRecord,
  onSaid,
}: {
  entityRef: string;
  target: TargetDto;
  mayRecord: boolean;
  onSaid: () => void;
}) {
  const classes = useStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const { recordedDivergence: recorded } = target;
  // Where it cannot be read it cannot be written either; the step says so.
  if (recorded === undefined) {
    return null;
  }
  return (
    <>
      {recorded && <SaidBy recorded={recorded} />}
      {mayRecord ? (
        <DivergenceForm entityRef={entityRef} target={target} onSaid={onSaid} />
      ) : (
        <p className={classes.quiet}>{t('triage.mayNot')}</p>
      )}
    </>
  );
}
