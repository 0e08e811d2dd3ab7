import { PageBlueprint } from '@backstage/frontend-plugin-api';
import {
  CatalogFilterBlueprint,
  EntityCardBlueprint,
  EntityContentBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import LocalShippingIcon from '@material-ui/icons/LocalShippingOutlined';
import { FLEET_TAB_PATH, fleetRouteRef } from '../routes';
import { FOR_MANY } from './forMany';

/** The delivery of all services that the reader may see; with it comes an item in the navigation. */
export const fleetPage = PageBlueprint.make({
  name: 'fleet',
  params: {
    path: '/delivery',
    routeRef: fleetRouteRef,
    title: 'Delivery',
    icon: <LocalShippingIcon fontSize="inherit" />,
    loader: () =>
      import('../components/Fleet/NewFleetPage').then(m => <m.NewFleetPage />),
  },
});

export const fleetContent = EntityContentBlueprint.make({
  name: 'fleet',
  params: {
    path: FLEET_TAB_PATH,
    title: 'Delivery',
    filter: FOR_MANY,
    loader: () =>
      import('../components/FleetCard/EntityFleetContent').then(m => (
        <m.EntityFleetContent />
      )),
  },
});

export const fleetCard = EntityCardBlueprint.make({
  name: 'fleet',
  params: {
    type: 'info',
    filter: FOR_MANY,
    loader: () =>
      import('../components/FleetCard/EntityFleetCard').then(m => (
        <m.EntityFleetCard />
      )),
  },
});

/** Of the list of the catalog. */
export const deliveryStateFilter = CatalogFilterBlueprint.make({
  name: 'delivery-state',
  params: {
    loader: () =>
      import('../components/CatalogColumn/FluxDeliveryStatePicker').then(m => (
        <m.FluxDeliveryStatePicker />
      )),
  },
});
