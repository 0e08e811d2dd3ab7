import Paper from '@material-ui/core/Paper';
import Slider from '@material-ui/core/Slider';
import TextField from '@material-ui/core/TextField';
import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { useState } from 'react';
import { useClock } from '../../hooks/useClock';
import { formatClock, formatExact } from '../../model/formatAge';
import { fromFieldValue, toFieldValue } from '../../model/timeTravel';
import { fluxDeliveryTranslationRef } from '../../translation';
import { CopyTextButton } from '../CopyTextButton';
import { PlainButton } from '../PlainButton';

const MINUTE = 60_000;

const useStyles = makeStyles(
  theme => ({
    box: {
      padding: theme.spacing(1.5, 2),
      marginBottom: theme.spacing(2),
      display: 'flex',
      flexWrap: 'wrap',
      gap: theme.spacing(1, 2),
      alignItems: 'center',
    },
    slider: {
      flex: '1 0 100%',
      minWidth: 0,
      padding: theme.spacing(0, 1, 0.5),
    },
  }),
  { name: 'FluxDeliveryTimeControl' },
);

/** Chooses an instant: by slider, by field, or by stepping from delivery to delivery. */
export function TimeControl({
  at,
  from,
  beside,
  onGoTo,
  onNow,
}: {
  at: string;
  /** Milliseconds: where the slider begins. */
  from: number;
  beside: { earlier?: string; later?: string };
  onGoTo: (at: string) => void;
  onNow: () => void;
}) {
  const classes = useStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const { now } = useClock();
  const [present] = useState(now);
  const [dragged, setDragged] = useState<number>();
  const [typed, setTyped] = useState(toFieldValue(at));
  const written = (millis: number) => formatClock(millis, present);
  const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  const go = (millis: number) =>
    onGoTo(new Date(millis).toISOString().replace(/\.\d+Z$/, 'Z'));
  const enter = () => {
    const instant = fromFieldValue(typed);
    if (instant) {
      onGoTo(instant);
    }
  };
  return (
    <Paper
      variant="outlined"
      role="group"
      aria-label={t('then.choose')}
      className={classes.box}
    >
      <div className={classes.slider}>
        <Slider
          min={from}
          max={present}
          step={MINUTE}
          value={dragged ?? Math.min(Date.parse(at), present)}
          valueLabelDisplay="off"
          aria-label={t('then.slider', { from: written(from) })}
          getAriaValueText={written}
          onChange={(_, value) => setDragged(value as number)}
          onChangeCommitted={(_, value) => go(value as number)}
        />
        <span title={formatExact(new Date(dragged ?? at).toISOString(), t)}>
          {t('then.title', { time: written(dragged ?? Date.parse(at)) })}
        </span>
      </div>
      <TextField
        size="small"
        variant="outlined"
        type="datetime-local"
        id="flux-delivery-point-in-time"
        label={t('then.field', { zone })}
        InputLabelProps={{ shrink: true }}
        value={typed}
        onChange={({ target }) => setTyped(target.value)}
        onKeyDown={({ key }) => key === 'Enter' && enter()}
        onBlur={() => typed !== toFieldValue(at) && enter()}
      />
      <PlainButton
        variant="outlined"
        disabled={!beside.earlier}
        onClick={() => beside.earlier && onGoTo(beside.earlier)}
      >
        {t('then.earlier')}
      </PlainButton>
      <PlainButton
        variant="outlined"
        disabled={!beside.later}
        onClick={() => beside.later && onGoTo(beside.later)}
      >
        {t('then.later')}
      </PlainButton>
      <PlainButton variant="outlined" onClick={onNow}>
        {t('then.toNow')}
      </PlainButton>
      <CopyTextButton label={t('then.copy')} text={window.location.href} />
    </Paper>
  );
}
