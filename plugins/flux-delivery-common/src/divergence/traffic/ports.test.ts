import type { KubeObject } from '../../kube/KubeObject';
import { anEndpointSlice, anObject, aService } from '../../testUtils/builders';
import {
  api,
  LATER,
  pod,
  slice,
  trafficOf,
  writtenBy,
} from '../../testUtils/trafficOf';

interface Port {
  name?: string;
  port: number;
  targetPort?: number | string;
}

const service = (ports: Port[], name = 'api', metadata: object = {}) =>
  aService('payments', name, {
    metadata,
    spec: { selector: { app: 'api' }, ports },
  });

/** The slice as the endpoints controller writes it: with the ports that pods resolve. */
const resolving = (...names: string[]) =>
  ({
    ...slice(),
    ports: names.length > 0 ? names.map(name => ({ name, port: 8080 })) : null,
  } as unknown as KubeObject);

const sliceOf = (name: string) =>
  anEndpointSlice('payments', name, [{ name: 'api-1-x' }]);

/** As its template makes it. */
const podOf = (workload: KubeObject, running: KubeObject) => ({
  ...running,
  spec: (workload.spec as { template: { spec: object } }).template.spec,
});

const HTTP = { name: 'http', containerPort: 8080 };
const METRICS = { name: 'metrics', containerPort: 9090 };
const NOWHERE =
  /^diverged \| port \d+ leads to no container port \| no-ready-endpoints$/;

const noteClasses = ({ notes }: ReturnType<typeof trafficOf>) =>
  notes.map(({ class: name }) => name);

describe('a port by name', () => {
  const web = { name: 'web', port: 80, targetPort: 'web' };
  const metrics = { name: 'metrics', port: 9090, targetPort: 'metrics' };
  const grpc = { name: 'grpc', port: 81, targetPort: 'grpc' };

  it('that a container has is fine', () => {
    const told = trafficOf([service([web]), resolving('web')]);

    expect(told.words).toContain('ok');
    expect(noteClasses(told)).not.toContain('port-leads-nowhere');
  });

  it('that no container has is a divergence where it is the only one', () => {
    expect(trafficOf([service([web]), resolving()]).words).toMatch(NOWHERE);
  });

  it('is a note where another one works', () => {
    const told = trafficOf([service([web, grpc]), resolving('web')]);

    expect(told.words).toBe('ok | 100 % on 1.8.3');
    expect(told.notes).toContainEqual({
      class: 'port-leads-nowhere',
      summary:
        'Service/payments/api sends port grpc to grpc: no container has a port named grpc.',
    });
  });

  it('is a divergence where only a port on the side works', () => {
    expect(
      trafficOf([service([web, metrics]), resolving('metrics')]).words,
    ).toMatch(NOWHERE);
  });

  it('is a note where it is a port on the side, though no other has a name', () => {
    const told = trafficOf([
      service([{ name: 'http', port: 80, targetPort: 8080 }, metrics]),
      resolving('http'),
    ]);

    expect(told.words).toContain('ok');
    expect(noteClasses(told)).toContain('port-leads-nowhere');
  });

  it('is a note where a Service of its own is there for the metrics', () => {
    const told = trafficOf([
      service([web]),
      service([metrics], 'api-metrics'),
      resolving('web'),
      { ...sliceOf('api-metrics'), ports: null } as unknown as KubeObject,
    ]);

    expect(told.words).toContain('ok');
    expect(noteClasses(told)).toContain('port-leads-nowhere');
  });

  it('is a divergence where the target has no other than ports on the side', () => {
    expect(trafficOf([service([metrics]), resolving()]).words).toMatch(NOWHERE);
  });

  it.each([
    ['a route leads to it', { port: 81, weight: 1 }, NOWHERE],
    ['a route leads elsewhere', { port: 80, weight: 1 }, /^ok/],
  ])('beside one that works counts by whether %s', (_, to, expected) => {
    const route = anObject(
      'gateway.networking.k8s.io/v1',
      'HTTPRoute',
      'payments',
      'api',
      { spec: { rules: [{ backendRefs: [{ name: 'api', ...to }] }] } },
    );

    expect(
      trafficOf([service([web, grpc]), resolving('web'), route]).words,
    ).toMatch(expected);
  });

  it('counts only once the slices have had time to follow', () => {
    const changed = service(
      [web],
      'api',
      writtenBy('kustomize-controller', '2026-11-21T06:00:45Z'),
    );
    const told = (now: string) =>
      trafficOf([changed, resolving()], { now }).traffic;

    expect(told(LATER)).toMatchObject({
      verdict: 'inProgress',
      expectedBy: '2026-11-21T06:01:15Z',
    });
    expect(told('2026-11-21T06:02:00Z')).toMatchObject({
      verdict: 'diverged',
      since: '2026-11-21T06:00:45Z',
    });
  });
});

