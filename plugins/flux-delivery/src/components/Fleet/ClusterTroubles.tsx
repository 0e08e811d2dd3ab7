import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { ClusterFreshnessDto } from 'backstage-plugin-flux-delivery-common';
import { fluxDeliveryTranslationRef } from '../../translation';
import { ClusterTrouble } from '../FreshnessBanner/FreshnessBanner';

const TOLD_BY_NAME = 5;

/** What is wrong with each cluster that is not in sync; of very many the first, and how many more. */
export function ClusterTroubles({
  troubled,
}: {
  troubled: readonly ClusterFreshnessDto[];
}) {
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  return (
    <>
      {troubled.slice(0, TOLD_BY_NAME).map((cluster, index) => (
        <span key={cluster.name} title={cluster.lastError}>
          {index > 0 && ' · '}
          <ClusterTrouble cluster={cluster} />
        </span>
      ))}
      {troubled.length > TOLD_BY_NAME &&
        ` · ${t('freshness.more', {
          n: String(troubled.length - TOLD_BY_NAME),
        })}`}
    </>
  );
}
