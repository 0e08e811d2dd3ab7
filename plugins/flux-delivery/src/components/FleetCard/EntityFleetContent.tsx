import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { useEntity } from '@backstage/plugin-catalog-react';
import { fluxDeliveryTranslationRef } from '../../translation';
import { FleetContent } from '../Fleet/FleetContent';
import { MessagePanel } from '../MessagePanel';
import { useStableFleetOf } from './EntityFleetCard';

/** The delivery of all services that the Group, User, System or Domain of the page stands for. */
export function EntityFleetContent() {
  const { entity } = useEntity();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const base = useStableFleetOf(entity);
  return base ? (
    <FleetContent base={base} />
  ) : (
    <MessagePanel
      level={2}
      title={t('fleet.emptyOfTitle')}
      verdict="notObserved"
    >
      {t('fleet.emptyOfText')}
    </MessagePanel>
  );
}
