import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { AnnotationErrorDto } from 'backstage-plugin-flux-delivery-common';
import { fluxDeliveryTranslationRef } from '../../translation';
import { MessagePanel } from '../MessagePanel';

const useStyles = makeStyles(
  theme => ({
    list: { margin: theme.spacing(0.5, 0, 0), paddingLeft: theme.spacing(2) },
    code: { overflowWrap: 'anywhere' },
  }),
  { name: 'FluxDeliveryAnnotationErrors' },
);

/** Annotations that say something that cannot be read; everything else goes on without them. */
export function AnnotationErrors({ errors }: { errors: AnnotationErrorDto[] }) {
  const classes = useStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  if (errors.length === 0) {
    return null;
  }
  return (
    <MessagePanel title={t('annotations.title')}>
      <ul className={classes.list}>
        {errors.map(({ annotation, value, expected }) => (
          <li key={`${annotation} ${value}`}>
            <code className={classes.code}>
              {annotation}: {value}
            </code>
            <div>{t('annotations.expected', { expected })}</div>
          </li>
        ))}
      </ul>
    </MessagePanel>
  );
}
