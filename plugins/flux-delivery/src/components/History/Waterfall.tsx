import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { planeOf } from 'backstage-plugin-flux-delivery-common';
import type { DeliveryDto } from 'backstage-plugin-flux-delivery-common';
import { useClock } from '../../hooks/useClock';
import { deliveryAppearance } from '../../model/deliveryAppearance';
import { quietInk, toneColors } from '../../model/toneColors';
import { waterfallParts, waterfallText } from '../../model/waterfall';
import type { WaterfallPart } from '../../model/waterfall';
import { fluxDeliveryTranslationRef } from '../../translation';
import type { Translate } from '../../translation';
import { Glyph } from '../Glyph';
import { TickingText } from '../Ticking';

const useStyles = makeStyles(
  theme => ({
    bar: {
      display: 'flex',
      gap: 1,
      height: 8,
      borderRadius: 2,
      overflow: 'hidden',
      margin: theme.spacing(0.5, 0, 0.25),
    },
    control: { backgroundColor: theme.palette.divider },
    applying: { backgroundColor: quietInk(theme) },
    good: { backgroundColor: toneColors(theme, 'good').ink },
    bad: { backgroundColor: toneColors(theme, 'bad').ink },
    open: { backgroundColor: toneColors(theme, 'running').ink },
    outcome: { display: 'flex', gap: 4, alignItems: 'baseline' },
    words: { fontSize: 12, color: quietInk(theme), overflowWrap: 'anywhere' },
    bold: { fontWeight: 500 },
  }),
  { name: 'FluxDeliveryWaterfall' },
);

/** How a delivery went: outcome in sign and word, its segments as a bar, and the same in words. */
export function Waterfall({ delivery }: { delivery: DeliveryDto }) {
  const classes = useStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const { now } = useClock();
  const parts = waterfallParts(delivery, now());
  const look = ({ role, segments }: WaterfallPart) => {
    if (role === 'failed') {
      return classes.bad;
    }
    if (role === 'open') {
      return classes.open;
    }
    const lastSegment = segments[segments.length - 1];
    if (planeOf(lastSegment) === 'data' && delivery.outcome === 'succeeded') {
      return classes.good;
    }
    return lastSegment === 'reconcile' ? classes.applying : classes.control;
  };
  return (
    <>
      <span className={classes.outcome}>
        <Glyph appearance={deliveryAppearance(delivery)} />
        <span className={classes.bold}>{outcomeText(delivery, t)}</span>
      </span>
      {parts.length > 0 && (
        <div className={classes.bar} aria-hidden="true">
          {parts.map(part => (
            <span
              key={part.segments.join()}
              className={look(part)}
              style={{ width: `${part.share}%` }}
            />
          ))}
        </div>
      )}
      <span className={classes.words}>
        <TickingText read={at => waterfallText(delivery, at, t)} />
        {delivery.backfilled && ` · ${t('history.backfilled')}`}
      </span>
    </>
  );
}

function outcomeText(
  { outcome, segment, class: failure, kind }: DeliveryDto,
  t: Translate,
): string {
  if (outcome === 'failed' && segment) {
    return [
      t('history.failedAt', { segment: t(`segment.${segment}`) }),
      failure,
    ]
      .filter(Boolean)
      .join(' · ');
  }
  return kind === 'baseline' || kind === 'noChange'
    ? t(`kind.${kind}`)
    : t(`outcome.${outcome}`);
}
