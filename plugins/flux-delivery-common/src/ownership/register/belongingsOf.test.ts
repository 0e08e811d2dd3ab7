import { refOf, type KubeObject, type Observed } from '../../kube/KubeObject';
import { aDeployment, aKustomization } from '../../testUtils/builders';
import { fixtureNames, loadFixture } from '../../testUtils/loadFixture';
import { memoryInventory } from '../../testUtils/memoryInventory';
import { belongingsOf } from './belongingsOf';

const CLUSTER = 'prod-eu';

function belongings(applier: KubeObject, objects: readonly KubeObject[]) {
  const view = memoryInventory(
    [applier, ...objects].map(object => ({ cluster: CLUSTER, object })),
  );
  return belongingsOf(view.get(refOf(CLUSTER, applier)) as Observed, view);
}

function captured(fixture: string, kind: string, name?: string) {
  const objects = loadFixture(fixture);
  const applier = objects.find(
    each => each.kind === kind && (!name || each.metadata.name === name),
  )!;
  return belongings(applier, objects);
}

it('lists what a captured Kustomization may delete, and what may say otherwise', () => {
  const found = captured(
    'healthy-git-kustomization.yaml',
    'Kustomization',
    'catalog',
  );
  expect(found).toMatchObject({ prune: true, listed: true, truncated: false });
  expect(found.items.find(({ ref }) => ref.kind === 'Deployment')?.fate).toBe(
    'pruned',
  );
  expect(found.counts.kept).toBe(0);
  expect(found.total).toBe(
    found.counts.pruned + found.counts.prunedUnlessExcepted,
  );
});

it('knows that Helm deletes what leaves a captured chart', () => {
  const found = captured('healthy-helm-release.yaml', 'HelmRelease');
  expect(found.prune).toBe(true);
  expect(found.because).toMatch(/^Helm deletes/);
  expect(found.items.map(({ ref }) => ref.kind)).toContain('Deployment');
});

it.each(fixtureNames())('adds up for every applier of %s', fixture => {
  const objects = loadFixture(fixture);
  const appliers = objects.filter(({ kind }) =>
    ['Kustomization', 'HelmRelease'].includes(kind),
  );
  for (const applier of appliers) {
    const { counts, total, items, prune } = belongings(applier, objects);
    expect(counts.kept + counts.pruned + counts.prunedUnlessExcepted).toBe(
      total,
    );
    expect(items.length).toBe(Math.min(total, 200));
    expect(prune || counts.kept === total).toBe(true);
  }
});

const deployment = (metadata: object) => {
  const object = aDeployment('shop', 'api');
  return { ...object, metadata: { ...object.metadata, ...metadata } };
};
const LABELS = {
  'kustomize.toolkit.fluxcd.io/name': 'apps',
  'kustomize.toolkit.fluxcd.io/namespace': 'flux-system',
};
const applier = (spec: object = {}) => {
  const object = aKustomization('flux-system', 'apps', {
    owned: ['shop_api_apps_Deployment'],
  });
  return {
    ...object,
    spec: { ...(object.spec as object), prune: true, ...spec },
  };
};

it.each<[string, object, object, string, RegExp | undefined]>([
  ['its own labels', {}, { labels: LABELS }, 'pruned', undefined],
  ['no labels', {}, {}, 'pruned', undefined],
  ['prune off', { prune: false }, { labels: LABELS }, 'kept', undefined],
  [
    'an annotation against pruning',
    {},
    { annotations: { 'kustomize.toolkit.fluxcd.io/prune': 'disabled' } },
    'kept',
    /annotation .*prune: disabled/,
  ],
  [
    'a label against pruning',
    {},
    { labels: { 'kustomize.toolkit.fluxcd.io/prune': 'disabled' } },
    'kept',
    /label .*prune: disabled/,
  ],
  [
    'an annotation against reconciling',
    {},
    { annotations: { 'kustomize.toolkit.fluxcd.io/reconcile': 'disabled' } },
    'kept',
    /reconcile: disabled/,
  ],
  [
    'labels of another Kustomization',
    {},
    {
      labels: { ...LABELS, 'kustomize.toolkit.fluxcd.io/name': 'rival' },
    },
    'kept',
    /Kustomization\/flux-system\/rival/,
  ],
])('%s', (_what, spec, metadata, fate, because) => {
  const [item] = belongings(applier(spec), [deployment(metadata)]).items;
  expect(item.fate).toBe(fate);
  expect(item.because ?? '').toMatch(because ?? /^$/);
});

it('says that what is gone, or not watched, is deleted unless it says otherwise', () => {
  expect(belongings(applier(), []).items[0].fate).toBe('prunedUnlessExcepted');
});

it('tells suspension, account and another cluster', () => {
  const found = belongings(
    applier({
      suspend: true,
      serviceAccountName: 'deployer',
      kubeConfig: { secretRef: { name: 'remote' } },
    }),
    [],
  );
  expect(found).toMatchObject({
    suspended: true,
    serviceAccount: 'deployer',
    elsewhere: true,
  });
  expect(found.items[0].ref.cluster).toBe('');
});
