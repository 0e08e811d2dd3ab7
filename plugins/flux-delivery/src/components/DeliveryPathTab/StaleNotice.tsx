import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { useTicking } from '../../hooks/useClock';
import { formatClock } from '../../model/formatAge';
import { fluxDeliveryTranslationRef } from '../../translation';
import { MessagePanel } from '../MessagePanel';

/** The page could not be refreshed: what it shows is of then, not of now. */
export function StaleNotice({ since, error }: { since: number; error: Error }) {
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const time = useTicking(now => formatClock(since, now));
  return (
    <MessagePanel title={t('page.staleTitle', { time })}>
      {t('page.staleText', { error: error.message })}
    </MessagePanel>
  );
}
