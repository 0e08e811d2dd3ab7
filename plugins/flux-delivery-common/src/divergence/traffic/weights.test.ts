import type { Workload } from '../../kube/workloads';
import { anObject } from '../../testUtils/builders';
import {
  aPod,
  sample,
  service,
  judge,
  inWords,
  endpoints,
} from '../../testUtils/judgedTraffic';

describe('weights', () => {
  it('tells the share of a canary, and that it is not done', () => {
    const canary = anObject(
      'flagger.app/v1beta1',
      'Canary',
      'payments',
      'api',
      { status: { phase: 'Progressing', canaryWeight: 20 } },
    );

    expect(
      judge([service(endpoints('a'))], {
        pods: sample(aPod('a', 'new')),
        extra: [canary],
      }),
    ).toMatchObject({
      verdict: 'inProgress',
      headline: '20 % to the canary',
      detail: expect.stringMatching(/^primary: 100 % on /),
    });
  });

  it.each<[string, object[]]>([
    [
      'ok | 100 % on the newest revision',
      [{ revisionName: 'api-2', percent: 100 }],
    ],
    [
      'inProgress | 20 % on the newest revision',
      [
        { revisionName: 'api-2', percent: 20 },
        { revisionName: 'api-1', percent: 80 },
      ],
    ],
    ['unknown | traffic not told', []],
  ])('Knative: %s', (expected, traffic) => {
    const knative = anObject(
      'serving.knative.dev/v1',
      'Service',
      'payments',
      'api',
      { status: { traffic, latestCreatedRevisionName: 'api-2' } },
    );

    expect(inWords([], { workload: knative as Workload })).toBe(expected);
  });
});
