import type { KubeObject } from '../../kube/KubeObject';
import { anObject, aService } from '../../testUtils/builders';
import { slice, trafficOf } from '../../testUtils/trafficOf';

const SERVICE = aService('payments', 'api', {
  spec: { selector: { app: 'api' }, ports: [{ port: 80 }] },
});

const told = (one: KubeObject) => trafficOf([SERVICE, slice(), one]);

describe('a route that is shared with others', () => {
  const to = (name: string, namespace?: string) => ({
    backendRefs: [{ name, namespace, port: 80 }],
  });
  const ingress = anObject(
    'networking.k8s.io/v1',
    'Ingress',
    'payments',
    'shared',
    {
      spec: {
        rules: [
          {
            http: {
              paths: ['api', 'reports'].map(name => ({
                backend: { service: { name, port: { number: 80 } } },
              })),
            },
          },
        ],
      },
    },
  );
  const shared = (
    namespace: string,
    rules: object[],
    [type, reason]: [string, string] = ['Accepted', ''],
  ) =>
    anObject('gateway.networking.k8s.io/v1', 'HTTPRoute', namespace, 'shared', {
      metadata: { generation: 1 },
      spec: { rules },
      status: {
        parents: [
          {
            parentRef: { name: 'public' },
            conditions: [
              {
                type,
                status: reason ? 'False' : 'True',
                reason,
                message: 'Service team-b/secret-svc not found',
                observedGeneration: 1,
                lastTransitionTime: '2026-11-21T05:30:00Z',
              },
            ],
          },
        ],
      },
    });
  const POOL = {
    group: 'inference.networking.k8s.io',
    kind: 'InferencePool',
    name: 'pool',
  };
  const SECOND = to('secret-svc', 'team-b');
  const NOT_FOUND: [string, string] = ['ResolvedRefs', 'BackendNotFound'];
  const NOT_PERMITTED: [string, string] = ['ResolvedRefs', 'RefNotPermitted'];

  it.each<[string, KubeObject]>([
    ['of an Ingress', ingress],
    ['of an HTTPRoute', shared('payments', [to('api'), to('reports')])],
    [
      'that its gateway does not find',
      shared('payments', [to('api'), SECOND], NOT_FOUND),
    ],
    [
      'that is not permitted',
      shared('payments', [to('api'), SECOND], NOT_PERMITTED),
    ],
    [
      'of another namespace',
      shared('edge', [to('api', 'payments'), SECOND], NOT_FOUND),
    ],
  ])('does not count for a rule to somebody else %s', (_, one) => {
    expect(told(one).words).toBe('ok | 100 % on 1.8.3');
  });

  it.each<[string, object[], string]>([
    [
      'ours',
      [{ backendRefs: [...to('api').backendRefs, POOL] }, to('reports')],
      'diverged | route leads nowhere | route-not-accepted',
    ],
    [
      'somebody else’s',
      [to('api'), { backendRefs: [POOL] }],
      'ok | 100 % on 1.8.3',
    ],
  ])('may mean what is no Service in a rule of %s', (_, rules, expected) => {
    const reports = aService('payments', 'reports', {
      spec: { selector: { app: 'reports' }, ports: [{ port: 80 }] },
    });

    expect(
      trafficOf([
        SERVICE,
        slice(),
        reports,
        shared('payments', rules, NOT_FOUND),
      ]).words,
    ).toBe(expected);
  });

  it('says what lacks where a gateway may not read what it leads to', () => {
    const { traffic } = told(
      shared('edge', [to('api', 'payments')], NOT_PERMITTED),
    );

    expect(traffic).toMatchObject({
      verdict: 'diverged',
      headline: 'route may not lead to its backend',
      reason: 'RefNotPermitted',
      summary:
        'HTTPRoute/edge/shared at gateway public: it may not lead to another namespace. A ReferenceGrant there has to allow HTTPRoutes of edge.',
    });
  });

  it('counts wholly for who delivers it', () => {
    const owned = ['payments_shared_networking.k8s.io_Ingress'];

    expect(trafficOf([SERVICE, slice(), ingress], { owned }).words).toBe(
      'diverged | Ingress leads nowhere: no Service reports | route-not-accepted',
    );
  });

  it('is not known where either rule may be meant', () => {
    const both = shared('edge', [to('api', 'payments'), SECOND], NOT_PERMITTED);

    expect(told(both).words).toBe(
      'unknown | a rule of the route leads nowhere',
    );
  });

  it.each<[string, KubeObject]>([
    ['unknown', shared('edge', [to('api', 'payments'), SECOND], NOT_PERMITTED)],
    ['diverged', shared('edge', [to('api', 'payments')], NOT_FOUND)],
    ['diverged', shared('edge', [to('api', 'payments')], ['Accepted', 'No'])],
  ])('of another namespace tells none of its words: %s', (verdict, one) => {
    const { traffic } = told(one);

    expect(traffic.verdict).toBe(verdict);
    expect(JSON.stringify(traffic)).not.toContain('secret-svc');
  });
});
