import { stringifyEntityRef } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import { DeliveryPathTab } from './DeliveryPathTab/DeliveryPathTab';

/** The tab for the entity of the page that it is on. */
export function EntityFluxDeliveryContent() {
  const { entity } = useEntity();
  return <DeliveryPathTab entityRef={stringifyEntityRef(entity)} />;
}
