import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type {
  Handoff,
  SegmentOwnership,
} from 'backstage-plugin-flux-delivery-common';
import { shortOwner } from '../../model/shortOwner';
import { fluxDeliveryTranslationRef } from '../../translation';
import { Owner } from '../Owner';
import { useOwnershipStyles } from './useOwnershipStyles';

/**
 * Who owns each part of a path and because of what, and between the parts who hands over to whom. How to reach somebody stands where they
 * are named first.
 */
export function SegmentOwners({
  segments,
  handoffs = [],
  withContacts = false,
}: {
  segments: readonly SegmentOwnership[];
  handoffs?: readonly Handoff[];
  withContacts?: boolean;
}) {
  const classes = useOwnershipStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  return (
    <ul className={classes.list} aria-label={t('ownership.owners')}>
      {segments.map(({ segment, owner, because, notPermitted }, at) => {
        const isFirst = segments.findIndex(each => each.owner === owner) === at;
        const handoff = handoffs.find(each => each.from === segment);
        return (
          <li key={segment}>
            <div className={classes.row}>
              <span className={classes.part}>{t(`segment.${segment}`)}</span>
              <span>
                {notPermitted ? (
                  t('ownership.notPermitted')
                ) : (
                  <Owner owner={owner} withContacts={withContacts && isFirst} />
                )}
              </span>
              <span className={classes.quiet}>{because}</span>
            </div>
            {handoff && (handoff.betweenTeams || handoff.unowned) && (
              <HandoffLine handoff={handoff} />
            )}
          </li>
        );
      })}
    </ul>
  );
}

function HandoffLine({ handoff }: { handoff: Handoff }) {
  const classes = useOwnershipStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const { from, to, giver, taker, unowned } = handoff;
  return (
    <div className={classes.handoff}>
      <span aria-hidden="true">↓ </span>
      {t('ownership.handoff', {
        from: t(`segment.${from}`),
        to: t(`segment.${to}`),
      })}
      {': '}
      {unowned ? (
        <span className={classes.loud}>{t('ownership.handoffUnowned')}</span>
      ) : (
        t('ownership.between', {
          giver: shortOwner(giver.owner),
          taker: shortOwner(taker.owner),
        })
      )}
    </div>
  );
}
