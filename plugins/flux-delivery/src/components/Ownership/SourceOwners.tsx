import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { displayRef } from 'backstage-plugin-flux-delivery-common';
import type {
  CredentialOwnership,
  SourceOwnership,
} from 'backstage-plugin-flux-delivery-common';
import { fluxDeliveryTranslationRef } from '../../translation';
import { Owner } from '../Owner';
import { ObjectName } from './ObjectName';
import { useOwnershipStyles } from './useOwnershipStyles';

/** Each source with its owner, and who owns what it is fetched with. */
export function SourceOwners({
  sources,
}: {
  sources: readonly SourceOwnership[];
}) {
  const classes = useOwnershipStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  return (
    <ul className={classes.list} aria-label={t('ownership.sources')}>
      {sources.map(source => (
        <li key={displayRef(source.ref)} className={classes.source}>
          <SourceName source={source} />
          <span>
            <Owner owner={source.owner.owner} withContacts />
            <div className={classes.quiet}>{source.owner.because}</div>
          </span>
          <span>
            {source.credential && (
              <CredentialOwner credential={source.credential} />
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}

function SourceName({ source }: { source: SourceOwnership }) {
  const classes = useOwnershipStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const { ref, url, exists, crossNamespaceRefs, foreign, trust } = source;
  return (
    <span>
      <ObjectName object={ref} />
      {url && <div className={classes.quiet}>{url}</div>}
      {!exists && <div className={classes.loud}>{t('ownership.missing')}</div>}
      {crossNamespaceRefs && (
        <div
          className={
            crossNamespaceRefs.answer === 'refused'
              ? classes.loud
              : classes.quiet
          }
        >
          {t('ownership.crossNamespace')}:{' '}
          {t(`ownership.crossNamespaceRefs.${crossNamespaceRefs.answer}`)} (
          {crossNamespaceRefs.because})
        </div>
      )}
      <div className={classes.quiet}>
        {t(`ownership.trust.${trust.crossing}`)}: {trust.because}
      </div>
      {foreign && <div className={classes.quiet}>{t('ownership.foreign')}</div>}
    </span>
  );
}

function CredentialOwner({ credential }: { credential: CredentialOwnership }) {
  const classes = useOwnershipStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const { kind, secret, provider, deliveredBy, owner, because } = credential;
  if (kind === 'none') {
    return (
      <>
        {t('ownership.credential')}: {t('ownership.noCredential')}
      </>
    );
  }
  return (
    <>
      {t('ownership.credential')}:{' '}
      {kind === 'secret'
        ? t('ownership.secret', {
            name: `${secret!.namespace}/${secret!.name}`,
          })
        : t('ownership.identity', { provider: provider ?? '' })}
      , <Owner owner={owner} withContacts />
      <div className={classes.quiet}>
        {because}
        {kind === 'secret' &&
          `; ${
            deliveredBy.length > 0
              ? t('ownership.deliveredBy', {
                  appliers: deliveredBy.map(displayRef).join(', '),
                })
              : t('ownership.byHand')
          }`}
      </div>
    </>
  );
}
