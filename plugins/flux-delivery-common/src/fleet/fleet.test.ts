import fc from 'fast-check';
import {
  aDivergedTarget,
  aFleetPath,
  aFleetTarget,
} from './__testUtils__/fleetPath';
import { fleetFacets } from './fleetFacets';
import { type FleetFilter, matchingPart, stateOfPath } from './FleetFilter';
import { comparePositions, positionOf } from './fleetOrder';
import { FLEET_STATES, type FleetTarget } from './FleetPath';
import { fleetRootCauses } from './fleetRootCauses';
import { fleetRowOf } from './fleetRowOf';
import { suspensionRegister } from './suspensionRegister';

const ORDER = ['dev', 'staging', 'prod'];
const staging = (changes: Partial<FleetTarget> = {}) =>
  aFleetTarget({ cluster: 'staging', environment: 'staging', ...changes });

describe('the state of a service', () => {
  it('is the worst of its targets', () => {
    expect(stateOfPath(aFleetPath('a', [staging(), aDivergedTarget()]))).toBe(
      'diverged',
    );
    expect(
      stateOfPath(aFleetPath('a', [staging({ state: 'unknown' }), staging()])),
    ).toBe('unknown');
  });

  it('is unknown where nothing was found', () => {
    const path = aFleetPath('a', []);
    expect(stateOfPath(path)).toBe('unknown');
    expect(fleetRowOf(path, ORDER)).toMatchObject({
      state: 'unknown',
      headline: 'no delivery path was found',
    });
    expect(fleetRowOf({ ...path, failed: true }, ORDER).headline).toMatch(
      /could not be judged/,
    );
  });
});

describe('a row', () => {
  it('says where, of how many, and shows environments in promotion order', () => {
    const row = fleetRowOf(
      aFleetPath('payments-api', [
        aDivergedTarget(),
        aFleetTarget({ cluster: 'prod-us' }),
        staging(),
        aFleetTarget({ environment: 'unassigned', cluster: 'lab' }),
      ]),
      ORDER,
    );
    expect(row).toMatchObject({
      state: 'diverged',
      headline: 'at source on prod-eu, 1 of 4 targets',
      since: '2026-11-21T05:00:00Z',
      version: '1.8.3',
      targets: 4,
    });
    expect(row.environments.map(({ name }) => name)).toEqual([
      'staging',
      'prod',
      'unassigned',
    ]);
    expect(row.environments[1].bars[1]).toEqual({
      segment: 'source',
      verdict: 'diverged',
    });
  });

  it.each([
    ['ok', [aFleetTarget(), staging()], '1.8.3 everywhere'],
    ['ok', [aFleetTarget()], '1.8.3 on prod-eu'],
    [
      'ok',
      [aFleetTarget(), staging({ version: '1.9.0' })],
      'every target has what was released to it',
    ],
    [
      'unknown',
      [aFleetTarget({ state: 'unknown', headline: 'unreachable' })],
      'on prod-eu: unreachable',
    ],
    [
      'inProgress',
      [aFleetTarget({ state: 'inProgress', headline: '2 of 3 updated' })],
      'on prod-eu: 2 of 3 updated',
    ],
  ] as const)('%s: %#', (state, targets, headline) => {
    expect(fleetRowOf(aFleetPath('a', [...targets]), ORDER)).toMatchObject({
      state,
      headline,
    });
  });

  it('does not tell one version where a target tells none', () => {
    const row = fleetRowOf(
      aFleetPath('a', [aFleetTarget(), staging({ version: undefined })]),
      ORDER,
    );
    expect(row).not.toHaveProperty('version');
  });

  it('says where it diverged also where the first divergence is not told', () => {
    const { divergence: _, ...target } = aDivergedTarget();
    expect(fleetRowOf(aFleetPath('a', [target]), ORDER).headline).toBe(
      'at source on prod-eu',
    );
  });

  it('marks a bar as a consequence only where nothing as bad is one by itself', () => {
    const withTraffic = (consequence?: true) =>
      aFleetTarget({
        bars: aFleetTarget().bars.map(bar =>
          bar.segment === 'traffic'
            ? {
                ...bar,
                verdict: 'diverged',
                ...(consequence && { consequence }),
              }
            : bar,
        ),
      });
    const trafficOf = (...targets: FleetTarget[]) =>
      fleetRowOf(aFleetPath('a', targets), ORDER).environments[0].bars[4];
    expect(trafficOf(withTraffic(true)).consequence).toBe(true);
    expect(trafficOf(withTraffic(true), withTraffic()).consequence).toBe(
      undefined,
    );
  });
});

