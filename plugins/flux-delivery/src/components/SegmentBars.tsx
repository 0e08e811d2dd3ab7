import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { SEGMENTS } from 'backstage-plugin-flux-delivery-common';
import type { EnvironmentDto } from 'backstage-plugin-flux-delivery-common';
import { environmentBars } from '../model/environmentBars';
import { verdictAppearance } from '../model/statusAppearance';
import { toneColors } from '../model/toneColors';
import { fluxDeliveryTranslationRef } from '../translation';

const useStyles = makeStyles(
  theme => {
    const unknown = toneColors(theme, 'unknown').ink;
    const bad = toneColors(theme, 'bad').ink;
    return {
      bars: { display: 'inline-flex', gap: 3, alignItems: 'center' },
      bar: { display: 'block', width: 20, height: 8, borderRadius: 2 },
      good: { backgroundColor: toneColors(theme, 'good').ink },
      running: { backgroundColor: toneColors(theme, 'running').ink },
      bad: { backgroundColor: bad },
      held: { backgroundColor: toneColors(theme, 'held').ink },
      unknown: {
        background: `repeating-linear-gradient(45deg, ${unknown}, ${unknown} 2px, transparent 2px, transparent 4px)`,
      },
      quiet: { backgroundColor: theme.palette.divider },
      consequence: { border: `1px solid ${bad}` },
    };
  },
  { name: 'FluxDeliveryBars' },
);

/** The five segments of an environment as five bars, the worst target of each; with a sentence for those who cannot see them. */
export function SegmentBars({ environment }: { environment: EnvironmentDto }) {
  const classes = useStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const bars = environmentBars(environment);
  const name = t('card.bars', {
    environment: environment.name,
    states: SEGMENTS.map((segment, index) =>
      t('card.bar', {
        segment: t(`segment.${segment}`),
        verdict: t(`verdict.${bars[index].verdict}`),
      }),
    ).join(', '),
  });
  return (
    <span role="img" aria-label={name} title={name} className={classes.bars}>
      {SEGMENTS.map((segment, index) => {
        const { verdict, isConsequence } = bars[index];
        const look = isConsequence
          ? classes.consequence
          : classes[verdictAppearance(verdict).tone];
        return <span key={segment} className={`${classes.bar} ${look}`} />;
      })}
    </span>
  );
}
