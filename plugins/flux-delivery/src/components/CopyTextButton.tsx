import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { useCopy } from '../hooks/useCopy';
import { fluxDeliveryTranslationRef } from '../translation';
import { PlainButton } from './PlainButton';
import { VisuallyHidden } from './VisuallyHidden';

/** Copies something that is not shown as it is copied: a button in words, which says how it went. */
export function CopyTextButton({
  label,
  text,
}: {
  label: string;
  text: string;
}) {
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const { result, copy } = useCopy(text);
  return (
    <>
      <PlainButton variant="outlined" onClick={copy}>
        {result ? t(`copy.${result}`) : label}
      </PlainButton>
      <VisuallyHidden role="status">
        {result ? t(`copy.${result}`) : ''}
      </VisuallyHidden>
    </>
  );
}
