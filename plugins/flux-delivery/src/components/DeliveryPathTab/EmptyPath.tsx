import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { DeliveryPathDto } from 'backstage-plugin-flux-delivery-common';
import { emptyBecause } from '../../model/freshness';
import { fluxDeliveryTranslationRef } from '../../translation';
import { DoctorPanel } from '../DoctorPanel/DoctorPanel';
import { MessagePanel } from '../MessagePanel';

/** No target: because nothing was read yet, because nothing answers, or because nothing is connected. */
export function EmptyPath({ path }: { path: DeliveryPathDto }) {
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const reason = emptyBecause(path.clusters);
  const clusters = path.clusters
    .filter(({ state }) => state === reason)
    .map(({ name }) => name)
    .join(', ');
  return (
    <>
      {reason === 'notSynced' && (
        <MessagePanel verdict="inProgress" title={t('page.notSyncedTitle')}>
          {t('page.notSyncedText', { clusters })}
        </MessagePanel>
      )}
      {reason === 'unreachable' && (
        <MessagePanel verdict="unknown" title={t('page.unreachableTitle')}>
          {t('page.unreachableText', { clusters })}
        </MessagePanel>
      )}
      {reason === 'nothing' && !path.doctor && (
        <MessagePanel verdict="notObserved" title={t('doctor.title')}>
          {path.headline}
        </MessagePanel>
      )}
      {path.doctor && <DoctorPanel doctor={path.doctor} />}
    </>
  );
}
