import type { KubeObject } from '../../kube/KubeObject';
import {
  aDeployment,
  aGitRepository,
  aKustomization,
  anEndpointSlice,
  anObject,
  aService,
} from '../../testUtils/builders';
import { CLUSTER, fixtureTarget } from '../../testUtils/fixtureTargets';
import { memoryInventory } from '../../testUtils/memoryInventory';
import { judgeTarget } from '../judgeTarget';

const NOW = '2026-11-21T06:00:10Z';

const pod = (name: string, app: string, version = '1.8.3', deployment = app) =>
  anObject('v1', 'Pod', 'payments', name, {
    metadata: {
      labels: { app, track: 'new' },
      ownerReferences: [
        {
          apiVersion: 'apps/v1',
          kind: 'ReplicaSet',
          name: `${deployment}-1`,
          uid: `${deployment}-1`,
          controller: true,
        },
      ],
    },
    spec: {
      containers: [
        { name: 'app', image: `registry.example.com/api:${version}` },
      ],
    },
    status: {
      phase: 'Running',
      containerStatuses: [{ name: 'app', imageID: 'x@sha256:1' }],
    },
  });

const api = (ports?: object[]) =>
  aDeployment('payments', 'api', {
    spec: {
      replicas: 1,
      selector: { matchLabels: { app: 'api', track: 'new' } },
      template: {
        metadata: { labels: { app: 'api', track: 'new' } },
        spec: {
          containers: [
            {
              name: 'app',
              image: 'registry.example.com/api:1.8.3',
              ports,
            },
          ],
        },
      },
    },
    status: {
      observedGeneration: 1,
      replicas: 1,
      updatedReplicas: 1,
      readyReplicas: 1,
      availableReplicas: 1,
    },
  });

function applier(...owned: string[]) {
  const entries = ['payments_api_apps_Deployment', ...owned].map(id => ({
    id,
    v: 'v1',
  }));
  return aKustomization('flux-system', 'payments', {
    status: {
      lastAppliedRevision: aGitRepository('a', 'a').status!.artifact!.revision,
      lastAttemptedRevision: aGitRepository('a', 'a').status!.artifact!
        .revision,
      observedGeneration: 1,
      conditions: aKustomization('a', 'a').status!.conditions,
      inventory: { entries },
    },
  });
}

/** The traffic of the Deployment `api` behind what is given. */
function trafficOf(
  objects: KubeObject[],
  {
    owned = [],
    deployment = api(),
  }: { owned?: string[]; deployment?: KubeObject } = {},
) {
  const subject = applier(...owned);
  const view = memoryInventory(
    [
      subject,
      aGitRepository('flux-system', 'apps'),
      deployment,
      pod('api-1-x', 'api'),
      ...objects,
    ].map(object => ({ cluster: CLUSTER, object })),
  );
  const { segments, notes } = judgeTarget(fixtureTarget(subject, view), {
    view,
    now: NOW,
    pinned: false,
  });
  const { verdict, headline, class: failure, summary } = segments[4];
  return {
    words: [verdict, headline, failure].filter(Boolean).join(' | '),
    summary,
    notes: notes.map(note => note.class),
  };
}

const slice = (...pods: { name: string; ready?: boolean }[]) =>
  anEndpointSlice(
    'payments',
    'api',
    pods.length ? pods : [{ name: 'api-1-x' }],
  );

describe('ports', () => {
  const service = (targetPort: number | string) =>
    aService('payments', 'api', {
      spec: { selector: { app: 'api' }, ports: [{ port: 80, targetPort }] },
    });
  const unresolved = { ...slice(), ports: null } as unknown as KubeObject;
  const declaring = api([{ name: 'http', containerPort: 8080 }]);

  it.each([
    ['a name that a container has', service('http'), slice(), 'ok'],
    [
      'a name that no container has',
      service('web'),
      unresolved,
      'diverged | port 80 leads to no container port | no-ready-endpoints',
    ],
    ['a declared number', service(8080), slice(), 'ok'],
    [
      'a number that no container declares, where they declare others',
      service(9999),
      slice(),
      'diverged | port 80 leads to no container port | no-ready-endpoints',
    ],
  ])('%s', (_, target, endpoints, expected) => {
    expect(
      trafficOf([target, endpoints], { deployment: declaring }).words,
    ).toContain(expected);
  });

  it('prove nothing by a number where containers declare none', () => {
    expect(trafficOf([service(9999), slice()]).words).toContain('ok');
  });
});

