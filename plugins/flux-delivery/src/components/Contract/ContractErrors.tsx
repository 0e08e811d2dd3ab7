import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { ContractErrorDto } from 'backstage-plugin-flux-delivery-common';
import { fluxDeliveryTranslationRef } from '../../translation';
import { ExternalLink } from '../ExternalLink';
import { MessagePanel } from '../MessagePanel';

const useStyles = makeStyles(
  theme => ({
    list: { margin: theme.spacing(0.5, 0, 0), paddingLeft: theme.spacing(2) },
    code: { overflowWrap: 'anywhere' },
  }),
  { name: 'FluxDeliveryContractErrors' },
);

/** What of contract files cannot be taken, by line and key; everything else goes on without it. */
export function ContractErrors({
  errors = [],
}: {
  errors?: ContractErrorDto[];
}) {
  const classes = useStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  if (errors.length === 0) {
    return null;
  }
  return (
    <MessagePanel title={t('contract.errorsTitle')}>
      <ul className={classes.list}>
        {errors.map(({ entityRef, file, url, line, column, ...error }) => (
          <li key={`${url} ${column} ${error.keyPath} ${error.problem}`}>
            <ExternalLink
              title={
                line
                  ? t('contract.errorPlace', {
                      file,
                      line: String(line),
                      column: String(column ?? 1),
                    })
                  : file
              }
              url={url}
            />{' '}
            {t('contract.of', { entity: entityRef })}
            <div>
              {error.keyPath && (
                <code className={classes.code}>{error.keyPath} </code>
              )}
              {error.problem}
            </div>
          </li>
        ))}
      </ul>
      <div>{t('contract.rest')}</div>
    </MessagePanel>
  );
}
