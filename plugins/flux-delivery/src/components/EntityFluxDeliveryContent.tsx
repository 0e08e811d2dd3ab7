import { stringifyEntityRef } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import { DeliveryTab } from './DeliveryTab/DeliveryTab';

/** The tab for the entity of the page that it is on. */
export function EntityFluxDeliveryContent() {
  const { entity } = useEntity();
  return <DeliveryTab entityRef={stringifyEntityRef(entity)} />;
}
