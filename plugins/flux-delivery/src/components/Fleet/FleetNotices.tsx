import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { FleetCompleteness } from 'backstage-plugin-flux-delivery-common';
import type { Polled } from '../../hooks/Poller';
import { summarizeFreshness } from '../../model/freshness';
import { fluxDeliveryTranslationRef } from '../../translation';
import { StaleNotice } from '../DeliveryPathTab/StaleNotice';
import { ClusterTrouble } from '../FreshnessBanner/FreshnessBanner';
import { MessagePanel } from '../MessagePanel';

const TOLD_BY_NAME = 5;

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
        <MessagePanel verdict="unknown" title={t('fleet.incompleteTitle')}>
          {services !== undefined &&
            t('fleet.incompleteText', { count: services })}
        </MessagePanel>
      )}
      {troubled.length > 0 && (
        <MessagePanel
          verdict="unknown"
          title={t('fleet.clustersTitle', {
            synced: String(synced),
            total: String(total),
          })}
        >
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
          {'. '}
          {t('fleet.clustersText')}
        </MessagePanel>
      )}
    </>
  );
}
