import type { SegmentVerdict } from '../../divergence/SegmentVerdict';
import { judgeTarget } from '../../divergence/judgeTarget';
import { keyOf } from '../../kube/ObjectRef';
import type { KindState } from '../../paths/InventoryView';
import { fixtureTarget, fixtureView } from '../../testUtils/fixtureTargets';
import { aJudgedTarget, SEEN_AT } from '../../testUtils/judgedPath';
import { latestTimeIn } from '../../testUtils/fixtureTargets';
import { loadFixture } from '../../testUtils/loadFixture';
import type { OwnershipOptions } from '../OwnershipRule';
import {
  observabilityNotes,
  partialObservability,
} from './partialObservability';

const SHOP = 'group:default/shop';
const PLATFORM = 'group:default/platform';
const NETWORK = 'group:default/network';
const OPTIONS: OwnershipOptions = {
  entityOwner: SHOP,
  platformGroup: PLATFORM,
  rules: [],
};

/** Every kind is in sync but those that are named. */
function seeing(states: Record<string, KindState> = {}) {
  return {
    freshness: (_cluster: string, _group: string, kind: string) => ({
      state: states[kind] ?? ('synced' as const),
    }),
  };
}

function unknownFor(
  unknownReason: SegmentVerdict['unknownReason'],
  kind = 'Deployment',
): Partial<SegmentVerdict> {
  const object = {
    cluster: 'prod-eu',
    group: '',
    kind,
    namespace: '',
    name: '',
  };
  return {
    verdict: 'unknown',
    unknownReason,
    summary: 'It tells nothing.',
    evidence: [{ object, field: 'watch', value: 'x', observedAt: SEEN_AT }],
  };
}

const ALL_UNREACHABLE = Object.fromEntries(
  ['promotion', 'source', 'reconcile', 'rollout', 'traffic'].map(segment => [
    segment,
    unknownFor('unreachable'),
  ]),
);

describe('nothing is flagged', () => {
  const target = aJudgedTarget();

  it.each<[string, Parameters<typeof partialObservability>]>([
    ['of a path that is seen from end to end', [target, OPTIONS, seeing()]],
    [
      'of one that is broken, and seen',
      [
        aJudgedTarget({
          reconcile: { verdict: 'diverged', class: 'build-render' },
        }),
        OPTIONS,
        seeing(),
      ],
    ],
    [
      'where kinds that the cluster does not serve are absent',
      [target, OPTIONS, seeing({ HTTPRoute: 'absent', ImagePolicy: 'absent' })],
    ],
    [
      'as long as first lists have not ended',
      [
        aJudgedTarget({ rollout: unknownFor('notSynced') }),
        OPTIONS,
        seeing({ Ingress: 'notSynced' }),
      ],
    ],
    [
      'where one owner has the whole path',
      [
        aJudgedTarget({ rollout: unknownFor('forbidden') }),
        { ...OPTIONS, platformGroup: SHOP },
        seeing(),
      ],
    ],
    [
      'where nobody is known to be on the other side',
      [
        aJudgedTarget({ rollout: unknownFor('forbidden') }),
        { ...OPTIONS, platformGroup: undefined },
        seeing(),
      ],
    ],
    [
      'to whom may not see every segment',
      [
        aJudgedTarget({
          rollout: unknownFor('forbidden'),
          traffic: { verdict: 'unknown', unknownReason: 'notPermitted' },
        }),
        OPTIONS,
        seeing(),
      ],
    ],
    [
      'of what is not bound to the entity',
      [
        aJudgedTarget(ALL_UNREACHABLE, { binding: 'notVerified' }),
        OPTIONS,
        seeing(),
      ],
    ],
    [
      'of routes where no Service is, and of images where nothing runs',
      [
        aJudgedTarget({}, { services: [], workloads: [] }),
        OPTIONS,
        seeing({ Ingress: 'forbidden', ImagePolicy: 'forbidden' }),
      ],
    ],
  ])('%s', (_what, args) => {
    expect(partialObservability(...args)).toEqual([]);
  });
});