describe('a port by number', () => {
  const to = (targetPort: number, name = 'api') =>
    service([{ port: 80, targetPort }], name);
  const sidecar = { name: 'proxy', image: 'proxy:1' };
  const running = pod('api-1-x', 'api');
  const injected = (more: object) => [
    {
      ...running,
      spec: {
        containers: [
          ...(running.spec as { containers: object[] }).containers,
          { ...sidecar, ...more },
        ],
      },
    },
  ];
  const told = (objects: KubeObject[], workload: KubeObject) =>
    trafficOf([...objects, slice(), sliceOf('api-public')], {
      workload,
      pods: [podOf(workload, running)],
    }).words;
  const withSidecar = (ports?: object[]) => {
    const deployment = api([HTTP]);
    deployment.spec!.template!.spec!.containers!.push({
      ...sidecar,
      ports,
    } as never);
    return deployment;
  };

  it.each<[string, KubeObject[], KubeObject]>([
    ['that a container declares', [to(8080)], api([HTTP])],
    ['where nothing is declared', [to(9999)], api()],
    ['where only metrics are declared', [to(9999)], api([METRICS])],
    ['where one of the containers declares nothing', [to(9999)], withSidecar()],
    [
      'that a probe of a ready pod asks',
      [to(9999)],
      api([HTTP], { readinessProbe: { httpGet: { port: 9999 } } }),
    ],
    [
      'where what is declared is reached by another Service',
      [to(9999), to(8080, 'api-public')],
      api([HTTP]),
    ],
    [
      'beside one that is declared',
      [
        service([
          { name: 'a', port: 80, targetPort: 8080 },
          { name: 'b', port: 81, targetPort: 9999 },
        ]),
      ],
      api([HTTP]),
    ],
  ])('%s is fine', (_, services, workload) => {
    expect(told(services, workload)).toMatch(/^ok/);
  });

  const withInit = (container: object) => {
    const deployment = api([HTTP]);
    deployment.spec!.template!.spec!.initContainers = [
      { name: 'init', image: 'init:1', ...container },
    ];
    return deployment;
  };

  it.each<[string, KubeObject[], KubeObject]>([
    [
      'that a webhook put a container for into the ready pods',
      injected({ ports: [{ containerPort: 9999 }] }),
      api([HTTP]),
    ],
    ['where an injected container declares none', injected({}), api([HTTP])],
    [
      'where a native sidecar declares none',
      [running],
      withInit({ restartPolicy: 'Always' }),
    ],
    [
      'that a probe of a native sidecar asks',
      [running],
      withInit({
        restartPolicy: 'Always',
        ports: [METRICS],
        startupProbe: { tcpSocket: { port: 9999 } },
      }),
    ],
    [
      'that a startup probe asks',
      [running],
      api([HTTP], { startupProbe: { httpGet: { port: 9999 } } }),
    ],
    ['where no pod was seen ready', [{ ...running, status: {} }], api([HTTP])],
  ])('%s is no divergence', (_, seen, workload) => {
    expect(
      trafficOf([to(9999), slice()], { workload, pods: seen }).words,
    ).not.toMatch(NOWHERE);
  });

  it('that no container declares is a divergence beside an init container that ends', () => {
    expect(
      trafficOf([to(9999), slice()], { workload: withInit({}) }).words,
    ).toMatch(NOWHERE);
  });

  it.each<[string, KubeObject]>([
    ['the one container declares another', api([HTTP])],
    ['it declares metrics as well', api([HTTP, METRICS])],
    ['its sidecar declares one too', withSidecar([METRICS])],
    [
      'a probe asks the declared one',
      api([HTTP], { readinessProbe: { tcpSocket: { port: 'http' } } }),
    ],
  ])('that no container declares is a divergence where %s', (_, workload) => {
    expect(told([to(9999)], workload)).toMatch(NOWHERE);
  });
});
