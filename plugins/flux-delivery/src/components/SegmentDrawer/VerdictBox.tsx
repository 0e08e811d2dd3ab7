import { makeStyles } from '@material-ui/core/styles';
import type { Theme } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { SegmentVerdict } from 'backstage-plugin-flux-delivery-common';
import { cellDetail } from '../../model/cellText';
import { segmentAppearance } from '../../model/statusAppearance';
import type { StatusAppearance } from '../../model/statusAppearance';
import { toneColors } from '../../model/toneColors';
import { fluxDeliveryTranslationRef } from '../../translation';
import { Glyph } from '../Glyph';
import { Term } from '../Term/Term';
import { WORD_OF_VERDICT } from '../Term/words';
import { TickingText } from '../Ticking';

const useStyles = makeStyles<Theme, StatusAppearance>(
  theme => ({
    box: {
      display: 'flex',
      gap: theme.spacing(0.75),
      margin: theme.spacing(1.5, 0, 1),
      padding: theme.spacing(1, 1.25),
      borderRadius: 5,
      border: ({ tone }) =>
        `1px ${tone === 'unknown' ? 'dashed' : 'solid'} ${
          toneColors(theme, tone).ink
        }`,
      backgroundColor: ({ tone, loud }) =>
        loud ? toneColors(theme, tone).fill : 'transparent',
    },
    fact: { fontWeight: 600 },
    detail: { fontSize: 12 },
  }),
  { name: 'FluxDeliveryVerdictBox' },
);

/** The verdict in words: what is the case, and why it is judged so. */
export function VerdictBox({
  segment,
  isFirst,
}: {
  segment: SegmentVerdict;
  isFirst: boolean;
}) {
  const appearance = segmentAppearance(segment, isFirst);
  const classes = useStyles(appearance);
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const cell = {
    segment,
    covers: [segment.segment],
    role: isFirst ? ('firstDivergence' as const) : ('plain' as const),
    showRevision: false,
  };
  const marks = [
    segment.class && t('drawer.class', { class: segment.class }),
    segment.cause && t('drawer.cause', { cause: segment.cause.class }),
    segment.phase && t('drawer.phase', { phase: segment.phase }),
    segment.reason && t('drawer.reason', { reason: segment.reason }),
    segment.consequenceOf &&
      `${t('cell.consequence')}: ${t(`segment.${segment.consequenceOf}`)}`,
  ];
  return (
    <div className={classes.box}>
      <Glyph appearance={appearance} />
      <div>
        <div className={classes.fact}>{segment.headline}</div>
        <div>{segment.summary}</div>
        <div className={classes.detail}>
          {[
            <Term key="verdict" word={WORD_OF_VERDICT[segment.verdict]}>
              {t(`verdict.${segment.verdict}`)}
            </Term>,
            ...marks.filter(Boolean),
          ].flatMap((mark, index) => (index > 0 ? [' · ', mark] : [mark]))}
        </div>
        <div className={classes.detail}>
          <TickingText read={now => cellDetail(cell, now, t)} />
        </div>
      </div>
    </div>
  );
}