describe('a filter', () => {
  const path = aFleetPath('payments-api', [aDivergedTarget(), staging()], {
    title: 'Payments API',
  });

  it.each<[FleetFilter, number | undefined]>([
    [{}, 2],
    [{ owners: ['group:default/payments', 'group:default/risk'] }, 2],
    [{ owners: ['group:default/risk'] }, undefined],
    [{ systems: ['system:default/shop'] }, 2],
    [{ environments: ['prod'] }, 1],
    [{ environments: ['dev'] }, undefined],
    [{ clusters: ['staging'] }, 1],
    [{ environments: ['prod'], clusters: ['staging'] }, undefined],
    [{ classes: ['source-auth'] }, 2],
    [{ classes: ['source-auth'], segments: ['rollout'] }, undefined],
    [{ classes: ['source-auth'], environments: ['staging'] }, undefined],
    [{ text: ' PAYMENTS a' }, 2],
    [{ text: 'nobody' }, undefined],
  ])('%j leaves %s targets', (filter, targets) => {
    expect(matchingPart(path, filter)?.targets.length).toBe(targets);
  });

  it('decides the state by the targets that it is about', () => {
    expect(
      stateOfPath(matchingPart(path, { environments: ['staging'] })!),
    ).toBe('ok');
  });

  it('is offered what there is', () => {
    expect(fleetFacets([path, aFleetPath('other')])).toMatchObject({
      owners: [{ value: 'group:default/payments', services: 2 }],
      environments: [
        { value: 'prod', services: 2 },
        { value: 'staging', services: 1 },
      ],
      classes: [{ value: 'source-auth', services: 1 }],
    });
  });
});

describe('the order', () => {
  it('is worst first, then later environments, then names', () => {
    const paths = [
      aFleetPath('b'),
      aFleetPath('a'),
      aFleetPath('c', [
        aDivergedTarget({ environment: 'staging', cluster: 'staging' }),
      ]),
      aFleetPath('d', [aDivergedTarget()]),
      aFleetPath('e', [aFleetTarget({ state: 'inProgress' })]),
      aFleetPath('f', [aFleetTarget({ state: 'unknown' })]),
      aFleetPath('g', [aDivergedTarget({ environment: 'unassigned' })]),
    ];
    const sorted = [...paths].sort((a, b) =>
      comparePositions(positionOf(a, ORDER), positionOf(b, ORDER)),
    );
    expect(sorted.map(({ entityRef }) => entityRef.at(-1)).join('')).toBe(
      'dcgfeab',
    );
  });

  it('is one order, whatever the services', () => {
    const target = fc
      .record({
        state: fc.constantFrom(...FLEET_STATES),
        environment: fc.constantFrom(...ORDER, 'unassigned'),
      })
      .map(aFleetTarget);
    const paths = fc.uniqueArray(
      fc
        .tuple(fc.stringMatching(/^[a-z]{1,3}$/), fc.array(target))
        .map(([name, targets]) => aFleetPath(name, targets)),
      { selector: path => path.entityRef },
    );
    fc.assert(
      fc.property(paths, found => {
        const sorted = found
          .map(path => positionOf(path, ORDER))
          .sort(comparePositions);
        sorted.slice(1).forEach((position, at) => {
          expect(comparePositions(sorted[at], position)).toBeLessThan(0);
        });
      }),
    );
  });
});

