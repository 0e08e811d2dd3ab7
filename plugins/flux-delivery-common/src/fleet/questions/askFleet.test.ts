import { anObject } from '../../testUtils/builders';
import { refOf } from '../../kube/KubeObject';
import type { Workload } from '../../kube/workloads';
import {
  aDivergedTarget,
  aFleetPath,
  aFleetTarget,
} from '../__testUtils__/fleetPath';
import type { FleetTarget } from '../FleetPath';
import type { FleetEvidence } from './answered';
import { askFleet } from './askFleet';
import { fluxControllerOf, isFluxController } from './fluxControllers';
import { FLEET_QUESTIONS, type FluxController } from './FleetQuestion';

const controller = (
  name: string,
  state: FluxController['state'] = 'ok',
): FluxController => ({
  ref: {
    cluster: 'prod-eu',
    group: 'apps',
    kind: 'Deployment',
    namespace: 'flux-system',
    name,
  },
  state,
  text: state === 'ok' ? '1 of 1 ready' : '0 of 1 ready',
});
const RUNNING = ['source-controller', 'kustomize-controller'].map(name =>
  controller(name),
);

function anAlert(spec: object) {
  const object = anObject(
    'notification.toolkit.fluxcd.io/v1beta3',
    'Alert',
    'flux-system',
    'on-call',
    { spec },
  );
  return {
    ref: refOf('prod-eu', object),
    object,
    observedAt: '2026-11-21T06:00:00Z',
  };
}

const ALERT = anAlert({
  eventSources: [{ kind: 'Kustomization', name: '*', namespace: 'shop' }],
});
const figures = (meanLagSeconds?: number) => ({
  from: '2026-11-20T00:00:00Z',
  until: '2026-11-21T00:00:00Z',
  succeeded: 4,
  failed: 1,
  complete: true,
  ...(meanLagSeconds !== undefined && { meanLagSeconds }),
});

function ask(changes: Partial<FleetEvidence> = {}) {
  const answers = askFleet({
    paths: [aFleetPath('api')],
    order: ['staging', 'prod'],
    suspensions: [],
    controllers: new Map([['prod-eu', RUNNING]]),
    alerts: [ALERT],
    figures: { day: figures(30), week: figures(30) },
    complete: true,
    ...changes,
  });
  return Object.fromEntries(answers.map(answer => [answer.id, answer]));
}

const on = (...targets: FleetTarget[]) => ({
  paths: [aFleetPath('api', targets)],
});

