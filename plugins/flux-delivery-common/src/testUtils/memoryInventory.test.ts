import { refOf } from '../kube/KubeObject';
import { keyOf } from '../kube/ObjectRef';
import { aDeployment, aKustomization, anObject, aRef } from './builders';
import { loadFixture } from './loadFixture';
import { memoryInventory } from './memoryInventory';

const deployment = aDeployment('apps', 'api');
const kustomization = aKustomization('flux-system', 'api', {
  owned: ['apps_api_apps_Deployment'],
});
const objects = [deployment, kustomization].map(object => ({
  cluster: 'staging',
  object,
}));
const GROUP = 'kustomize.toolkit.fluxcd.io';

describe('memoryInventory', () => {
  it('answers by ref and by index', () => {
    const view = memoryInventory(objects, {
      observedAt: '2026-11-21T08:00:00Z',
    });
    const ref = refOf('staging', deployment);
    expect(view.get(ref)).toMatchObject({
      ref,
      observedAt: '2026-11-21T08:00:00Z',
    });
    expect(view.get({ ...ref, cluster: 'prod' })).toBeUndefined();
    expect(
      view.by('byInventoryEntry', keyOf(ref)).map(found => found.ref.name),
    ).toEqual(['api']);
    expect(view.by('byInventoryEntry', 'nothing')).toEqual([]);
  });

  it('answers in the order of the keys, whatever the order of the objects', () => {
    const several = ['b', 'a', 'c'].map(name => ({
      cluster: 'staging',
      object: aDeployment('apps', name),
    }));
    const found = memoryInventory(several).by(
      'byNamespace',
      'staging|apps|apps/Deployment',
    );
    expect(found.map(({ ref }) => ref.name)).toEqual(['a', 'b', 'c']);
  });

  it('holds projected objects that nobody can change', () => {
    const [observed] = memoryInventory(
      loadFixture('healthy-git-kustomization').map(object => ({
        cluster: 'staging',
        object,
      })),
    ).by('byKubernetesId', 'catalog');
    expect(observed.object.metadata).not.toHaveProperty('managedFields');
    expect(() =>
      Object.assign(observed.object.metadata, { name: 'x' }),
    ).toThrow(TypeError);
  });

  it('takes the sample of a workload from the pods among the objects', () => {
    const captured = loadFixture('healthy-git-kustomization');
    const view = memoryInventory(
      captured.map(object => ({ cluster: 'staging', object })),
    );
    const workload = refOf(
      'staging',
      captured.find(({ kind }) => kind === 'Deployment')!,
    );
    expect(view.podsOf(workload)?.pods.length).toBeGreaterThan(0);
    expect(view.podsOf(workload)?.replicaSets).toHaveLength(2);
    expect(
      view.get(refOf('staging', captured.find(({ kind }) => kind === 'Pod')!)),
    ).toBeUndefined();
    expect(view.podsOf(aRef())).toBeUndefined();
  });

  it('takes a Pod that an inventory lists for a workload, and its sample for it', () => {
    const pod = anObject('v1', 'Pod', 'a', 'debug');
    const ref = refOf('staging', pod);
    const view = (...owned: string[]) =>
      memoryInventory(
        [pod, aKustomization('a', 'k', { owned })].map(object => ({
          cluster: 'staging',
          object,
        })),
      );
    const known = view('a_debug__Pod');

    expect(known.get(ref)?.object.metadata.name).toBe('debug');
    expect(known.podsOf(ref)).toMatchObject({
      self: { kind: 'Pod' },
      pods: [{ kind: 'Pod' }],
    });
    expect([view().get(ref), view().podsOf(ref)]).toEqual([
      undefined,
      undefined,
    ]);
  });

  it('prefers a sample that is given', () => {
    const pods = {
      observedAt: '2026-11-21T08:00:00Z',
      pods: [],
      replicaSets: [],
      truncated: true,
    };
    const ref = refOf('staging', deployment);
    expect(
      memoryInventory(objects, { pods: { [keyOf(ref)]: pods } }).podsOf(ref),
    ).toBe(pods);
  });

  it('tells how fresh each kind is', () => {
    const view = memoryInventory(objects, {
      clusters: [
        {
          name: 'prod',
          state: 'unreachable',
          asOf: '2026-11-21T05:00:00Z',
          lastError: 'refused',
        },
      ],
      freshness: (_, __, kind) =>
        kind === 'CronJob' ? { state: 'forbidden' } : undefined,
    });
    expect(
      view.clusters().map(({ name, state }) => `${name} ${state}`),
    ).toEqual(['prod unreachable', 'staging synced']);
    expect(view.freshness('staging', GROUP, 'Kustomization').state).toBe(
      'synced',
    );
    expect(view.freshness('staging', 'batch', 'CronJob').state).toBe(
      'forbidden',
    );
    expect(view.freshness('staging', '', 'ConfigMap').state).toBe('notSynced');
    expect(view.freshness('prod', GROUP, 'Kustomization')).toMatchObject({
      state: 'unreachable',
      asOf: '2026-11-21T05:00:00Z',
    });
    expect(view.freshness('nowhere', GROUP, 'Kustomization').state).toBe(
      'unreachable',
    );
  });
});
