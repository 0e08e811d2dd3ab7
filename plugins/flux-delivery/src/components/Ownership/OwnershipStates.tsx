import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { ComponentProps } from 'react';
import { fluxDeliveryTranslationRef } from '../../translation';
import { RefreshedStates } from '../History/RefreshedStates';
import { MessagePanel } from '../MessagePanel';

/** Whatever an answer about owners can be in; refusals in words of their own. */
export function OwnershipStates<T>(
  props: ComponentProps<typeof RefreshedStates<T>>,
) {
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const { state } = props;
  if (state.type === 'forbidden') {
    return (
      <MessagePanel title={t('ownership.forbiddenTitle')}>
        {t('ownership.forbiddenText')}
      </MessagePanel>
    );
  }
  if (state.type === 'notFound') {
    return (
      <MessagePanel verdict="notObserved" title={t('ownership.hiddenTitle')}>
        {t('ownership.hiddenText')}
      </MessagePanel>
    );
  }
  return <RefreshedStates {...props} />;
}
