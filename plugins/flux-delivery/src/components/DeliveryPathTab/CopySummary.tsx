import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { Narrative } from 'backstage-plugin-flux-delivery-common';
import { fluxDeliveryTranslationRef } from '../../translation';
import { CopyTextButton } from '../CopyTextButton';

const useStyles = makeStyles(
  theme => ({
    row: { display: 'flex', flexWrap: 'wrap', gap: theme.spacing(0.75) },
  }),
  { name: 'FluxDeliveryCopySummary' },
);

/** The delivery in words, to be pasted into a chat or an incident. */
export function CopySummary({ narrative }: { narrative: Narrative }) {
  const classes = useStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  return (
    <div className={classes.row}>
      <CopyTextButton label={t('narrative.copyText')} text={narrative.text} />
      <CopyTextButton
        label={t('narrative.copyMarkdown')}
        text={narrative.markdown}
      />
    </div>
  );
}
