import type { KubeObject } from '../../kube/KubeObject';
import { anObject, aService } from '../../testUtils/builders';
import { slice, trafficOf, writtenBy } from '../../testUtils/trafficOf';

const SERVICE = aService('payments', 'api', {
  spec: { selector: { app: 'api' }, ports: [{ port: 80 }] },
});
const WRITTEN = '2026-11-21T05:58:30Z';

interface Answer {
  type?: string;
  status?: string;
  generation?: number;
  gateway?: string;
  controller?: string;
}

/** An HTTPRoute of generation 2 to `payments/api`, and what its gateways say of it. */
function route(answers: Answer[], parentRefs?: object[]): KubeObject {
  return anObject(
    'gateway.networking.k8s.io/v1',
    'HTTPRoute',
    'payments',
    'api',
    {
      metadata: {
        generation: 2,
        ...writtenBy('kustomize-controller', WRITTEN),
      },
      spec: {
        parentRefs,
        rules: [{ backendRefs: [{ name: 'api', port: 80 }] }],
      },
      status: {
        parents: answers.map(
          ({
            type = 'Accepted',
            status = 'True',
            generation = 2,
            gateway = 'public',
            controller = 'example.com/gateway',
          }) => ({
            parentRef: { name: gateway },
            controllerName: controller,
            conditions: [
              {
                type,
                status,
                reason: 'NotAllowedByListeners',
                message: 'no listener',
                observedGeneration: generation,
                lastTransitionTime: '2026-11-21T05:30:00Z',
              },
            ],
          }),
        ),
      },
    },
  );
}

const told = (one: KubeObject, now?: string) =>
  trafficOf([SERVICE, slice(), one], { now });
const WITHIN = '2026-11-21T06:00:20Z';

describe('what gateways say of a route', () => {
  it.each<[string, Answer[], string]>([
    ['accepted', [{}], 'ok | 100 % on 1.8.3'],
    [
      'refused',
      [{ status: 'False' }],
      'diverged | route not accepted | route-not-accepted',
    ],
    [
      'its backends are not found',
      [{ status: 'False', type: 'ResolvedRefs' }],
      'diverged | route leads nowhere | route-not-accepted',
    ],
    [
      'accepted before it was changed',
      [{ generation: 1 }],
      'diverged | changed route not taken up | route-not-accepted',
    ],
    [
      'refused before it was changed',
      [{ status: 'False', generation: 1 }],
      'diverged | changed route not taken up | route-not-accepted',
    ],
    [
      'accepted by one gateway, and by another only before it was changed',
      [{}, { gateway: 'internal', generation: 1 }],
      'diverged | changed route not taken up | route-not-accepted',
    ],
    [
      'nothing of generations',
      [{ generation: undefined }],
      'ok | 100 % on 1.8.3',
    ],
  ])('%s', (_, answers, expected) => {
    expect(told(route(answers)).words).toBe(expected);
  });

  it('may come two minutes after a change', () => {
    const old = route([{ generation: 1 }]);

    expect(told(old, WITHIN).traffic).toMatchObject({
      verdict: 'inProgress',
      headline: 'changed route not taken up yet',
      expectedBy: '2026-11-21T06:00:30Z',
    });
    expect(told(old).traffic).toMatchObject({
      verdict: 'diverged',
      since: WRITTEN,
      summary:
        'HTTPRoute/payments/api was changed, and no controller has taken up generation 2: public goes by generation 1.',
    });
  });

  it.each<[string, Answer[], object[]]>([
    [
      'a gateway that the route does not name any more',
      [{}, { gateway: 'former', status: 'False' }],
      [{ name: 'public' }],
    ],
    [
      'a controller that had the gateway before',
      [
        { generation: 1, controller: 'example.com/former', status: 'False' },
        {},
      ],
      [{ name: 'public', sectionName: 'http' }],
    ],
  ])('does not count where it is left over from %s', (_, answers, parents) => {
    expect(told(route(answers, parents)).words).toBe('ok | 100 % on 1.8.3');
  });

  it('is not known where only gateways spoke that it does not name', () => {
    const moved = route(
      [{ status: 'False' }],
      [{ name: 'public', namespace: 'edge' }],
    );

    expect(told(moved).words).toBe('unknown | no gateway took up the route');
    expect(told(moved, '2026-11-21T05:59:00Z').words).toBe(
      'inProgress | route not taken up yet',
    );
  });

  it('is not known where one of its gateways never answered', () => {
    const half = route([{}], [{ name: 'public' }, { name: 'internal' }]);

    expect(told(half).traffic).toMatchObject({
      verdict: 'unknown',
      headline: 'gateway internal did not take up the route',
      summary:
        'HTTPRoute/payments/api names internal, which does not say whether it accepts it.',
    });
    expect(told(half, '2026-11-21T05:59:00Z').words).toBe(
      'inProgress | route not taken up yet',
    );
    expect(
      told(
        route(
          [{ status: 'False' }],
          [{ name: 'internal' }, { name: 'public' }],
        ),
      ).words,
    ).toBe('diverged | route not accepted | route-not-accepted');
  });

  it('may be one for several listeners of a gateway', () => {
    const listeners = ['http', 'https'].map(sectionName => ({
      name: 'public',
      sectionName,
    }));

    expect(told(route([{}], listeners)).words).toBe('ok | 100 % on 1.8.3');
  });

  it('is since the gateway said so', () => {
    expect(told(route([{ status: 'False' }])).traffic.since).toBe(
      '2026-11-21T05:30:00Z',
    );
  });
});

describe('a route to what is not there', () => {
  const to = (backend: object, time: string) =>
    anObject('gateway.networking.k8s.io/v1', 'HTTPRoute', 'payments', 'api', {
      metadata: writtenBy('kustomize-controller', time),
      spec: { rules: [{ backendRefs: [{ name: 'api', port: 80 }, backend] }] },
    });

  it('may be seen before what it leads to', () => {
    expect(
      told(to({ name: 'gone', port: 80 }, '2026-11-21T06:00:50Z')).traffic,
    ).toMatchObject({
      verdict: 'inProgress',
      expectedBy: '2026-11-21T06:01:20Z',
    });
  });

  it('tells since when a port is missing, and not since when a Service is', () => {
    const service = {
      ...SERVICE,
      metadata: {
        ...SERVICE.metadata,
        ...writtenBy('kustomize-controller', '2026-11-21T05:59:00Z'),
      },
    };
    const of = (backend: object) =>
      trafficOf([service, slice(), to(backend, WRITTEN)]).traffic;

    expect(of({ name: 'api', port: 81 })).toMatchObject({
      verdict: 'diverged',
      since: '2026-11-21T05:59:00Z',
    });
    expect(of({ name: 'gone', port: 80 })).toMatchObject({
      verdict: 'diverged',
    });
    expect(of({ name: 'gone', port: 80 }).since).toBeUndefined();
  });
});
