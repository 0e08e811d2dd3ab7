import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { isHttpUrl } from 'backstage-plugin-flux-delivery-common';
import type { Runbook } from 'backstage-plugin-flux-delivery-common';
import { fluxDeliveryTranslationRef } from '../translation';
import { ExternalLink } from './ExternalLink';

/** The adopter's own page, where there is one that can be opened. */
export function RunbookPage({ runbook }: { runbook: Runbook }) {
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  if (!runbook.url || !isHttpUrl(runbook.url)) {
    return null;
  }
  return (
    <div title={runbook.urlBecause}>
      <ExternalLink title={t('runbook.page')} url={runbook.url} />
    </div>
  );
}
