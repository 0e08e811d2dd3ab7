import type { KubeObject } from '../../kube/KubeObject';
import { anObject, aService } from '../../testUtils/builders';
import { slice, trafficOf } from '../../testUtils/trafficOf';

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
  const idOf = ({ apiVersion, kind }: KubeObject) =>
    `payments_api_${apiVersion.split('/')[0]}_${kind}`;
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
      trafficOf([service, slice(), one], { owned: [idOf(one)] }).words,
    ).toContain(expected);
  });

  it('count where the target has no Service at all', () => {
    const one = route([{ name: 'api', port: 80 }]);
    expect(trafficOf([one], { owned: [idOf(one)] }).words).toContain(
      'HTTPRoute leads nowhere: no Service api',
    );
  });
});

describe.each(['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute'])(
  'a %s',
  kind => {
    const service = aService('payments', 'api', {
      spec: { selector: { app: 'api' }, ports: [{ port: 80 }] },
    });
    const owned = [`payments_api_gateway.networking.k8s.io_${kind}`];
    const route = (backendRefs: object[], status?: object) =>
      anObject('gateway.networking.k8s.io/v1', kind, 'payments', 'api', {
        spec: { parentRefs: [{ name: 'edge' }], rules: [{ backendRefs }] },
        status,
      });
    const answer = (type: string, status: string, reason: string) => ({
      parents: [
        { parentRef: { name: 'edge' }, conditions: [{ type, status, reason }] },
      ],
    });
    const accepted = answer('Accepted', 'True', 'Accepted');
    const api = { name: 'api', port: 80 };

    it.each<[string, KubeObject, string]>([
      ['accepted', route([api], accepted), 'ok | 100 % on 1.8.3'],
      [
        'refused',
        route([api], answer('Accepted', 'False', 'NotAllowedByListeners')),
        'diverged | route not accepted | route-not-accepted',
      ],
      [
        'to no Service',
        route([{ name: 'gone', port: 80 }], accepted),
        `diverged | ${kind} leads nowhere: no Service gone | route-not-accepted`,
      ],
      [
        'that gives everything to another',
        route(
          [
            { ...api, weight: 0 },
            { name: 'blue', weight: 1 },
          ],
          accepted,
        ),
        'notObserved | standby: weight 0',
      ],
    ])('%s', (_, one, expected) => {
      const blue = aService('payments', 'blue', {
        spec: { selector: { app: 'blue' }, ports: [{ port: 80 }] },
      });
      expect(trafficOf([service, slice(), blue, one], { owned }).words).toBe(
        expected,
      );
    });

    it('that somebody deleted is told', () => {
      expect(trafficOf([service, slice()], { owned }).words).toBe(
        `diverged | ${kind} api was deleted | route-not-accepted`,
      );
    });

    it('that may not be read is not known', () => {
      const { words } = trafficOf([service, slice()], {
        owned,
        freshness: (_cluster, _group, asked) =>
          asked === kind ? { state: 'forbidden' } : undefined,
      });
      expect(words).toBe('unknown | not allowed to look');
    });
  },
);

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
