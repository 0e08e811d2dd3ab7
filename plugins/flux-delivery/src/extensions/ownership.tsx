import { PageBlueprint } from '@backstage/frontend-plugin-api';
import { EntityContentBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { OWNERSHIP_TAB_PATH, ownershipRouteRef } from '../routes';
import { FOR_MANY } from './forMany';

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

/** What the services of a Group, User, System or Domain have, beside their delivery. */
export const ownershipContent = EntityContentBlueprint.make({
  name: 'ownership',
  params: {
    path: OWNERSHIP_TAB_PATH,
    title: 'Ownership of delivery',
    filter: FOR_MANY,
    loader: () =>
      import('../components/Ownership/EntityOwnershipContent').then(m => (
        <m.EntityOwnershipContent />
      )),
  },
});
