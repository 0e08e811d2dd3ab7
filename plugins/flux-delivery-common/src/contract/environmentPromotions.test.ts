import {
  aDeployment,
  aGitRepository,
  aHelmRelease,
  anObject,
} from '../testUtils/builders';
import {
  aJudgedTarget,
  seen,
  type TargetChanges,
} from '../testUtils/judgedPath';
import {
  environmentPromotions,
  type PromotionWay,
} from './environmentPromotions';

const SYNCED = [{ name: 'prod-eu', state: 'synced' as const }];
const DIGEST = `sha256:${'ab'.repeat(32)}`;

function reading(source: ReturnType<typeof seen>): TargetChanges {
  return { sources: [{ ref: source.ref, source, because: 'a test' }] };
}
const git = (ref: object) =>
  reading(seen(aGitRepository('flux-system', 'apps', { spec: { ref } })));
const oci = (ref: object) =>
  reading(
    seen(
      anObject(
        'source.toolkit.fluxcd.io/v1',
        'OCIRepository',
        'flux-system',
        'apps',
        { spec: { ref } },
      ),
    ),
  );
function running(...images: string[]): TargetChanges {
  return {
    workloads: images.map((image, at) => {
      const workload = seen(
        aDeployment('payments', `api-${at}`, {
          spec: {
            template: { spec: { containers: [{ name: 'app', image }] } },
          },
        }),
      );
      return { ref: workload.ref, workload, because: 'a test', related: [] };
    }),
  };
}
const unseenWorkloads: TargetChanges = {
  workloads: aJudgedTarget().workloads.map(({ ref, because }) => ({
    ref,
    because,
    related: [],
  })),
};
const automation = (suspend: boolean): TargetChanges => ({
  imageAutomation: [
    seen(
      anObject('image.toolkit.fluxcd.io/v1', 'ImagePolicy', 'payments', 'api'),
    ),
    seen(
      anObject(
        'image.toolkit.fluxcd.io/v1',
        'ImageUpdateAutomation',
        'payments',
        'apps',
        { spec: { suspend } },
      ),
    ),
  ],
});
function chart(version: string): TargetChanges {
  const applier = seen(
    aHelmRelease('payments', 'api', {
      spec: {
        chart: {
          spec: {
            chart: 'api',
            version,
            sourceRef: { kind: 'HelmRepository', name: 'charts' },
          },
        },
      },
    }),
  );
  return { applier, applierRef: applier.ref, sources: [] };
}

function told(...changes: TargetChanges[]) {
  return environmentPromotions({
    judged: [aJudgedTarget({}, Object.assign({}, ...changes))],
    clusters: SYNCED,
    environments: ['staging', 'prod'],
  });
}

it.each<[string, TargetChanges[], PromotionWay, string]>([
  [
    'an exact tag',
    [oci({ tag: '1.2.3' }), running(`api@${DIGEST}`)],
    'version',
    'it takes 1.2.3 pinned',
  ],
  [
    'a range',
    [oci({ semver: '1.x' })],
    'channel',
    'it follows tags 1.x (range)',
  ],
  [
    'a tag that moves',
    [oci({ tag: 'stable' })],
    'channel',
    'it follows stable (floating)',
  ],
  [
    'an exact chart',
    [chart('1.2.3'), running(`api@${DIGEST}`)],
    'version',
    'it takes chart api 1.2.3 pinned',
  ],
  [
    'a range of charts',
    [chart('1.x')],
    'channel',
    'it follows chart api 1.x (range)',
  ],
  [
    'a branch that pins images',
    [git({ branch: 'main' }), running('registry.example.com/api:1.8.3')],
    'version',
    'it follows main, and api:1.8.3 is pinned',
  ],
  [
    'a branch with images that move',
    [git({ branch: 'main' }), running('registry.example.com/api:latest')],
    'channel',
    'it follows main, and api:latest moves',
  ],
  [
    'a branch that runs nothing',
    [git({ branch: 'main' }), running()],
    'channel',
    'it follows main',
  ],
  [
    'an image without tag beside one with',
    [git({ branch: 'main' }), running('api:1.8.3', 'sidecar')],
    'mixed',
    'it follows main, and sidecar moves',
  ],
  [
    'an exact artifact of which an image moves',
    [oci({ tag: '1.2.3' }), running('api:1.8')],
    'mixed',
    'api:1.8 moves',
  ],
  [
    'images that a policy chooses',
    [git({ branch: 'main' }), running('api:1.8.3'), automation(false)],
    'channel',
    'ImagePolicy/payments/api chooses its images, and an automation writes them',
  ],
  [
    'images that a policy would choose, if the automation went on',
    [git({ branch: 'main' }), running('api:1.8.3'), automation(true)],
    'version',
    'it follows main, and api:1.8.3 is pinned',
  ],
  [
    'a branch of which the workloads cannot be seen',
    [git({ branch: 'main' }), unseenWorkloads],
    'unknown',
    'what runs on prod-eu cannot be seen',
  ],
  [
    'an applier that cannot be seen',
    [{ applier: undefined }],
    'unknown',
    'Kustomization/flux-system/payments-api on prod-eu cannot be seen',
  ],
])('%s', (_what, changes, way, because) => {
  const [prod, ...more] = told(...changes);
  expect(more).toEqual([]);
  expect([prod.environment, prod.way]).toEqual(['prod', way]);
  expect(prod.because).toContain(because);
});

it('says in a sentence what has to happen', () => {
  expect(told(oci({ semver: '1.x' }))[0].summary).toBe(
    'prod is aligned to a channel: whatever that names arrives by itself, without a promotion.',
  );
});

it('guesses nothing of a target that is not told wholly', () => {
  const rollout = {
    verdict: 'unknown',
    unknownReason: 'notPermitted',
  } as const;
  expect(
    environmentPromotions({
      judged: [aJudgedTarget({ rollout }, { workloads: [] })],
      clusters: SYNCED,
      environments: ['prod'],
    }),
  ).toMatchObject([{ way: 'unknown', because: ['you may not see all of it'] }]);
});

it('keeps promotion order, and what the contract says', () => {
  const found = environmentPromotions({
    judged: ['prod', 'extra', 'staging'].map(environment =>
      aJudgedTarget({}, { environment }),
    ),
    clusters: SYNCED,
    environments: ['staging', 'prod'],
    declared: [{ name: 'prod', version: 'pinned' }],
  });
  expect(
    found.map(({ environment, declared }) => [environment, declared]),
  ).toEqual([
    ['staging', undefined],
    ['prod', 'pinned'],
    ['extra', undefined],
  ]);
});
