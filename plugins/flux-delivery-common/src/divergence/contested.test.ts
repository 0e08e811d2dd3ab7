import {
  aDeployment,
  aGitRepository,
  aKustomization,
} from '../testUtils/builders';
import { CLUSTER, fixtureTarget } from '../testUtils/fixtureTargets';
import { memoryInventory } from '../testUtils/memoryInventory';
import { judgeTarget } from './judgeTarget';

const ENTRY = 'payments_api_apps_Deployment';

/** The Deployment as one of two Kustomizations applied it at some time. */
const by = (name: string, image: string, time: string) => ({
  observedAt: `2026-11-21T${time}Z`,
  object: aDeployment('payments', 'api', {
    metadata: {
      labels: {
        'kustomize.toolkit.fluxcd.io/name': name,
        'kustomize.toolkit.fluxcd.io/namespace': 'flux-system',
      },
    },
    spec: {
      template: {
        metadata: { labels: { app: 'api' } },
        spec: { containers: [{ name: 'app', image }] },
      },
    },
  }),
});

function reconcileOf(
  versions: ReturnType<typeof by>[],
  now = '2026-11-21T06:00:00Z',
  rivals = ['rival'],
) {
  const subject = aKustomization('flux-system', 'payments', {
    owned: [ENTRY],
  });
  const view = memoryInventory(
    [
      { object: subject },
      ...rivals.map(name => ({
        object: aKustomization('flux-system', name, { owned: [ENTRY] }),
      })),
      { object: aGitRepository('flux-system', 'apps') },
      ...versions,
    ].map(one => ({ cluster: CLUSTER, ...one })),
  );
  return judgeTarget(fixtureTarget(subject, view), {
    view,
    now,
    pinned: false,
  }).segments[2];
}

const [OURS, THEIRS] = ['api:1.8.3', 'api:1.7.0'];
const FIGHT = [
  by('payments', OURS, '05:30:00'),
  by('rival', THEIRS, '05:40:00'),
  by('payments', OURS, '05:50:00'),
];

describe('an object that two Kustomizations list', () => {
  it('is fought over where it was seen to go to and fro with other content', () => {
    expect(reconcileOf(FIGHT)).toMatchObject({
      verdict: 'diverged',
      class: 'apply-conflict',
      since: '2026-11-21T05:40:00Z',
      summary: expect.stringContaining(
        'Kustomization/flux-system/rival applies Deployment/payments/api as well, with other content: each overwrites the other, 2 times',
      ),
    });
  });

  it.each<[string, ReturnType<typeof reconcileOf>]>([
    ['while it went over only once', reconcileOf(FIGHT.slice(0, 2))],
    [
      'while both apply the same',
      reconcileOf(FIGHT.map(one => ({ ...one, object: FIGHT[0].object }))),
    ],
    ['where the rival lists it no more', reconcileOf(FIGHT, undefined, [])],
    [
      'some passes after it went over last',
      reconcileOf(FIGHT, '2026-11-21T06:11:30Z'),
    ],
  ])('is not %s', (_, judged) => {
    expect(judged.class).toBeUndefined();
    expect(judged.verdict).not.toBe('diverged');
  });
});
