import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import type {
  ObjectRef,
  OwnedService,
} from 'backstage-plugin-flux-delivery-common';
import { fluxDeliveryTranslationRef } from '../../translation';
import type { Translate } from '../../translation';
import { Disclosure } from '../Disclosure';
import { Owner } from '../Owner';
import { ServiceLink } from '../ServiceLink';
import { ObjectName } from './ObjectName';
import { useOwnershipStyles } from './useOwnershipStyles';

/** Services with their owners, and what each has in the clusters. */
export function ServicesNamed({
  services,
}: {
  services: readonly OwnedService[];
}) {
  const classes = useOwnershipStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  return (
    <ul className={classes.list} aria-label={t('ownership.services.label')}>
      {services.map(service => (
        <li key={service.entityRef} className={classes.source}>
          <span>
            <ServiceLink
              entityRef={service.entityRef}
              search="?section=ownership"
            >
              {service.title ?? service.entityRef}
            </ServiceLink>
            {service.system && (
              <div className={classes.quiet}>
                {t('ownership.find.of')}{' '}
                <EntityRefLink entityRef={service.system} hideIcon />
              </div>
            )}
          </span>
          <span>
            <Owner owner={service.owner} withContacts />
          </span>
          <Belongings service={service} />
        </li>
      ))}
    </ul>
  );
}

function Belongings({ service }: { service: OwnedService }) {
  const classes = useOwnershipStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const { appliers, sources, namespaces, environments, more } = service;
  if (appliers.length + sources.length + namespaces.length === 0) {
    return (
      <span className={classes.quiet}>{t('ownership.services.nothing')}</span>
    );
  }
  return (
    <span>
      {environments.join(', ')}
      <Disclosure label={countsOf(service, t)}>
        <Objects title={t('ownership.services.appliers')} objects={appliers} />
        <Objects title={t('ownership.services.sources')} objects={sources} />
        <p className={classes.line}>
          {t('ownership.services.namespaces')}:{' '}
          {namespaces
            .map(({ cluster, namespace }) => `${namespace} (${cluster})`)
            .join(', ')}
        </p>
        {more && (
          <p className={classes.quiet}>{t('ownership.services.more')}</p>
        )}
      </Disclosure>
    </span>
  );
}

function Objects({
  title,
  objects,
}: {
  title: string;
  objects: readonly ObjectRef[];
}) {
  const classes = useOwnershipStyles();
  return objects.length > 0 ? (
    <div className={classes.line}>
      {title}:
      <ul className={classes.plainList} aria-label={title}>
        {objects.map(object => (
          <li key={JSON.stringify(object)}>
            <ObjectName object={object} withCluster />
          </li>
        ))}
      </ul>
    </div>
  ) : null;
}

function countsOf(
  { appliers, sources, namespaces }: OwnedService,
  t: Translate,
): string {
  return [
    t('ownership.services.countAppliers', { count: appliers.length }),
    t('ownership.services.countSources', { count: sources.length }),
    t('ownership.services.countNamespaces', { count: namespaces.length }),
  ].join(', ');
}
