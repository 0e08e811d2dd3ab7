import MenuItem from '@material-ui/core/MenuItem';
import TextField from '@material-ui/core/TextField';
import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import {
  DIVERGENCE_POINTS,
  LONGEST_NOTE,
} from 'backstage-plugin-flux-delivery-common';
import type {
  DivergencePoint,
  TargetDto,
} from 'backstage-plugin-flux-delivery-common';
import { useState } from 'react';
import { useDivergencePoint } from '../../hooks/useDivergencePoint';
import { toneColors } from '../../model/toneColors';
import { fluxDeliveryTranslationRef } from '../../translation';
import { PlainButton } from '../PlainButton';

const useStyles = makeStyles(
  theme => ({
    form: {
      display: 'flex',
      flexWrap: 'wrap',
      gap: theme.spacing(1.5),
      alignItems: 'flex-start',
      margin: theme.spacing(1.5, 0, 0),
      padding: 0,
      border: 0,
      minWidth: 0,
    },
    legend: { padding: 0, marginBottom: theme.spacing(1.5) },
    point: { width: 200 },
    note: { flex: '1 1 240px', maxWidth: 560 },
    buttons: {
      display: 'flex',
      flexWrap: 'wrap',
      gap: theme.spacing(1),
      flexBasis: '100%',
    },
    failed: {
      flexBasis: '100%',
      margin: 0,
      color: toneColors(theme, 'bad').ink,
      overflowWrap: 'anywhere',
    },
    done: { flexBasis: '100%', margin: 0 },
  }),
  { name: 'FluxDeliveryDivergenceForm' },
);

/** Where a person confirms or corrects the divergence point of a target. */
export function DivergenceForm({
  entityRef,
  target,
  onSaid,
}: {
  entityRef: string;
  target: TargetDto;
  onSaid: () => void;
}) {
  const classes = useStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const { saying, say, withdraw } = useDivergencePoint(
    entityRef,
    target.id,
    onSaid,
  );
  const { divergence, recordedDivergence: recorded } = target;
  const judged: DivergencePoint = divergence?.segment ?? 'none';
  const [chosen, setChosen] = useState<DivergencePoint>();
  const [note, setNote] = useState('');
  const segment = chosen ?? judged;
  const nameOf = (point: DivergencePoint) =>
    point === 'none' ? t('triage.nowhere') : t(`segment.${point}`);
  const isBusy = saying.type === 'busy';
  const submit = async () => {
    const isRecorded = await say({
      segment,
      ...(note.trim() && { note }),
      about: {
        segment: judged,
        ...(divergence?.class && { class: divergence.class }),
      },
    });
    if (isRecorded) {
      setNote('');
      setChosen(undefined);
    }
  };

  return (
    <fieldset className={classes.form} disabled={isBusy}>
      <legend className={classes.legend}>{t('triage.ask')}</legend>
      <TextField
        select
        size="small"
        variant="outlined"
        id={`flux-delivery-point-${target.id}`}
        label={t('triage.point')}
        className={classes.point}
        value={segment}
        onChange={event => setChosen(event.target.value as DivergencePoint)}
      >
        {DIVERGENCE_POINTS.map(point => (
          <MenuItem key={point} value={point}>
            {nameOf(point)}
          </MenuItem>
        ))}
      </TextField>
      <TextField
        multiline
        maxRows={6}
        size="small"
        variant="outlined"
        id={`flux-delivery-note-${target.id}`}
        label={t('triage.note')}
        className={classes.note}
        value={note}
        inputProps={{ maxLength: LONGEST_NOTE }}
        helperText={t('triage.noteSeen')}
        onChange={event => setNote(event.target.value)}
      />
      <div className={classes.buttons}>
        <PlainButton
          variant="contained"
          color="primary"
          disabled={isBusy}
          onClick={submit}
        >
          {t(segment === judged ? 'triage.confirm' : 'triage.correct', {
            point: nameOf(segment),
          })}
        </PlainButton>
        {recorded && (
          <PlainButton
            variant="outlined"
            disabled={isBusy}
            onClick={() => withdraw()}
          >
            {t('triage.withdraw')}
          </PlainButton>
        )}
      </div>
      {saying.type === 'failed' && (
        <p role="alert" className={classes.failed}>
          {t('triage.failed', { error: saying.message })}
        </p>
      )}
      <p role="status" className={classes.done}>
        {saying.type === 'done' && t('triage.done')}
      </p>
    </fieldset>
  );
}
