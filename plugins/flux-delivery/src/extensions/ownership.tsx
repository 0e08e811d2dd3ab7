import { PageBlueprint } from '@backstage/frontend-plugin-api';
import { ownershipRouteRef } from '../routes';

/** Whose anything is, and what nobody or several own. Without an icon, so that the navigation leads to it through that of all services. */
export const ownershipPage = PageBlueprint.make({
  name: 'ownership',
  params: {
    path: '/delivery/ownership',
    routeRef: ownershipRouteRef,
    title: 'Ownership',
    loader: () =>
      import('../components/Ownership/NewOwnershipPage').then(m => (
        <m.NewOwnershipPage />
      )),
  },
});
