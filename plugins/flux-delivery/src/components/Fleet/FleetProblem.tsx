import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { fluxDeliveryTranslationRef } from '../../translation';
import { MessagePanel } from '../MessagePanel';
import { PlainButton } from '../PlainButton';

/** Why there is no list, what to do, and whom to ask. */
export function FleetProblem({
  error,
  title,
  onRetry,
}: {
  /** Undefined where the reader may not see it. */
  error?: Error;
  title?: string;
  onRetry: () => void;
}) {
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  return error ? (
    <MessagePanel
      level={2}
      verdict="unknown"
      role="alert"
      title={title ?? t('fleet.errorTitle')}
    >
      <div>{t('fleet.errorText', { error: error.message })}</div>
      <PlainButton onClick={onRetry}>{t('page.retry')}</PlainButton>
    </MessagePanel>
  ) : (
    <MessagePanel level={2} title={t('fleet.forbiddenTitle')}>
      {t('fleet.forbiddenText')}
    </MessagePanel>
  );
}
