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