describe('the questions of a fleet', () => {
  it('are all answered, in their order', () => {
    expect(Object.keys(ask())).toEqual([...FLEET_QUESTIONS]);
  });

  it('are answered well where all is well', () => {
    const { helmReleases, ...others } = ask();
    expect(Object.values(others).filter(({ state }) => state !== 'ok')).toEqual(
      [],
    );
    // There is none: nothing to be well.
    expect(helmReleases).toMatchObject({ state: 'unknown', total: 0 });
  });

  it('are not answered well as long as not everything is known', () => {
    Object.values(ask({ complete: false }))
      .filter(({ id }) => id !== 'lag')
      .forEach(({ state }) => expect(state).toBe('unknown'));
  });

  it('name a source that is in trouble once, with its services', () => {
    const { sources } = ask({
      paths: ['a', 'b'].map(name => aFleetPath(name, [aDivergedTarget()])),
    });
    expect(sources).toMatchObject({
      state: 'diverged',
      answer: '1 source in trouble.',
      findings: [
        {
          object: { kind: 'GitRepository', name: 'apps' },
          entityRefs: ['component:default/a', 'component:default/b'],
        },
      ],
    });
  });

  it('tell what cannot be told of sources', () => {
    const unseen = aFleetTarget({
      state: 'unknown',
      bars: aFleetTarget().bars.map(bar => ({ ...bar, verdict: 'unknown' })),
    });
    expect(ask(on(unseen)).sources).toMatchObject({
      state: 'unknown',
      answer: '0 sources in trouble, and of 1 target it cannot be told.',
    });
  });

  it('ask for the last environment when they ask for production', () => {
    const failed = (environment: string) =>
      aFleetTarget({
        environment,
        cluster: 'prod-us',
        state: 'diverged',
        bars: aFleetTarget().bars.map(bar =>
          bar.segment === 'reconcile' ? { ...bar, verdict: 'diverged' } : bar,
        ),
      });
    expect(
      ask(on(failed('prod'), aFleetTarget())).kustomizations,
    ).toMatchObject({
      question: 'Are all Kustomizations of prod ready?',
      state: 'diverged',
      answer: '1 of 2 did not apply what they were given, or cannot be asked.',
    });
    expect(ask(on(failed('staging'))).kustomizations.state).toBe('unknown');
  });

  it('tell which services differ from themselves', () => {
    expect(
      ask(
        on(
          aFleetTarget(),
          aFleetTarget({ environment: 'staging', version: '1.9.0' }),
        ),
      ).versions,
    ).toMatchObject({
      state: 'ok',
      total: 1,
      findings: [{ text: 'prod 1.8.3, staging 1.9.0' }],
    });
  });

  it.each([
    [30, 30, 'ok'],
    [50, 30, 'inProgress'],
    [undefined, 30, 'unknown'],
    [30, undefined, 'unknown'],
  ] as const)('tell a lag of %s after %s as %s', (day, week, state) => {
    expect(
      ask({ figures: { day: figures(day), week: figures(week) } }).lag.state,
    ).toBe(state);
  });

  it('do not know the lag where the history does not answer', () => {
    expect(ask({ figures: undefined }).lag).toMatchObject({
      state: 'unknown',
      answer: 'The history does not answer, or is not yours to read.',
    });
  });

  it.each<[string, FluxController[] | undefined, string]>([
    ['run', RUNNING, 'ok'],
    ['cannot be read', undefined, 'unknown'],
    ['are not found', [RUNNING[0]], 'unknown'],
    [
      'do not run',
      [...RUNNING, controller('helm-controller', 'diverged')],
      'diverged',
    ],
  ])('tell of controllers that %s', (_, controllers, state) => {
    const { controllers: answer } = ask({
      controllers: new Map([['prod-eu', controllers]]),
    });
    expect(answer.state).toBe(state);
  });

  it('count what is wrong with controllers', () => {
    const { controllers } = ask({
      controllers: new Map([
        ['prod-eu', [controller('source-controller', 'diverged')]],
        ['prod-us', undefined],
      ]),
    });
    expect(controllers.answer).toBe(
      '1 controller not well; 1 controller not found; on 1 cluster they cannot be read.',
    );
  });

  it.each([
    [{ eventSources: [{ kind: 'Kustomization', name: 'api' }] }, 'inProgress'],
    [
      {
        eventSources: [
          { kind: 'Kustomization', name: 'api', namespace: 'shop' },
        ],
      },
      'ok',
    ],
    [
      {
        suspend: true,
        eventSources: [{ kind: 'Kustomization', name: '*', namespace: 'shop' }],
      },
      'inProgress',
    ],
    [{ eventSources: 'no list' }, 'inProgress'],
    [
      {
        eventSources: [
          {
            kind: 'Kustomization',
            name: '*',
            namespace: 'shop',
            matchLabels: { team: 'risk' },
          },
        ],
      },
      'inProgress',
    ],
    [{}, 'inProgress'],
  ])('tell whether the Alert %j would tell', (spec, state) => {
    expect(ask({ alerts: [anAlert(spec)] }).alerts.state).toBe(state);
  });

  it('are not answered well of nothing', () => {
    Object.values(ask({ paths: [], controllers: new Map() }))
      .filter(({ id }) => id !== 'lag')
      .forEach(({ id, state }) => expect([id, state]).toEqual([id, 'unknown']));
  });

  it('do not count a service whose version is not told among those that run one version', () => {
    const { versions } = ask({
      paths: [
        aFleetPath('api'),
        aFleetPath('web', [aFleetTarget({ version: undefined })]),
        aFleetPath('nowhere', []),
      ],
    });
    expect(versions).toMatchObject({
      state: 'unknown',
      answer:
        '1 service run one version in all environments, 0 do not; of 2 it is not told.',
      total: 2,
    });
  });

  it.each([
    ['inProgress', 'inProgress', '1 of 2 are at work; the others applied'],
    ['notObserved', 'unknown', '1 of 2 did not apply'],
  ] as const)(
    'do not say of a Kustomization that is %s that it applied what it was given',
    (verdict, state, answer) => {
      const target = aFleetTarget({
        cluster: 'prod-us',
        bars: aFleetTarget().bars.map(bar =>
          bar.segment === 'reconcile' ? { ...bar, verdict } : bar,
        ),
      });
      const { kustomizations } = ask(on(target, aFleetTarget()));
      expect(kustomizations.state).toBe(state);
      expect(kustomizations.answer).toContain(answer);
    },
  );

  it('do not count a Helm release of which nothing is known as failed', () => {
    const release = (state: FleetTarget['state']) =>
      aFleetTarget({
        state,
        applier: {
          ...aFleetTarget().applier!,
          kind: 'HelmRelease',
          name: state,
        },
      });
    expect(
      ask(on(release('diverged'), release('unknown'), release('ok')))
        .helmReleases,
    ).toMatchObject({
      state: 'diverged',
      answer: '1 of 3, and of 1 it cannot be told.',
    });
    expect(ask(on(release('unknown'))).helmReleases).toMatchObject({
      state: 'unknown',
      answer: '0 of 1, and of 1 it cannot be told.',
    });
  });

  it('count an applier once that several services share, as bad as the worst of its targets', () => {
    const shared = (kind: string, state: FleetTarget['state']) =>
      aFleetTarget({
        state,
        applier: { ...aFleetTarget().applier!, kind },
        bars: aFleetTarget().bars.map(bar => ({ ...bar, verdict: state })),
      });
    const paths = (kind: string) =>
      ['a', 'b', 'c'].map((name, at) =>
        aFleetPath(name, [shared(kind, at === 1 ? 'diverged' : 'ok')]),
      );
    const { kustomizations, alerts } = ask({
      paths: paths('Kustomization'),
      alerts: [],
    });
    expect(kustomizations).toMatchObject({
      state: 'diverged',
      total: 1,
      answer: '1 of 1 did not apply what they were given, or cannot be asked.',
      findings: [{ services: 3, entityRefs: { length: 3 } }],
    });
    expect(alerts).toMatchObject({ total: 1, findings: [{ services: 3 }] });
    expect(ask({ paths: paths('HelmRelease') }).helmReleases).toMatchObject({
      answer: '1 of 1.',
      total: 1,
    });
  });

  it('name fifty services of what thousands hang on, and say how many there are', () => {
    const names = Array.from({ length: 120 }, (_, at) => `s${at}`);
    const { sources } = ask({
      paths: names.map(name => aFleetPath(name, [aDivergedTarget()])),
    });
    expect(sources.findings[0].entityRefs).toHaveLength(50);
    expect(sources.findings[0].services).toBe(120);
  });

  it('do not know that nothing is suspended where a target is out of reach', () => {
    const away = aFleetTarget({
      state: 'unknown',
      bars: aFleetTarget().bars.map(bar => ({ ...bar, verdict: 'unknown' })),
    });
    expect(ask(on(aFleetTarget(), away)).suspended).toMatchObject({
      state: 'unknown',
      answer: 'Nothing that is known.',
    });
  });

  it('do not call a lag steady of which part was not seen', () => {
    const seen = { ...figures(30), complete: false };
    const { lag } = ask({ figures: { day: seen, week: figures(30) } });
    expect(lag.state).toBe('unknown');
    expect(lag.answer).toContain('as far as was seen');
  });

  it('do not know of alerts that cannot be read', () => {
    expect(ask({ alerts: undefined }).alerts.state).toBe('unknown');
  });
});

