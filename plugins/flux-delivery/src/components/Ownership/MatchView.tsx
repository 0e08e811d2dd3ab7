import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import type {
  OwnershipMatch,
  OwningEntity,
} from 'backstage-plugin-flux-delivery-common';
import { fluxDeliveryTranslationRef } from '../../translation';
import { Disclosure } from '../Disclosure';
import { Owner } from '../Owner';
import { ServiceLink } from '../ServiceLink';
import { GapView } from './GapView';
import { ObjectName } from './ObjectName';
import { SegmentOwners } from './SegmentOwners';
import { useOwnershipStyles } from './useOwnershipStyles';

/** One object, and in a sentence whose it is. */
export function MatchView({ match }: { match: OwnershipMatch }) {
  const classes = useOwnershipStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const { object, entities, owner, withheld, exists, gaps } = match;
  return (
    <>
      {entities.length === 0 && (
        <div className={classes.line}>
          <ObjectName object={object} withCluster />
          {': '}
          {withheld ? (
            t('ownership.find.withheld')
          ) : (
            <>
              {t('ownership.find.nobody')}{' '}
              <Owner owner={owner?.owner} withContacts />
              {owner?.owner && (
                <div className={classes.quiet}>{owner.because}</div>
              )}
            </>
          )}
        </div>
      )}
      {entities.map(entity => (
        <EntitySentence
          key={`${entity.entityRef} ${entity.targetId}`}
          match={match}
          entity={entity}
        />
      ))}
      {exists !== true && (
        <p className={exists === false ? classes.loud : classes.quiet}>
          {t(
            exists === false ? 'ownership.find.gone' : 'ownership.find.unseen',
          )}
        </p>
      )}
      {gaps.map(gap => (
        <GapView key={gap.id} gap={gap} />
      ))}
    </>
  );
}

function EntitySentence({
  match,
  entity,
}: {
  match: OwnershipMatch;
  entity: OwningEntity;
}) {
  const classes = useOwnershipStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const { entityRef, title, owner, system, environment, segment } = entity;
  return (
    <>
      <p className={classes.line}>
        <ObjectName object={match.object} withCluster />{' '}
        {t('ownership.find.belongs')}{' '}
        <ServiceLink entityRef={entityRef} search="?section=ownership">
          {title ?? entityRef}
        </ServiceLink>
        {system && (
          <>
            {' '}
            {t('ownership.find.of')}{' '}
            <EntityRefLink entityRef={system} hideIcon />
          </>
        )}{' '}
        {t('ownership.find.in')} {environment}.
      </p>
      {segment && (
        <div className={classes.line}>
          {t('ownership.find.isPart', { segment: t(`segment.${segment}`) })}{' '}
          <Owner owner={entity.objectOwner?.owner} withContacts />
        </div>
      )}
      {(!segment || entity.objectOwner?.owner !== owner) && (
        <div className={classes.line}>
          {t('ownership.find.ownedBy')} <Owner owner={owner} withContacts />
        </div>
      )}
      <Disclosure label={t('ownership.find.segments')}>
        <SegmentOwners segments={entity.segments} withContacts />
        <p className={classes.line}>
          {t('ownership.find.why')}:{' '}
          <span className={classes.quiet}>
            {[...match.because, ...entity.because].join('; ')}
          </span>
        </p>
      </Disclosure>
    </>
  );
}
