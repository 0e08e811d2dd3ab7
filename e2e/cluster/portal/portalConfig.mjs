/**
 * The app-config of the portal under test: the clusters with the read-only account, an environment for each, and a catalog
 * of files.
 *
 * @param {{ port: number, token: string, clusters: { context: string, connection: any, token: string }[], catalogFiles: string[] }} options
 */
export function portalConfig({ port, token, clusters, catalogFiles }) {
  const url = `http://127.0.0.1:${port}`;
  return {
    app: { title: 'flux-delivery e2e', baseUrl: url },
    organization: { name: 'e2e' },
    backend: {
      baseUrl: url,
      listen: { host: '127.0.0.1', port },
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

function environmentsOf(clusters) {
  return clusters.map(({ context }) => ({
    name: context,
    match: [{ cluster: context }],
  }));
}
