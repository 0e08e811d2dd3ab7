/**
 * The app-config of the portal under test: the clusters with the read-only account, an environment for each, and a catalog
 * of files.
 *
 * @param {{ port: number, token: string, eventSecret: string, address: string, clusters: { context: string, connection: any, token: string }[], catalogFiles: string[] }} options
 */
export function portalConfig({
  port,
  token,
  eventSecret,
  address,
  clusters,
  catalogFiles,
}) {
  const url = `http://127.0.0.1:${port}`;
  return {
    app: { title: 'flux-delivery e2e', baseUrl: url },
    organization: { name: 'e2e' },
    backend: {
      baseUrl: url,
      // Nobody opens a page here, so that no frontend has to be built.
      startup: { plugins: { app: { onPluginBootFailure: 'continue' } } },
      // Clusters that reach this machine at another address send their events there.
      listen: {
        host: address === '127.0.0.1' ? address : '0.0.0.0',
        port,
      },
      database: { client: 'better-sqlite3', connection: ':memory:' },
      auth: {
        externalAccess: [
          { type: 'static', options: { token, subject: 'e2e' } },
        ],
      },
    },
    auth: { providers: { guest: {} } },
    permission: { enabled: true },
    catalog: {
      rules: [
        {
          allow: [
            'Component',
            'System',
            'API',
            'Resource',
            'Domain',
            'Group',
            'User',
            'Location',
          ],
        },
      ],
      locations: catalogFiles.map(target => ({ type: 'file', target })),
    },
    kubernetes: {
      serviceLocatorMethod: { type: 'multiTenant' },
      clusterLocatorMethods: [
        { type: 'config', clusters: clusters.map(clusterConfig) },
      ],
    },
    fluxDelivery: {
      environments: environmentsOf(clusters),
      ownership: OWNERSHIP,
      events: {
        clusters: Object.fromEntries(
          clusters.map(({ context }) => [context, { secrets: [eventSecret] }]),
        ),
      },
    },
  };
}

function clusterConfig({ context, connection, token }) {
  const ca = connection['certificate-authority-data'];
  return {
    name: context,
    url: connection.server,
    authProvider: 'serviceAccount',
    serviceAccountToken: token,
    ...(ca ? { caData: ca } : {}),
    ...(connection['insecure-skip-tls-verify'] ? { skipTLSVerify: true } : {}),
  };
}

/** Scenarios whose name ends so are played in an environment where nothing may float. */
const PINNED = { name: 'pinned', match: [{ namespace: 'fd-e2e-*-pinned' }] };

/** The split that an organisation would configure: a platform group, a network group for the edge, and one for a shared source. */
const OWNERSHIP = {
  platformGroup: 'group:default/platform',
  rules: [
    {
      match: [{ segment: 'traffic', namespace: 'fd-e2e-*-edge' }],
      owner: 'group:default/network',
    },
    {
      match: [{ kind: 'GitRepository', name: 'fleet' }],
      owner: 'group:default/sources',
    },
  ],
};

function environmentsOf(clusters) {
  return [
    { ...PINNED, pinned: true },
    ...clusters.map(({ context }) => ({
      name: context,
      match: [{ cluster: context }],
    })),
  ];
}
