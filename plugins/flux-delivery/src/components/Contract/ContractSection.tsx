import Paper from '@material-ui/core/Paper';
import { makeStyles } from '@material-ui/core/styles';
import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type {
  ContractDto,
  ContractFileDto,
} from 'backstage-plugin-flux-delivery-common';
import { useCallback } from 'react';
import { fluxDeliveryApiRef } from '../../api/FluxDeliveryApi';
import { useRefreshed } from '../../hooks/useRefreshed';
import { quietInk } from '../../model/toneColors';
import { fluxDeliveryTranslationRef } from '../../translation';
import { AnnotationErrors } from '../DeliveryPathTab/AnnotationErrors';
import { ExternalLink } from '../ExternalLink';
import { RefreshedStates } from '../History/RefreshedStates';
import { OwnersContext } from '../OwnersContext';
import { Section } from '../Section';
import { Ago } from '../Ticking';
import { ContractChecks } from './ContractChecks';
import { ContractErrors } from './ContractErrors';
import { ContractParts } from './ContractParts';
import { PromotionWays } from './PromotionWays';

const useStyles = makeStyles(
  theme => ({
    box: {
      padding: theme.spacing(1, 2, 2),
      marginTop: theme.spacing(1),
      fontSize: 14,
    },
    list: { margin: 0, paddingLeft: theme.spacing(2) },
    quiet: { color: quietInk(theme) },
  }),
  { name: 'FluxDeliveryContract' },
);

/** The delivery contract of an entity: whether reality agrees, what it says, and where it is from. Loads by itself. */
export function ContractSection({ entityRef }: { entityRef: string }) {
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const api = useApi(fluxDeliveryApiRef);
  const load = useCallback(
    (signal: AbortSignal) => api.getContract(entityRef, { signal }),
    [api, entityRef],
  );
  const { state, refresh } = useRefreshed(entityRef, load);
  return (
    <section aria-label={t('contract.label')}>
      <RefreshedStates
        state={state}
        loading={t('contract.loading')}
        failed={t('contract.failed')}
        onRetry={refresh}
      >
        {contract => <ContractView contract={contract} />}
      </RefreshedStates>
    </section>
  );
}

function ContractView({ contract }: { contract: ContractDto }) {
  const classes = useStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const { files, segmentOwners, firstResponse, rollback, fix } = contract;
  const saysNothing =
    files.length + segmentOwners.length + firstResponse.length === 0 &&
    !rollback &&
    !fix;
  return (
    <OwnersContext.Provider value={contract.owners}>
      <Paper variant="outlined" className={classes.box}>
        <ContractErrors errors={contract.errors} />
        <AnnotationErrors errors={contract.annotationErrors} />
        <PromotionWays promotions={contract.promotions} />
        {saysNothing ? (
          <p className={classes.quiet}>{t('contract.none')}</p>
        ) : (
          <>
            <Section title={t('contract.checks')}>
              <ContractChecks checks={contract.checks} />
            </Section>
            <ContractParts contract={contract} />
            {files.length > 0 && (
              <Section title={t('contract.files')}>
                <ul className={classes.list}>
                  {files.map(file => (
                    <File key={file.entityRef} file={file} />
                  ))}
                </ul>
              </Section>
            )}
          </>
        )}
      </Paper>
    </OwnersContext.Provider>
  );
}

function File({ file }: { file: ContractFileDto }) {
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const { name, url, entityRef, state, readAt, failure, failingSince } = file;
  return (
    <li>
      <ExternalLink title={name} url={url} />{' '}
      {t('contract.of', { entity: entityRef })}: {t(`contract.file.${state}`)}
      {readAt && (
        <>
          , {t('contract.asOf')} <Ago at={readAt} />
        </>
      )}
      {failure && failingSince && (
        <div>
          {t('contract.failing', { failure })} <Ago at={failingSince} />
        </div>
      )}
    </li>
  );
}
