import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { TriageCheck } from 'backstage-plugin-flux-delivery-common';
import { quietInk } from '../../model/toneColors';
import { fluxDeliveryTranslationRef } from '../../translation';
import { Ago } from '../Ticking';

const useStyles = makeStyles(
  theme => ({
    checked: {
      margin: theme.spacing(0.5, 0, 0),
      fontSize: 12,
      color: quietInk(theme),
      overflowWrap: 'anywhere',
    },
  }),
  { name: 'FluxDeliveryChecked' },
);

/** What was looked at for an answer, in one line. */
export function CheckedList({ checked }: { checked: TriageCheck[] }) {
  const classes = useStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  if (checked.length === 0) {
    return null;
  }
  return (
    <p className={classes.checked}>
      {t('triage.checked')}{' '}
      {checked.map(({ object, observedAt, fields }, index) => (
        <span key={`${object} ${index}`}>
          {index > 0 && ', '}
          {object}
          {fields && ` (${fields.join(', ')})`}
          {observedAt && (
            <>
              {' '}
              (<Ago at={observedAt} />)
            </>
          )}
        </span>
      ))}
    </p>
  );
}
