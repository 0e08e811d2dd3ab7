import { anObject } from '../../testUtils/builders';
import {
  observe,
  aPod,
  sample,
  service,
  inWords,
  endpoints,
} from '../../testUtils/judgedTraffic';

describe('routes', () => {
  const route = (status: string, type = 'Accepted', observedGeneration = 1) =>
    observe(
      anObject('gateway.networking.k8s.io/v1', 'HTTPRoute', 'payments', 'api', {
        status: {
          parents: [
            {
              parentRef: { name: 'public' },
              conditions: [
                {
                  type,
                  status,
                  reason: 'NotAllowedByListeners',
                  message: 'no listener',
                  observedGeneration,
                },
              ],
            },
          ],
        },
      }),
    );
  const withRoute = (...routes: ReturnType<typeof route>[]) => [
    service(endpoints('a'), { routes }),
  ];
  const pods = sample(aPod('a', 'new'));

  it.each<[string, ReturnType<typeof route>]>([
    ['ok | 100 % on 1.8.3', route('True')],
    ['diverged | route not accepted | route-not-accepted', route('False')],
    [
      'diverged | route leads nowhere | route-not-accepted',
      route('False', 'ResolvedRefs'),
    ],
    [
      'inProgress | changed route not taken up yet',
      route('False', 'Accepted', 0),
    ],
  ])('%s', (expected, one) => {
    expect(inWords(withRoute(one), { pods })).toBe(expected);
  });
});
