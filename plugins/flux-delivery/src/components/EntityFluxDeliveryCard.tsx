import { stringifyEntityRef } from '@backstage/catalog-model';
import { useRouteRef } from '@backstage/core-plugin-api';
import {
  entityRouteParams,
  entityRouteRef,
  useEntity,
} from '@backstage/plugin-catalog-react';
import { TAB_PATH } from '../routes';
import { DeliveryCard } from './DeliveryCard/DeliveryCard';
import type { DeliveryCardSize } from './DeliveryCard/DeliveryCard';

/** The card for the entity of the page that it is on. */
export function EntityFluxDeliveryCard(props: {
  /** The path of the tab on the entity page, where it is not the default `delivery-path`. */
  tabPath?: string;
  /** How much it tells; `medium` unless told otherwise. */
  size?: DeliveryCardSize;
}) {
  const { entity } = useEntity();
  const entityLink = useRouteRef(entityRouteRef);
  const tab = (props.tabPath ?? TAB_PATH).replace(/^\//, '');
  return (
    <DeliveryCard
      entityRef={stringifyEntityRef(entity)}
      size={props.size}
      tabLink={`${entityLink(entityRouteParams(entity))}/${tab}`}
    />
  );
}
