import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import {
  useEntity,
  useEntityPresentation,
} from '@backstage/plugin-catalog-react';
import { useMemo } from 'react';
import { fleetOf } from '../../model/entityFleet';
import { fluxDeliveryTranslationRef } from '../../translation';
import { FleetCard } from './FleetCard';

/** The services that the Group, User, System or Domain of the page stands for. */
export function EntityFleetCard() {
  const { entity } = useEntity();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const { primaryTitle } = useEntityPresentation(entity);
  const filter = useStableFleetOf(entity);
  return (
    <FleetCard
      title={t('fleet.card.of', { name: primaryTitle })}
      filter={filter}
    />
  );
}

/** The same object as long as it says the same. */
export function useStableFleetOf(entity: Parameters<typeof fleetOf>[0]) {
  const asked = JSON.stringify(fleetOf(entity));
  return useMemo(
    () =>
      asked ? (JSON.parse(asked) as ReturnType<typeof fleetOf>) : undefined,
    [asked],
  );
}
