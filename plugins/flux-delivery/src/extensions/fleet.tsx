import { PageBlueprint } from '@backstage/frontend-plugin-api';
import LocalShippingIcon from '@material-ui/icons/LocalShippingOutlined';
import { fleetRouteRef } from '../routes';

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
