/** A request, with all that it takes to be a good one. */
export interface Route {
  method?: 'get' | 'post' | 'put' | 'del';
  path: string;
  body?: object;
}
type Named = [name: string, route: Route];

const REF = 'component:default/catalog';
const CATALOG = '/entities/component/default/catalog';
const TARGET = `${CATALOG}/targets/staging~kustomization~shop~catalog`;

/** What is told of one entity, to whoever may read it; the id of a delivery is the test's to fill in. */
export const readsOfEntity = (deliveryId = '1'): Named[] =>
  [
    ['path', '/path'],
    ['path at a time', `/path?at=${new Date(Date.now() - 3_600_000).toJSON()}`],
    [
      'object details',
      '/objects/staging/kustomize.toolkit.fluxcd.io/Kustomization/shop/catalog',
    ],
    ['deliveries', '/deliveries'],
    ['one delivery', `/deliveries/${deliveryId}`],
    ['export as JSON', '/deliveries/export?format=json'],
    ['export as CSV', '/deliveries/export?format=csv'],
    ['promotions', '/promotions'],
    ['matrix', '/matrix'],
    ['tags', '/tags'],
    ['ownership', '/ownership'],
    ['contract', '/contract'],
  ]
    .map(([name, path]): Named => [name, { path: `${CATALOG}${path}` }])
    .concat([['owned', { path: `${TARGET}/owned` }]]);

/** For whoever is signed in: what is hidden is left out. */
export const LISTS: Named[] = [
  ['GET /fleet', { path: '/fleet' }],
  ['GET /fleet/suspensions', { path: '/fleet/suspensions' }],
  ['GET /ownership', { path: '/ownership?q=shop/catalog-jobs' }],
  ['GET /ownership/gaps', { path: '/ownership/gaps' }],
  ['GET /find', { path: '/find?q=registry.example.com/shop/catalog' }],
  [
    'POST /summaries',
    { method: 'post', path: '/summaries', body: { entityRefs: [REF] } },
  ],
];
export const QUESTIONS: Route = { path: '/fleet/questions' };
export const EXPLAIN: Route = {
  method: 'post',
  path: '/explain',
  body: { message: 'ImagePullBackOff', entityRef: REF },
};
export const FOR_SERVICES: Named[] = [
  ['GET /fleet/targets', { path: '/fleet/targets' }],
  ['GET /releases', { path: '/releases' }],
];
export const CLUSTERS: Route = { path: '/clusters' };
export const PUT_POINT: Route = {
  method: 'put',
  path: `${TARGET}/divergence-point`,
  body: { segment: 'source' },
};
export const DELETE_POINT: Route = {
  method: 'del',
  path: `${TARGET}/divergence-point`,
};
export const RECORD: Route = {
  method: 'post',
  path: '/promotions',
  body: {
    id: 'release-1',
    entityRef: REF,
    environment: 'staging',
    version: { tag: '1.8.3' },
    occurredAt: '2026-11-21T11:59:00Z',
  },
};
export const CD_EVENT: Route = {
  method: 'post',
  path: '/events/cdevents',
  body: {
    context: {
      version: '0.4.0',
      id: 'event-1',
      source: '/ci',
      type: 'dev.cdevents.service.deployed.0.2.0',
      timestamp: '2026-11-21T11:00:00Z',
    },
    subject: {
      id: REF,
      type: 'service',
      content: {
        environment: { id: 'staging' },
        artifactId: 'pkg:docker/shop/catalog@1.8.3',
      },
    },
  },
};

/** Routes of everything, and those that change something. */
export const ROUTES_OF_ALL: Named[] = [
  ...LISTS,
  ...FOR_SERVICES,
  ['GET /fleet/questions', QUESTIONS],
  ['GET /clusters', CLUSTERS],
  ['POST /explain', EXPLAIN],
  ['PUT …/divergence-point', PUT_POINT],
  ['DELETE …/divergence-point', DELETE_POINT],
  ['POST /promotions', RECORD],
  ['POST /events/cdevents', CD_EVENT],
];

/** Every route that takes a token. The events of clusters are signed instead. */
export const EVERY_ROUTE: Named[] = [...readsOfEntity(), ...ROUTES_OF_ALL];
export const SIGNED = 'post /events/{cluster}';