describe('root causes', () => {
  it('are told once, with all services that hang on them, the most first', () => {
    const crash = aDivergedTarget({
      divergence: {
        segment: 'rollout',
        class: 'crash-loop',
        headline: 'crash loop',
        firstResponder: 'group:default/risk',
        cause: {
          cluster: 'staging',
          group: 'apps',
          kind: 'Deployment',
          namespace: 'risk',
          name: 'scorer',
          class: 'crash-loop',
        },
      },
    });
    const causes = fleetRootCauses([
      aFleetPath('scorer', [crash]),
      aFleetPath('b', [aDivergedTarget({}, '2026-11-21T05:10:00Z')]),
      aFleetPath('a', [aDivergedTarget()], { owner: 'group:default/risk' }),
      aFleetPath('well'),
    ]);
    expect(causes).toMatchObject([
      {
        object: { kind: 'GitRepository', name: 'apps' },
        class: 'source-auth',
        since: '2026-11-21T05:00:00Z',
        firstResponder: 'group:default/platform',
        entityRefs: ['component:default/a', 'component:default/b'],
        owners: 2,
      },
      { class: 'crash-loop', entityRefs: ['component:default/scorer'] },
    ]);
  });

  it('of one object on two clusters are two', () => {
    const on = (cluster: string) => aDivergedTarget({ cluster });
    expect(
      fleetRootCauses([aFleetPath('a', [on('prod-eu'), on('prod-us')])]),
    ).toHaveLength(2);
  });

  it('name no responder where the services disagree', () => {
    const { divergence } = aDivergedTarget();
    const other = aDivergedTarget({
      divergence: { ...divergence!, firstResponder: 'group:default/risk' },
    });
    const [cause] = fleetRootCauses([
      aFleetPath('a', [aDivergedTarget()]),
      aFleetPath('b', [other]),
    ]);
    expect(cause).not.toHaveProperty('firstResponder');
  });
});

describe('the register of suspensions', () => {
  const suspension = {
    object: {
      cluster: 'prod-eu',
      group: 'kustomize.toolkit.fluxcd.io',
      kind: 'Kustomization',
      namespace: 'flux-system',
      name: 'infra',
    },
    segment: 'reconcile' as const,
    since: '2026-11-01T00:00:00Z',
    claimedBy: 'd.khan',
  };
  const options = { now: '2026-11-21T00:00:00Z', forgottenAfterDays: 7 };

  it('has each object once, with all services that it stops', () => {
    const stopped = aFleetTarget({ suspensions: [suspension] });
    const held = aFleetTarget({
      suspensions: [{ ...suspension, withholds: '1.9.0' }],
    });
    expect(
      suspensionRegister(
        [aFleetPath('b', [stopped]), aFleetPath('a', [held, stopped])],
        [suspension],
        options,
      ),
    ).toEqual([
      {
        ...suspension,
        withholds: '1.9.0',
        environments: ['prod'],
        entityRefs: ['component:default/a', 'component:default/b'],
        services: 2,
        forgotten: true,
      },
    ]);
  });

  it('names fifty services of an object that stops more, and says how many there are', () => {
    const names = Array.from({ length: 60 }, (_, at) => `s${at}`);
    const [entry] = suspensionRegister(
      names.map(name =>
        aFleetPath(name, [aFleetTarget({ suspensions: [suspension] })]),
      ),
      [],
      options,
    );
    expect(entry.entityRefs).toHaveLength(50);
    expect(entry.services).toBe(60);
  });

  it.each([
    ['2026-11-14T00:00:00Z', true],
    ['2026-11-14T00:00:01Z', false],
    [undefined, false],
  ])('since %s is forgotten: %s', (since, forgotten) => {
    const [entry] = suspensionRegister([], [{ ...suspension, since }], options);
    expect(entry.forgotten).toBe(forgotten);
  });

  it('tells what any of the services may tell of an object', () => {
    const bare = { object: suspension.object, segment: suspension.segment };
    const stopped = (each: typeof suspension | typeof bare) => [
      aFleetTarget({ suspensions: [each] }),
    ];
    for (const paths of [
      [aFleetPath('a', stopped(bare)), aFleetPath('b', stopped(suspension))],
      [aFleetPath('b', stopped(suspension)), aFleetPath('a', stopped(bare))],
    ]) {
      expect(suspensionRegister(paths, [], options)).toMatchObject([
        {
          ...suspension,
          entityRefs: ['component:default/a', 'component:default/b'],
        },
      ]);
    }
  });
});
