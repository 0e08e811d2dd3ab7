import { PageBlueprint, createRouteRef } from '@backstage/frontend-plugin-api';
import CloudQueueIcon from '@material-ui/icons/CloudQueue';

/** With it the page gets its place in the navigation of the app. */
export const clustersRouteRef = createRouteRef();

export const clustersPage = PageBlueprint.make({
  name: 'clusters',
  params: {
    path: '/flux-delivery/clusters',
    routeRef: clustersRouteRef,
    title: 'Flux clusters',
    icon: <CloudQueueIcon fontSize="inherit" />,
    loader: () =>
      import('../components/ClustersPage/ClustersContent').then(m => (
        <m.ClustersContent />
      )),
  },
});
