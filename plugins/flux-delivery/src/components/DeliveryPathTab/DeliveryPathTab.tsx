import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { useDeliveryPath } from '../../hooks/useDeliveryPath';
import { fluxDeliveryTranslationRef } from '../../translation';
import { PlainButton } from '../PlainButton';
import { MessagePanel } from '../MessagePanel';
import { PathSkeleton } from './PathSkeleton';
import { PathView } from './PathView';

/** The delivery path of one entity, in whichever of its states. */
export function DeliveryPathTab({ entityRef }: { entityRef: string }) {
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const { state, refresh } = useDeliveryPath(entityRef);
  switch (state.type) {
    case 'loading':
      return <PathSkeleton />;
    case 'forbidden':
      return (
        <MessagePanel title={t('page.forbiddenTitle')}>
          {t('page.forbiddenText')}
        </MessagePanel>
      );
    case 'notFound':
      return (
        <MessagePanel verdict="notObserved" title={t('page.notFoundTitle')}>
          {t('page.notFoundText')}
        </MessagePanel>
      );
    case 'error':
      return (
        <MessagePanel
          verdict="unknown"
          role="alert"
          title={t('page.errorTitle')}
        >
          <div>{state.error.message}</div>
          <div>{t('page.retryingText')}</div>
          <PlainButton onClick={refresh}>{t('page.retry')}</PlainButton>
        </MessagePanel>
      );
    default:
      return (
        <PathView
          path={state.path}
          live={state.live}
          stale={state.stale}
          entityRef={entityRef}
          onChanged={refresh}
        />
      );
  }
}
