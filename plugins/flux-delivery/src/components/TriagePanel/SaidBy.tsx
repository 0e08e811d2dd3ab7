import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { RecordedDivergence } from 'backstage-plugin-flux-delivery-common';
import { NOTICE } from '../../model/statusAppearance';
import { quietInk, toneColors } from '../../model/toneColors';
import { fluxDeliveryTranslationRef } from '../../translation';
import { Glyph } from '../Glyph';
import { Owner } from '../Owner';
import { Ago } from '../Ticking';

const useStyles = makeStyles(
  theme => ({
    said: {
      margin: theme.spacing(1, 0, 0),
      padding: theme.spacing(0.75, 1.25),
      borderLeft: `3px solid ${toneColors(theme, 'running').ink}`,
      overflowWrap: 'anywhere',
    },
    note: { margin: theme.spacing(0.5, 0, 0), whiteSpace: 'pre-wrap' },
    quiet: { color: quietInk(theme) },
    stale: { display: 'flex', gap: 4, marginTop: theme.spacing(0.5) },
  }),
  { name: 'FluxDeliverySaidBy' },
);

/** What a person said of the divergence point: who, when, and whether it is still about the divergence of now. */
export function SaidBy({ recorded }: { recorded: RecordedDivergence }) {
  const classes = useStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const { by, at, segment, note, confirms, stale } = recorded;
  const where =
    segment === 'none' ? t('triage.nowhere') : t(`segment.${segment}`);
  return (
    <div className={classes.said}>
      <div>
        {t(confirms ? 'triage.confirmed' : 'triage.corrected')}{' '}
        <strong>{where}</strong>{' '}
        <span className={classes.quiet}>
          {t('triage.by')} <Owner owner={by} />, <Ago at={at} />
        </span>
      </div>
      {note && <p className={classes.note}>{note}</p>}
      {stale && (
        <div className={classes.stale}>
          <Glyph appearance={NOTICE} />
          <span>{t('triage.stale')}</span>
        </div>
      )}
    </div>
  );
}