describe('what of a target cannot be seen', () => {
  const [workload] = aJudgedTarget().workloads;
  const pods = (more: object) => ({
    ...workload,
    pods: {
      observedAt: SEEN_AT,
      pods: [],
      replicaSets: [],
      truncated: false,
      ...more,
    },
  });
  const DIVERGED = { verdict: 'diverged', class: 'crash-loop' } as const;

  it.each<
    [
      string,
      Parameters<typeof aJudgedTarget>,
      Record<string, KindState>,
      [string, string, string, string][],
    ]
  >([
    [
      'a segment whose kind is forbidden',
      [{ rollout: unknownFor('forbidden') }],
      {},
      [
        [
          SHOP,
          'rollout',
          'prod-eu does not let the portal read Deployment objects',
          PLATFORM,
        ],
      ],
    ],
    [
      'a whole cluster, once for each side',
      [ALL_UNREACHABLE],
      {},
      [
        [
          SHOP,
          'promotion,reconcile,rollout',
          'prod-eu does not answer',
          PLATFORM,
        ],
        [PLATFORM, 'source,traffic', 'prod-eu does not answer', PLATFORM],
      ],
    ],
    [
      'a cluster with credentials of people alone',
      [{ traffic: unknownFor('needsUserSession') }],
      {},
      [
        [
          PLATFORM,
          'traffic',
          'prod-eu has only credentials of the person who looks',
          PLATFORM,
        ],
      ],
    ],
    [
      'an object that does not say enough, for its owner to look at',
      [{ rollout: unknownFor('noEvidence') }],
      {},
      [[SHOP, 'rollout', 'It tells nothing', SHOP]],
    ],
    [
      'controllers that do not look any more',
      [{ reconcile: unknownFor('notReconciled') }],
      {},
      [[SHOP, 'reconcile', 'It tells nothing', PLATFORM]],
    ],
    [
      'routes that cannot be read behind traffic that is ok',
      [{}],
      { Ingress: 'forbidden' },
      [
        [
          PLATFORM,
          'traffic',
          'prod-eu does not let the portal read Ingress objects: whether routes lead to it is not known',
          PLATFORM,
        ],
      ],
    ],
    [
      'image automation that cannot be read behind a promotion that is ok',
      [{}],
      { ImagePolicy: 'forbidden', ImageUpdateAutomation: 'forbidden' },
      [
        [
          SHOP,
          'promotion',
          'prod-eu does not let the portal read ImagePolicy and ImageUpdateAutomation objects: whether something chooses newer images is not known',
          PLATFORM,
        ],
      ],
    ],
    [
      'a parent that cannot be read behind an applier that is ok, without its name',
      [
        {},
        {
          parents: aJudgedTarget().parents.map(({ ref, because }) => ({
            ref,
            because,
          })),
        },
      ],
      { Kustomization: 'forbidden' },
      [
        [
          SHOP,
          'reconcile',
          'prod-eu does not let the portal read Kustomization objects: how what applies the applier is doing is not known',
          PLATFORM,
        ],
      ],
    ],
    [
      'pods that could not be listed, also of a rollout that is ok',
      [{}, { workloads: [pods({ error: 'pods is forbidden' })] }],
      {},
      [
        [
          SHOP,
          'rollout',
          'pods of Deployment/payments/api could not be listed',
          PLATFORM,
        ],
      ],
    ],
    [
      'pods of a rollout that failed and were never looked at',
      [{ rollout: DIVERGED }],
      {},
      [
        [
          SHOP,
          'rollout',
          'pods of Deployment/payments/api were not looked at',
          PLATFORM,
        ],
      ],
    ],
    [
      'warnings of a rollout that failed',
      [
        { rollout: DIVERGED },
        {
          workloads: [
            {
              ...pods({ eventsError: 'events is forbidden' }),
              judgement: { ...workload.judgement, ...DIVERGED },
            },
          ],
        },
      ],
      {},
      [
        [
          SHOP,
          'rollout',
          'warnings about pods of Deployment/payments/api could not be read',
          PLATFORM,
        ],
      ],
    ],
  ])('%s', (_what, changes, states, expected) => {
    const [found, ...more] = partialObservability(
      aJudgedTarget(...changes),
      OPTIONS,
      seeing(states),
    );
    expect(more).toEqual([]);
    expect(
      found.sides.flatMap(({ owner, unseen }) =>
        unseen.map(({ segments, because, by }) => [
          owner,
          segments.join(),
          because,
          by.owner,
        ]),
      ),
    ).toEqual(expected);
    expect(found.sides.map(({ owner }) => owner)).toEqual([SHOP, PLATFORM]);
  });

  it('leaves pods alone that nobody looked at because the rollout is well', () => {
    expect(workload.pods).toBeUndefined();
    expect(partialObservability(aJudgedTarget(), OPTIONS, seeing())).toEqual(
      [],
    );
  });
});

