import { aCondition } from '../../testUtils/builders';
import { inWords, workload } from '../../testUtils/judgedWorkload';

describe('a Knative Service', () => {
  const ready = (status: string) => [
    aCondition({
      type: 'ConfigurationsReady',
      status,
      lastTransitionTime: '2026-11-21T05:59:00Z',
    }),
  ];

  it.each<[string, object]>([
    [
      'ok | newest revision ready',
      {
        conditions: ready('True'),
        latestCreatedRevisionName: 'api-2',
        latestReadyRevisionName: 'api-2',
      },
    ],
    [
      'inProgress | newest revision starting',
      {
        conditions: ready('Unknown'),
        latestCreatedRevisionName: 'api-2',
        latestReadyRevisionName: 'api-1',
      },
    ],
    [
      'diverged | newest revision not ready',
      {
        conditions: ready('False'),
        latestCreatedRevisionName: 'api-2',
        latestReadyRevisionName: 'api-1',
      },
    ],
  ])('%s', (expected, status) => {
    expect(
      inWords(workload('Service', {}, status, 'serving.knative.dev/v1')),
    ).toBe(expected);
  });
});
