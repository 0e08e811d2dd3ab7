import {
  kindOf,
  type WatchedKind,
} from 'backstage-plugin-flux-delivery-common';
import {
  FakeApiServer,
  FakeClusterClient,
} from 'backstage-plugin-flux-delivery-node/testUtils';
import { InventoryStore } from '../inventory/InventoryStore';
import { VirtualClock } from '../testUtils/VirtualClock';
import { FleetWatcher } from './FleetWatcher';

const deployment = kindOf('apps', 'Deployment') as WatchedKind;
const service = kindOf('', 'Service') as WatchedKind;

describe('ClusterWatcher', () => {
  it('does not call a cluster in sync while the first list of a kind is on its way', async () => {
    const clock = new VirtualClock();
    const client = new FakeClusterClient([
      {
        info: {
          name: 'alpha',
          authProvider: 'serviceAccount',
          access: 'server',
        },
        server: new FakeApiServer([
          {
            group: 'apps',
            version: 'v1',
            kind: 'Deployment',
            plural: 'deployments',
          },
          { group: '', version: 'v1', kind: 'Service', plural: 'services' },
        ]),
      },
    ]);
    const list = client.list.bind(client);
    let answer: () => void = () => {};
    const answered = new Promise<void>(done => {
      answer = done;
    });
    jest
      .spyOn(client, 'list')
      .mockImplementation(async (cluster, resource, options) => {
        if (resource.plural === 'services') {
          await answered;
        }
        return list(cluster, resource, options);
      });
    const store = new InventoryStore();
    const fleet = new FleetWatcher({
      client,
      sink: store,
      clock,
      logger: { info: () => {}, warn: () => {} },
      random: () => 0.5,
      kinds: [deployment, service],
    });

    fleet.start();
    await clock.advance(1_000);
    expect(store.freshness('alpha', 'apps', 'Deployment').state).toBe('synced');
    expect(store.clusters()).toMatchObject([{ state: 'notSynced' }]);

    answer();
    await clock.advance(1_000);
    expect(store.clusters()).toMatchObject([{ state: 'synced' }]);
    await fleet.stop();
  });
});
