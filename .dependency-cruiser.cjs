/**
 * Which way imports point: a room may import rooms upstream of it and the common package, never one downstream.
 * See docs/adr/0004-imports-point-upstream.md. `scripts/boundaries.test.mjs` proves that a violation fails.
 */
const COMMON = 'plugins/flux-delivery-common/src';
const BACKEND = 'plugins/flux-delivery-backend/src';
const NODE = 'plugins/flux-delivery-node/src';
const UI = 'plugins/flux-delivery/src';
const TEST =
  '(?:\\.test\\.tsx?$|/testUtils|/__testUtils__/|/__fixtures__/|/tests/|/__tests__/|/setupTests\\.ts$)';

/** Each room with everything that it may import inside its package; a room may always import itself. */
function layers(root, rooms) {
  return Object.entries(rooms).map(([room, mayImport]) => ({
    name: `${root.split('/')[1]}: ${room} imports upstream only`,
    severity: 'error',
    from: { path: `^${root}/${room}/`, pathNot: TEST },
    to: {
      path: `^${root}/`,
      pathNot: [`^${root}/(?:${[room, ...mayImport].join('|')})(?:/|\\.ts)`],
    },
  }));
}

module.exports = {
  forbidden: [
    ...layers(COMMON, {
      kube: [],
      flux: ['kube'],
      paths: ['kube', 'flux', 'api/dto'],
      promotion: ['kube', 'flux'],
      classes: ['kube', 'flux', 'divergence/SegmentVerdict'],
      divergence: ['kube', 'flux', 'paths', 'classes'],
      history: [
        'kube',
        'flux',
        'paths',
        'classes',
        'divergence',
        'promotion',
        'api/historyDto',
      ],
      ownership: ['kube', 'flux', 'paths', 'classes', 'divergence', 'api/dto'],
      contract: [
        'kube',
        'flux',
        'paths',
        'classes',
        'divergence',
        'history',
        'promotion',
        'ownership',
      ],
      runbooks: ['kube', 'flux', 'paths', 'classes', 'divergence', 'ownership'],
      narrative: [
        'kube',
        'flux',
        'paths',
        'classes',
        'divergence',
        'ownership',
        'api/dto',
      ],
      explain: [
        'kube',
        'flux',
        'paths',
        'classes',
        'divergence',
        'ownership',
        'runbooks',
        'api/dto',
      ],
      triage: [
        'kube',
        'flux',
        'paths',
        'classes',
        'divergence',
        'ownership',
        'runbooks',
        'narrative',
      ],
      api: [
        'kube',
        'flux',
        'paths',
        'classes',
        'divergence',
        'ownership',
        'contract',
        'runbooks',
        'narrative',
        'triage',
        'explain',
        'promotion',
        'history',
      ],
      fleet: [
        'kube',
        'flux',
        'paths',
        'classes',
        'divergence',
        'ownership',
        'narrative',
        'history',
        'api',
      ],
    }),
    ...layers(BACKEND, {
      clusters: [],
      watch: ['clusters'],
      inventory: ['clusters', 'watch/WatchSink'],
      ownership: [],
      access: [],
      contract: ['clusters', 'watch/Semaphore'],
      paths: ['inventory', 'config', 'ownership', 'access', 'contract'],
      explain: ['config', 'paths', 'ownership', 'access', 'contract'],
      details: ['clusters', 'paths', 'access'],
      triage: ['paths', 'access'],
      identifiers: [],
      history: ['inventory', 'paths', 'config', 'identifiers'],
      promotions: ['access', 'paths', 'config', 'history', 'identifiers'],
      events: ['paths', 'config', 'promotions', 'inventory', 'identifiers'],
      find: [
        'access',
        'paths',
        'history',
        'promotions',
        'identifiers',
        'events',
      ],
      views: [
        'access',
        'contract',
        'paths',
        'config',
        'ownership',
        'history',
        'promotions',
      ],
      fleet: [
        'inventory',
        'paths',
        'config',
        'contract',
        'ownership',
        'access',
        'history',
      ],
      live: ['inventory', 'paths', 'access'],
      // In the process of the search plugin: it reads the API alone.
      search: [],
      router: [
        'access',
        'clusters',
        'paths',
        'details',
        'triage',
        'explain',
        'history',
        'promotions',
        'views',
        'events',
        'find',
        'fleet',
        'schema',
      ],
      schema: [],
    }),
    ...layers(UI, {
      api: [],
      model: ['api', 'translation'],
      hooks: ['api', 'model'],
      components: [
        'api',
        'model',
        'hooks',
        'routes',
        'translation',
        'isFluxDeliveryAvailable',
      ],
      extensions: [
        'api',
        'components',
        'hooks',
        'routes',
        'translation',
        'isFluxDeliveryAvailable',
      ],
    }),
    {
      name: 'the core knows no packages',
      comment:
        'permissions.ts alone needs the types of the permission framework.',
      severity: 'error',
      from: {
        path: `^${COMMON}/`,
        pathNot: [TEST, `^${COMMON}/permissions\\.ts$`],
      },
      to: { pathNot: `^${COMMON}/` },
    },
    {
      name: 'only the cluster client opens connections',
      severity: 'error',
      from: {
        path: '^plugins/[^/]+/src/',
        pathNot: [TEST, `^${NODE}/(?:HttpClusterClient|httpGet)\\.ts$`],
      },
      to: {
        path: '^(?:node:)?(?:https?|http2|net|tls|dgram|undici|node-fetch|cross-fetch)$',
      },
    },
    {
      name: 'the UI knows no cluster client, the backend no UI',
      severity: 'error',
      from: { path: `^${UI}/` },
      to: { path: `^(?:${BACKEND}|${NODE})/` },
    },
    {
      name: 'plugins know neither the portal nor the simulator',
      severity: 'error',
      from: { path: '^plugins/', pathNot: TEST },
      to: { path: '^packages/' },
    },
    {
      name: 'no test data in what is shipped',
      severity: 'error',
      from: { path: '^plugins/[^/]+/src/', pathNot: TEST },
      to: { path: TEST },
    },
    {
      name: 'no circles',
      severity: 'error',
      from: { path: '^(?:plugins|packages)/' },
      to: { circular: true },
    },
    {
      name: 'no orphans',
      severity: 'error',
      from: {
        orphan: true,
        path: '^(?:plugins|packages)/[^/]+/src/',
        pathNot: [
          TEST,
          '\\.d\\.ts$',
          '/index\\.tsx?$',
          '/testUtils\\.ts$',
          '/alpha\\.tsx$',
          '/cli\\.ts$',
        ],
      },
      to: {},
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: {
      path: '^(?:plugins|packages)/[^/]+/(?:dist|dist-types|coverage|migrations)/',
    },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    combinedDependencies: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default'],
    },
  },
};
