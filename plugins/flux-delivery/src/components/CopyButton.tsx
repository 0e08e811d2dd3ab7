import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import IconButton from '@material-ui/core/IconButton';
import Tooltip from '@material-ui/core/Tooltip';
import { makeStyles } from '@material-ui/core/styles';
import CheckIcon from '@material-ui/icons/Check';
import FileCopyIcon from '@material-ui/icons/FileCopyOutlined';
import { useCopy } from '../hooks/useCopy';
import { fluxDeliveryTranslationRef } from '../translation';
import { VisuallyHidden } from './VisuallyHidden';

const useStyles = makeStyles(
  theme => ({
    button: {
      padding: theme.spacing(0.5),
      color: theme.palette.text.secondary,
    },
    icon: { fontSize: 16 },
  }),
  { name: 'FluxDeliveryCopyButton' },
);

/** Copies `text` whole, whatever is shown of it, and says so. */
export function CopyButton({ text, what }: { text: string; what: string }) {
  const classes = useStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const { result, copy } = useCopy(text);
  const label = t('copy.label', { what });

  return (
    <>
      <Tooltip title={result ? t(`copy.${result}`) : label}>
        <IconButton
          className={classes.button}
          aria-label={label}
          onClick={copy}
        >
          {result === 'done' ? (
            <CheckIcon className={classes.icon} />
          ) : (
            <FileCopyIcon className={classes.icon} />
          )}
        </IconButton>
      </Tooltip>
      <VisuallyHidden role="status">
        {result ? t(`copy.${result}`) : ''}
      </VisuallyHidden>
    </>
  );
}
