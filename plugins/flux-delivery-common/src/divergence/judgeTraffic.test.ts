import type { PodSample } from '../kube/workloads';
import type { ResolvedService } from '../paths/DeliveryPath';
import type { KindState } from '../paths/InventoryView';
import { aDeployment } from '../testUtils/builders';
import type { Verdict } from './SegmentVerdict';
import {
  DIGEST,
  aPod,
  readyPod,
  sample,
  service,
  judge,
  inWords,
  endpoints,
  none,
} from '../testUtils/judgedTraffic';

describe('traffic', () => {
  it('is ok where every ready endpoint leads to a pod of the newest template', () => {
    const judgement = judge([service(endpoints('a', 'b'))], {
      pods: sample(aPod('a', 'new'), aPod('b', 'new')),
    });

    expect(judgement).toMatchObject({
      verdict: 'ok',
      headline: '100 % on 1.8.3',
      detail: '2 endpoints, by digest',
    });
    expect(judgement.evidence.map(({ value }) => value)).toContain(DIGEST);
  });

  it.each<[string, Verdict]>([
    ['inProgress | 50 % on 1.8.3', 'inProgress'],
    ['diverged | 50 % on 1.8.3 | old-version-serving', 'diverged'],
    ['suspended | 50 % on 1.8.3', 'suspended'],
    ['inProgress | 50 % on 1.8.3', 'ok'],
  ])(
    'half on the old version: %s where the rollout is %s',
    (expected, rollout) => {
      const pods = sample(aPod('a', 'new'), aPod('b', 'old'));

      expect(inWords([service(endpoints('a', 'b'))], { pods, rollout })).toBe(
        expected,
      );
      expect(
        judge([service(endpoints('a', 'b'))], { pods, rollout }).detail,
      ).toBe('rest on 1.8.2');
    },
  );

  it('says what still serves where nothing new does', () => {
    expect(
      inWords([service(endpoints('b'))], {
        pods: sample(aPod('b', 'old')),
        rollout: 'diverged',
      }),
    ).toBe('diverged | 100 % still on 1.8.2 | old-version-serving');
  });

  it('is unknown where no pod was seen, however many endpoints are ready', () => {
    expect(inWords([service(endpoints('a', 'b'))])).toBe(
      'unknown | 2 ready, version not proven',
    );
    expect(
      inWords([service(endpoints('a', 'b'))], {
        pods: sample(aPod('a', 'new')),
      }),
    ).toBe('unknown | 2 ready, version not proven');
  });

  it('is on its way while a rollout makes pods that are not listed yet', () => {
    const services = [service(endpoints('a', 'b'))];
    const pods = sample(aPod('a', 'new'));

    expect(inWords(services, { pods, rollout: 'inProgress' })).toBe(
      'inProgress | 2 ready, some just changed',
    );
    const failed = { ...pods, error: 'forbidden' };
    expect(
      judge(services, { pods: failed, rollout: 'inProgress' }).verdict,
    ).toBe('unknown');
    expect(judge(services, { rollout: 'inProgress' }).verdict).toBe('unknown');
  });

  it('is on its way for the moment until the pods of changed endpoints are listed', () => {
    const verdictWith = (changedAt: string, listedAt: string) => {
      const changed = service(endpoints('a', 'b'));
      const slices = changed.slices.map(slice => ({
        ...slice,
        observedAt: changedAt,
      }));
      const pods = { ...sample(aPod('a', 'new')), observedAt: listedAt };
      return judge([{ ...changed, slices }], { pods }).verdict;
    };

    expect(verdictWith('2026-11-21T05:59:58Z', '2026-11-21T05:59:50Z')).toBe(
      'inProgress',
    );
    expect(verdictWith('2026-11-21T05:59:40Z', '2026-11-21T05:59:30Z')).toBe(
      'unknown',
    );
    expect(verdictWith('2026-11-21T05:59:50Z', '2026-11-21T05:59:58Z')).toBe(
      'unknown',
    );
  });

  it('is on its way for some minutes where endpoints name pods that are gone, as after an outage of the API server', () => {
    const services = [service(endpoints('a', 'b', 'gone'))];
    const readySince = (time: string) =>
      sample(aPod('a', 'new'), readyPod('b', 'new', time));

    expect(
      judge(services, { pods: readySince('2026-11-21T05:56:00Z') }),
    ).toMatchObject({
      verdict: 'inProgress',
      headline: '3 ready, some behind the rollout',
      summary: expect.stringContaining('of 1 of them the pod is not among'),
      expectedBy: '2026-11-21T06:01:00Z',
    });
    const late = readySince('2026-11-21T05:54:00Z');
    expect(inWords(services, { pods: late })).toBe(
      'unknown | 3 ready, version not proven',
    );
  });

  it.each<[string, Partial<PodSample>, Verdict]>([
    ['pods could not be listed', { error: 'forbidden' }, 'ok'],
    ['the rollout failed', {}, 'diverged'],
    ['the rollout is not known', {}, 'unknown'],
  ])(
    'proves nothing of an endpoint without a pod where %s',
    (_, cut, rollout) => {
      const pods = sample(readyPod('a', 'new', '2026-11-21T05:59:00Z'));
      const services = [service(endpoints('a', 'gone'))];

      expect(
        judge(services, { pods: { ...pods, ...cut }, rollout }).headline,
      ).toBe('2 ready, version not proven');
    },
  );

  it('takes the counts of the workload for the pods that a cut sample leaves out', () => {
    const services = [service(endpoints('a', 'b'))];
    const cut = { ...sample(aPod('a', 'new')), truncated: true };
    const withOld = { ...sample(aPod('a', 'old')), truncated: true };

    expect(inWords(services, { pods: cut })).toBe('ok | 100 % on 1.8.3');
    expect(judge(services, { pods: cut, rollout: 'inProgress' }).verdict).toBe(
      'unknown',
    );
    expect(judge(services, { pods: withOld }).verdict).toBe('unknown');
  });

  it('counts a pod once that has an address of each family', () => {
    const pods = sample(aPod('a', 'new'));

    expect(
      judge([service([...endpoints('a'), ...endpoints('a')])], { pods }).detail,
    ).toBe('1 endpoint, by digest');
  });

  it.each<[string, Verdict]>([
    ['diverged | no ready endpoint | no-ready-endpoints', 'ok'],
    ['diverged | no ready endpoint | no-ready-endpoints', 'diverged'],
    ['inProgress | no ready endpoint', 'inProgress'],
  ])(
    'without a ready endpoint: %s where the rollout is %s',
    (expected, rollout) => {
      expect(inWords([service(none)], { rollout })).toBe(expected);
      expect(inWords([service([])], { rollout })).toBe(expected);
    },
  );

  it.each<[string, ResolvedService[]]>([
    ['notObserved | no Service leads here', []],
    [
      'diverged | selector matches nothing | selector-matches-nothing',
      [service([], { selects: [] })],
    ],
    [
      'diverged | no ready endpoint | no-ready-endpoints',
      [service(none, { selects: [] })],
    ],
    [
      'notObserved | leads to other pods',
      [service(endpoints('x'), { selects: [] })],
    ],
    [
      'notObserved | leads outside',
      [
        service([], {
          spec: { type: 'ExternalName', externalName: 'api.example.com' },
        }),
      ],
    ],
    [
      'notObserved | 1 endpoint set by hand',
      [service(endpoints('x'), { spec: { selector: undefined } })],
    ],
  ])('%s', (expected, services) => {
    expect(inWords(services)).toBe(expected);
  });

  it('never says 100 % of what is scaled to 0', () => {
    const workload = aDeployment('payments', 'api', {
      spec: { replicas: 0 },
      status: {
        replicas: 0,
        updatedReplicas: 0,
        readyReplicas: 0,
        availableReplicas: 0,
      },
    });

    expect(inWords([service([])], { workload })).toBe(
      'notObserved | scaled to 0: nothing serves',
    );
  });

  it.each<KindState>([
    'forbidden',
    'notSynced',
    'unreachable',
    'needsUserSession',
  ])('is unknown where Services are %s', state => {
    expect(judge([], { state })).toMatchObject({
      verdict: 'unknown',
      unknownReason: state,
    });
    expect(
      judge([service(endpoints('a'))], {
        state,
        pods: sample(aPod('a', 'new')),
      }),
    ).toMatchObject({ verdict: 'unknown', unknownReason: state });
  });

  it('takes the worst of several Services', () => {
    const other = service([], { selects: [] });

    expect(
      judge([service(endpoints('a')), other], {
        pods: sample(aPod('a', 'new')),
      }),
    ).toMatchObject({
      verdict: 'diverged',
      detail: '1 of 2 Services',
    });
  });
});
