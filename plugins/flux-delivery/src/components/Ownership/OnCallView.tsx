import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { OnCall } from 'backstage-plugin-flux-delivery-common';
import { fluxDeliveryTranslationRef } from '../../translation';
import type { Translate } from '../../translation';
import { Owner } from '../Owner';
import { useOwnershipStyles } from './useOwnershipStyles';

/** Who is on call for the app and who for the platform, how to reach them, and for which parts. */
export function OnCallView({ onCall }: { onCall: readonly OnCall[] }) {
  const classes = useOwnershipStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  return (
    <ul className={classes.list} aria-label={t('ownership.onCall.title')}>
      {onCall.map(each => (
        <li key={`${each.team} ${each.owner}`} className={classes.row}>
          <span className={classes.part}>
            {t(`ownership.onCall.${each.team}`)}
          </span>
          <span>
            <Owner owner={each.owner} withContacts />
          </span>
          <span className={classes.quiet}>{forWhat(each, t)}</span>
        </li>
      ))}
    </ul>
  );
}

function forWhat({ segments, because, unowned }: OnCall, t: Translate): string {
  if (unowned) {
    return because;
  }
  return segments.length > 0
    ? t('ownership.onCall.owns', {
        segments: segments.map(segment => t(`segment.${segment}`)).join(', '),
      })
    : t('ownership.onCall.nothing');
}
