import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { DeliveryDto } from 'backstage-plugin-flux-delivery-common';
import { useEffect, useRef, useState } from 'react';
import { deliveryPlace, deliveryTitle } from '../../model/deliveryText';
import { fluxDeliveryTranslationRef } from '../../translation';
import { VisuallyHidden } from '../VisuallyHidden';

/** Tells a screen reader of a delivery that came while the page was open, and of how one ended; not of the page as it was opened. */
export function Arrivals({ items }: { items: readonly DeliveryDto[] }) {
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const newest = items[0];
  const key = newest && `${newest.id} ${newest.outcome}`;
  const seen = useRef(key);
  const [said, setSaid] = useState('');
  useEffect(() => {
    if (newest && key !== seen.current) {
      seen.current = key;
      setSaid(
        t('history.arrived', {
          what: deliveryTitle(newest),
          where: deliveryPlace(newest),
          outcome: t(`outcome.${newest.outcome}`),
        }),
      );
    }
  }, [newest, key, t]);
  return <VisuallyHidden role="status">{said}</VisuallyHidden>;
}
