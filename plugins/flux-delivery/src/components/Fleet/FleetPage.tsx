import { Content, Header, Page } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { fluxDeliveryTranslationRef } from '../../translation';
import { FleetContent } from './FleetContent';

/** The whole page for the legacy frontend system; the new one brings the frame by itself. */
export function FleetPage() {
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  return (
    <Page themeId="tool">
      <Header title={t('fleet.title')} subtitle={t('fleet.subtitle')} />
      <Content>
        <FleetContent />
      </Content>
    </Page>
  );
}
