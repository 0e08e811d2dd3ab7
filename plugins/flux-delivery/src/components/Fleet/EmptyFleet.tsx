import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { fluxDeliveryTranslationRef } from '../../translation';
import { MessagePanel } from '../MessagePanel';
import { PlainButton } from '../PlainButton';

/** Why a list is empty, and what to do. */
export type EmptyBecause = 'filter' | 'nothing' | 'mine' | 'here';

export function EmptyFleet({
  because,
  total,
  onClear,
}: {
  because: EmptyBecause;
  /** How many services there are without the filter. */
  total: number;
  onClear: () => void;
}) {
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  switch (because) {
    case 'filter':
      return (
        <MessagePanel
          level={2}
          title={t('fleet.noMatchTitle')}
          verdict="notObserved"
        >
          <div>{t('fleet.noMatchText', { count: total })}</div>
          <PlainButton onClick={onClear}>{t('fleet.filter.clear')}</PlainButton>
        </MessagePanel>
      );
    case 'mine':
      return (
        <MessagePanel
          level={2}
          title={t('fleet.emptyMineTitle')}
          verdict="notObserved"
        >
          <div>{t('fleet.emptyMineText')}</div>
          <PlainButton onClick={onClear}>{t('fleet.showAll')}</PlainButton>
        </MessagePanel>
      );
    case 'here':
      return (
        <MessagePanel
          level={2}
          title={t('fleet.emptyOfTitle')}
          verdict="notObserved"
        >
          {t('fleet.emptyOfText')}
        </MessagePanel>
      );
    default:
      return (
        <MessagePanel
          level={2}
          title={t('fleet.emptyTitle')}
          verdict="notObserved"
        >
          {t('fleet.emptyText')}
        </MessagePanel>
      );
  }
}
