import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { SEGMENTS } from 'backstage-plugin-flux-delivery-common';
import type { Bar } from '../model/environmentBars';
import { verdictAppearance } from '../model/statusAppearance';
import { toneColors } from '../model/toneColors';
import { fluxDeliveryTranslationRef } from '../translation';
import type { Translate } from '../translation';

const useStyles = makeStyles(
  theme => {
    const unknown = toneColors(theme, 'unknown').ink;
    const bad = toneColors(theme, 'bad').ink;
    return {
      bars: {
        display: 'inline-flex',
        gap: 3,
        alignItems: 'center',
        maxWidth: '100%',
      },
      /** Narrower where there are more environments than there is room. */
      bar: {
        display: 'block',
        boxSizing: 'border-box',
        flex: '0 1 auto',
        width: 20,
        minWidth: 3,
        height: 8,
        borderRadius: 2,
      },
      compact: { '& > span': { width: 12 } },
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

/** Five segments as five bars, in the order of segments; with a sentence for those who cannot see them. */
export function Bars({
  environment,
  bars,
  isCompact = false,
}: {
  environment: string;
  bars: readonly Bar[];
  /** Where there is little room. */
  isCompact?: boolean;
}) {
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  return (
    <NamedBars
      name={nameOfBars(environment, bars, t)}
      bars={bars}
      isCompact={isCompact}
    />
  );
}

const names = new WeakMap<Translate, Map<string, string>>();

/** The sentence of bars: of thousands of services most are alike, so that each is made once for each who translates. */
export function nameOfBars(
  environment: string,
  bars: readonly Bar[],
  t: Translate,
): string {
  const made = names.get(t) ?? new Map<string, string>();
  names.set(t, made);
  const key = [environment, ...bars.map(({ verdict }) => verdict)].join(' ');
  const name =
    made.get(key) ??
    t('card.bars', {
      environment,
      states: SEGMENTS.map((segment, index) =>
        t('card.bar', {
          segment: t(`segment.${segment}`),
          verdict: t(`verdict.${bars[index].verdict}`),
        }),
      ).join(', '),
    });
  made.set(key, name);
  return name;
}

/** Bars that are told by name what they show, for lists that draw hundreds of them while they are scrolled. */
export function NamedBars({
  name,
  bars,
  isCompact = false,
}: {
  name: string;
  bars: readonly Bar[];
  isCompact?: boolean;
}) {
  const classes = useStyles();
  return (
    <span
      role="img"
      aria-label={name}
      title={name}
      className={`${classes.bars} ${isCompact ? classes.compact : ''}`}
    >
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