describe('a controller', () => {
  const deployment = (replicas: number | undefined, readyReplicas?: number) => {
    const object = anObject<Workload>(
      'apps/v1',
      'Deployment',
      'flux-system',
      'helm-controller',
      {
        spec: {
          replicas,
          template: {
            spec: {
              containers: [
                {
                  name: 'manager',
                  image: 'ghcr.io/fluxcd/helm-controller:v1.4.0',
                },
              ],
            },
          },
        },
        status: { readyReplicas },
      },
    );
    return {
      ref: refOf('prod-eu', object),
      object,
      observedAt: '2026-11-21T06:00:00Z',
    };
  };

  it.each([
    [1, 1, 'ok', '1 of 1 ready'],
    [undefined, 1, 'ok', '1 of 1 ready'],
    [2, 1, 'inProgress', '1 of 2 ready'],
    [1, undefined, 'diverged', '0 of 1 ready'],
    [0, undefined, 'suspended', 'scaled to 0'],
  ])('of %s replicas with %s ready is %s', (replicas, ready, state, text) => {
    const observed = deployment(replicas, ready);
    expect(isFluxController(observed)).toBe(true);
    expect(fluxControllerOf(observed)).toMatchObject({
      state,
      text,
      version: 'v1.4.0',
    });
  });
});
