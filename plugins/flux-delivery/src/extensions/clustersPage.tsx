import { PageBlueprint } from '@backstage/frontend-plugin-api';
import CloudQueueIcon from '@material-ui/icons/CloudQueue';

export const clustersPage = PageBlueprint.make({
  name: 'clusters',
  params: {
    path: '/flux-delivery/clusters',
    title: 'Flux clusters',
    icon: <CloudQueueIcon fontSize="inherit" />,
    loader: () =>
      import('../components/ClustersPage/ClustersContent').then(m => (
        <m.ClustersContent />
      )),
  },
});