describe('routes that an applier delivers', () => {
  const service = aService('payments', 'api', {
    spec: { selector: { app: 'api' }, ports: [{ name: 'http', port: 80 }] },
  });
  const ingress = (name: string, port: object) =>
    anObject('networking.k8s.io/v1', 'Ingress', 'payments', 'api', {
      spec: {
        rules: [
          {
            host: 'api.example.com',
            http: {
              paths: [{ path: '/', backend: { service: { name, port } } }],
            },
          },
        ],
      },
    });
  const route = (backendRefs: object[], more: object = {}) =>
    anObject('gateway.networking.k8s.io/v1', 'HTTPRoute', 'payments', 'api', {
      spec: { rules: [{ backendRefs }], ...more },
    });
  const INGRESS = 'payments_api_networking.k8s.io_Ingress';
  const ROUTE = 'payments_api_gateway.networking.k8s.io_HTTPRoute';
  const LOST = 'route-not-accepted';

  it.each<[string, KubeObject, string]>([
    ['an Ingress to its Service', ingress('api', { number: 80 }), 'ok'],
    ['by the name of the port', ingress('api', { name: 'http' }), 'ok'],
    [
      'an Ingress to no Service',
      ingress('apy', { number: 80 }),
      `diverged | Ingress leads nowhere: no Service apy | ${LOST}`,
    ],
    [
      'an Ingress to no port',
      ingress('api', { number: 81 }),
      `diverged | Ingress leads nowhere: Service api has no port 81 | ${LOST}`,
    ],
    [
      'an Ingress to what the AWS load balancer controller reads from an annotation',
      ingress('ssl-redirect', { name: 'use-annotation' }),
      'ok',
    ],
    [
      'an HTTPRoute into another namespace: only the gateway’s word counts',
      route([{ name: 'ledger', namespace: 'tenant-b', port: 81 }]),
      'ok',
    ],
    [
      'an HTTPRoute to no Service',
      route([{ name: 'gone', port: 80 }]),
      `diverged | HTTPRoute leads nowhere: no Service gone | ${LOST}`,
    ],
    [
      'an HTTPRoute that no gateway took up',
      route([{ name: 'api', port: 80 }], { parentRefs: [{ name: 'public' }] }),
      'unknown | no gateway took up the route',
    ],
  ])('%s', (_, one, expected) => {
    expect(
      trafficOf([service, slice(), one], { owned: [INGRESS, ROUTE] }).words,
    ).toContain(expected);
  });

  it('count where the target has no Service at all', () => {
    expect(
      trafficOf([route([{ name: 'api', port: 80 }])], { owned: [ROUTE] }).words,
    ).toContain('HTTPRoute leads nowhere: no Service api');
  });

  const others = aService('payments', 'other', {
    spec: { selector: { app: 'other' }, ports: [{ port: 80 }] },
  });

  it('with weight 0 send all traffic past the target', () => {
    const told = trafficOf([
      service,
      others,
      slice(),
      route([
        { name: 'api', port: 80, weight: 0 },
        { name: 'other', port: 80, weight: 100 },
      ]),
    ]);

    expect(told.words).toBe(
      'diverged | weight 0: all traffic to Service other | canary-weight',
    );
  });

  it('with some weight are a note', () => {
    const told = trafficOf([
      service,
      others,
      slice(),
      route([
        { name: 'api', port: 80, weight: 20 },
        { name: 'other', port: 80, weight: 80 },
      ]),
    ]);

    expect(told.words).toContain('ok');
    expect(told.notes).toContain('canary-weight');
  });
});

describe('a Service that selects more than the target', () => {
  const service = aService('payments', 'api', {
    spec: { selector: { app: 'api' }, ports: [{ port: 80 }] },
  });
  const leftOver = (version: string) => [
    aDeployment('payments', 'api-old', {
      spec: {
        selector: { matchLabels: { app: 'api', track: 'old' } },
        template: {
          metadata: { labels: { app: 'api', track: 'old' } },
          spec: {
            containers: [
              { name: 'app', image: `registry.example.com/api:${version}` },
            ],
          },
        },
      },
    }),
    {
      ...pod('old-1-x', 'api', version, 'api-old'),
      metadata: {
        ...pod('old-1-x', 'api', version, 'api-old').metadata,
        labels: { app: 'api', track: 'old' },
      },
    },
  ];
  const both = slice({ name: 'api-1-x' }, { name: 'old-1-x' });

  it('serves the old version as well', () => {
    const told = trafficOf([service, both, ...leftOver('1.7.0')]);

    expect(told.words).toBe(
      'diverged | 50 % on 1.8.3, rest on 1.7.0 | old-version-serving',
    );
    expect(told.summary).toContain('Deployment/payments/api-old');
  });

  it('is fine where they run the same', () => {
    expect(
      trafficOf([service, both, ...leftOver('1.8.3')]).words,
    ).not.toContain('diverged');
  });
});

describe('a Service that its applier lists', () => {
  it('and that is gone is told', () => {
    expect(trafficOf([], { owned: ['payments_api__Service'] }).words).toBe(
      'diverged | Service api was deleted | no-ready-endpoints',
    );
    expect(trafficOf([]).words).toBe('notObserved | no Service leads here');
  });
});

describe('a Service that publishes addresses that are not ready', () => {
  const service = aService('payments', 'api', {
    spec: {
      selector: { app: 'api' },
      publishNotReadyAddresses: true,
      ports: [{ port: 80 }],
    },
  });

  it('has no ready endpoint where none serves', () => {
    const unready = slice() as KubeObject & { endpoints: object[] };
    const published = {
      ...unready,
      endpoints: unready.endpoints.map(endpoint => ({
        ...endpoint,
        conditions: { ready: true, serving: false },
      })),
    };

    expect(trafficOf([service, published]).words).toBe(
      'diverged | no ready endpoint | no-ready-endpoints',
    );
    expect(trafficOf([service, slice()]).words).toContain('ok');
  });
});
