import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { FleetCompleteness } from 'backstage-plugin-flux-delivery-common';
import type { Polled } from '../../hooks/Poller';
import { summarizeFreshness } from '../../model/freshness';
import { fluxDeliveryTranslationRef } from '../../translation';
import { StaleNotice } from '../DeliveryPathTab/StaleNotice';
import { MessagePanel } from '../MessagePanel';
import { ClusterTroubles } from './ClusterTroubles';

/** What a list cannot speak for: what was not looked at yet, clusters that do not answer, a time since which nothing came. */
export function FleetNotices({
  known,
  services,
  stale,
}: {
  known: FleetCompleteness;
  /** How many services are known so far, where that is known. */
  services?: number;
  stale?: Extract<Polled<unknown>, { type: 'ready' }>['stale'];
}) {
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const { total, synced, troubled } = summarizeFreshness(known.clusters);
  return (
    <>
      {stale && <StaleNotice {...stale} />}
      {!known.complete && (
        <MessagePanel
          level={2}
          verdict="unknown"
          title={t('fleet.incompleteTitle')}
        >
          {services !== undefined &&
            t('fleet.incompleteText', { count: services })}
        </MessagePanel>
      )}
      {troubled.length > 0 && (
        <MessagePanel
          level={2}
          verdict="unknown"
          title={t('fleet.clustersTitle', {
            synced: String(synced),
            total: String(total),
          })}
        >
          <ClusterTroubles troubled={troubled} />
          {'. '}
          {t('fleet.clustersText')}
        </MessagePanel>
      )}
    </>
  );
}
