import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { parseEntityRef } from '@backstage/catalog-model';
import { useState } from 'react';
import type { DeliveriesQuery } from '../../api/DeliveryHistoryApi';
import { fluxDeliveryApiRef } from '../../api/FluxDeliveryApi';
import { fluxDeliveryTranslationRef } from '../../translation';
import { PlainButton } from '../PlainButton';
import { VisuallyHidden } from '../VisuallyHidden';

/** Saves what the filter shows as a file. It is fetched with the reader's own session: a plain link would carry none. */
export function ExportButtons({
  entityRef,
  query,
}: {
  entityRef: string;
  query: DeliveriesQuery;
}) {
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const api = useApi(fluxDeliveryApiRef);
  const [said, setSaid] = useState<{ text: string; isError: boolean }>();
  const save = async (format: 'csv' | 'json') => {
    try {
      const file = await api.exportDeliveries(entityRef, format, query);
      download(file, `${parseEntityRef(entityRef).name}-deliveries.${format}`);
      setSaid({ text: t('export.started'), isError: false });
    } catch (error) {
      const text = t('export.failed', { error: (error as Error).message });
      setSaid({ text, isError: true });
    }
  };
  return (
    <>
      {(['csv', 'json'] as const).map(format => (
        <PlainButton
          key={format}
          variant="outlined"
          onClick={() => save(format)}
        >
          {t(`export.${format}`)}
        </PlainButton>
      ))}
      {said?.isError ? (
        <span role="alert">{said.text}</span>
      ) : (
        <VisuallyHidden role="status">{said?.text}</VisuallyHidden>
      )}
    </>
  );
}

function download(file: Blob, name: string): void {
  const url = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
