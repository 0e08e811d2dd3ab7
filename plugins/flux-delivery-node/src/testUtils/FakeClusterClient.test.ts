import { describeClusterClient } from './describeClusterClient';
import { FakeClusterClient } from './FakeClusterClient';

describeClusterClient('FakeClusterClient', async fake => ({
  fake,
  client: new FakeClusterClient([
    {
      info: { name: 'alpha', authProvider: 'serviceAccount', access: 'server' },
      server: fake,
    },
    {
      info: {
        name: 'session',
        authProvider: 'oidc',
        access: 'needsUserSession',
      },
      server: fake,
    },
  ]),
  stop: async () => {},
}));
