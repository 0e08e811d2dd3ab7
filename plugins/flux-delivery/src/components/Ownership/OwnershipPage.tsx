import { Content, Header, Page } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { fluxDeliveryTranslationRef } from '../../translation';
import { OwnershipContent } from './OwnershipContent';

/** The whole page for the legacy frontend system; the new one brings the frame by itself. */
export function OwnershipPage() {
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  return (
    <Page themeId="tool">
      <Header title={t('ownership.title')} subtitle={t('ownership.subtitle')} />
      <Content>
        <OwnershipContent />
      </Content>
    </Page>
  );
}
