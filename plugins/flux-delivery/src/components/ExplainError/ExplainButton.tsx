import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { useState } from 'react';
import { fluxDeliveryTranslationRef } from '../../translation';
import { PlainButton } from '../PlainButton';
import { ExplainDialog } from './ExplainDialog';

/** Opens the dialog in which a pasted error is explained; of a service, where one is on the page. */
export function ExplainButton({ entityRef }: { entityRef?: string }) {
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <PlainButton
        variant="outlined"
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
      >
        {t('explain.open')}
      </PlainButton>
      {isOpen && (
        <ExplainDialog entityRef={entityRef} onClose={() => setOpen(false)} />
      )}
    </>
  );
}
