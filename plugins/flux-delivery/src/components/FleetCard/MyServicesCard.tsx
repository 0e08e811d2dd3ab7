import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { FleetFilter } from 'backstage-plugin-flux-delivery-common';
import { useMyRefs } from '../../hooks/useMyRefs';
import { useResolvedFilter } from '../../hooks/useResolvedFilter';
import { MINE } from '../../model/fleetUrl';
import { fluxDeliveryTranslationRef } from '../../translation';
import { FleetCard } from './FleetCard';

const OF_MINE: FleetFilter = { owners: [MINE] };

/** The services of whoever looks, and of their groups: for the home page. */
export function MyServicesCard({ title }: { title?: string }) {
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const mine = useMyRefs();
  const resolved = useResolvedFilter(OF_MINE, mine, undefined);
  return (
    <FleetCard
      title={title ?? t('fleet.card.mine')}
      filter={resolved === 'nobody' ? undefined : resolved}
      linked={OF_MINE}
    />
  );
}