it('names both owners, why, and whose move it is, in sentences', () => {
  const [note] = observabilityNotes(
    aJudgedTarget(ALL_UNREACHABLE),
    OPTIONS,
    seeing(),
  );
  expect(note).toEqual({
    class: 'partial-observability',
    summary:
      'Neither shop nor platform alone can tell whether what one hands to the other arrives: promotion, reconcile and rollout of shop and source and traffic of platform cannot be seen wholly, as prod-eu does not answer. platform can mend it: bring back the way to prod-eu; until then look there by hand.',
  });
});

it('answers for each pair of owners that the hidden part concerns', () => {
  const found = partialObservability(
    aJudgedTarget({ traffic: unknownFor('forbidden', 'Service') }),
    {
      ...OPTIONS,
      contract: {
        owners: { traffic: { owner: NETWORK, said: 'a contract' } },
      },
    },
    seeing(),
  );
  expect(
    found.map(({ interfaces, sides }) => [
      interfaces,
      sides.map(({ owner, segments }) => [owner, segments.join()]),
    ]),
  ).toEqual([
    [
      [{ from: 'rollout', to: 'traffic' }],
      [
        [SHOP, 'reconcile,rollout'],
        [NETWORK, 'traffic'],
      ],
    ],
  ]);
});

it('tells of what would tell nobody only beside what is hidden', () => {
  const nothing = { runbook: false, alerts: false };
  const untold = (
    changes: Parameters<typeof aJudgedTarget>[0],
    documented = nothing,
    states: Record<string, KindState> = {},
  ) =>
    partialObservability(
      aJudgedTarget(changes),
      OPTIONS,
      seeing(states),
      documented,
    ).flatMap(each => each.untold);
  const hidden = { rollout: unknownFor('forbidden') };

  expect(untold({})).toEqual([]);
  expect(untold(hidden)).toEqual([
    'No delivery contract of it names alerts or a runbook.',
  ]);
  expect(untold(hidden, { runbook: true, alerts: true })).toEqual([]);
  expect(
    untold(hidden, { runbook: true, alerts: true }, { Receiver: 'forbidden' }),
  ).toEqual([
    'Whether a webhook tells the source of changes is not known: Receivers cannot be read.',
  ]);
});

it('flags no captured object of a cluster all of which is seen', () => {
  const objects = loadFixture('healthy-git-kustomization.yaml');
  const now = latestTimeIn(objects);
  const view = fixtureView(objects, now);
  const synced = {
    ...view,
    freshness: () => ({ state: 'synced' as const, asOf: now }),
  };
  const appliers = objects.filter(({ kind }) => kind === 'Kustomization');
  expect(appliers).not.toEqual([]);
  for (const applier of appliers) {
    const judged = judgeTarget(fixtureTarget(applier, synced), {
      view: synced,
      now,
      pinned: false,
    });
    expect([
      keyOf(judged.applierRef!),
      partialObservability(judged, OPTIONS, synced),
    ]).toEqual([keyOf(judged.applierRef!), []]);
  }
});
