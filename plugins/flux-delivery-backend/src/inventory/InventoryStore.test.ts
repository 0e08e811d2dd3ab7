import fc from 'fast-check';
import { keyOf, type KubeObject } from 'backstage-plugin-flux-delivery-common';
import type { InventoryChange } from './changes';
import { InventoryStore } from './InventoryStore';

const SCOPE = { cluster: 'alpha', group: 'apps', kind: 'Deployment' };
const INFO = {
  name: 'alpha',
  authProvider: 'serviceAccount',
  access: 'server' as const,
};
const AT = Date.parse('2026-01-01T00:00:00Z');

function deployment(
  name: string,
  version: number,
  id?: string,
  uid = `uid-${name}`,
): KubeObject {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: {
      name,
      namespace: 'shop',
      uid,
      resourceVersion: String(version),
      ...(id ? { labels: { 'backstage.io/kubernetes-id': id } } : {}),
    },
    spec: {
      template: {
        spec: {
          containers: [
            { name: 'app', image: `registry.example/${id ?? name}:1` },
          ],
        },
      },
    },
  };
}

function storeWith(...objects: KubeObject[]) {
  const store = new InventoryStore({ freeze: true });
  store.clusterSeen(INFO, AT);
  store.replace(SCOPE, objects, AT);
  store.kindState(SCOPE, 'synced', AT);
  return store;
}

const ref = (name: string) => ({ ...SCOPE, namespace: 'shop', name });
const named = (store: InventoryStore, id: string) =>
  store.by('byKubernetesId', id).map(({ ref: { name } }) => name);

/** Everything that readers can see, but for when it was seen. */
function visible(store: InventoryStore) {
  const objects = [...store.objectsOf(SCOPE)].map(({ object }) => object);
  const ids = ['x', 'y', 'z'].map(id => [
    named(store, id),
    store.by('byImage', `registry.example/${id}`).length,
  ]);
  return {
    objects: objects.sort((a, b) =>
      keyOf(ref(a.metadata.name)) < keyOf(ref(b.metadata.name)) ? -1 : 1,
    ),
    ids,
    sizes: store.indexSizes(),
  };
}

describe('InventoryStore', () => {
  it('files objects in the named indices, in the order of their keys, and forgets empty values', () => {
    const store = storeWith(deployment('b', 1, 'x'), deployment('a', 2, 'x'));
    expect(named(store, 'x')).toEqual(['a', 'b']);
    store.upsert(SCOPE, deployment('a', 3, 'y'), AT);
    expect([named(store, 'x'), named(store, 'y')]).toEqual([['b'], ['a']]);
    store.replace(SCOPE, [], AT);
    expect(Object.values(store.indexSizes()).every(size => size === 0)).toBe(
      true,
    );
  });

  it('removes on a new list what is not in it', () => {
    const store = storeWith(deployment('a', 1), deployment('b', 2));
    store.replace(SCOPE, [deployment('b', 2), deployment('c', 3)], AT);
    expect([
      store.get(ref('a')),
      store.get(ref('b'))?.object.metadata.name,
      store.get(ref('c'))?.ref.name,
    ]).toEqual([undefined, 'b', 'c']);
  });

  it('is equal to a rebuild after any order of events and lists', () => {
    const name = fc.constantFrom('a', 'b', 'c', 'd');
    const id = fc.constantFrom('x', 'y', 'z', undefined);
    const event = fc.oneof(
      {
        weight: 5,
        arbitrary: fc.record({
          type: fc.constant('upsert' as const),
          name,
          id,
        }),
      },
      {
        weight: 2,
        arbitrary: fc.record({ type: fc.constant('remove' as const), name }),
      },
      {
        weight: 1,
        arbitrary: fc.record({
          type: fc.constant('recreate' as const),
          name,
          id,
        }),
      },
      {
        weight: 1,
        arbitrary: fc.record({
          type: fc.constant('list' as const),
          names: fc.uniqueArray(name),
          id,
        }),
      },
    );
    fc.assert(
      fc.property(fc.array(event, { maxLength: 40 }), events => {
        const store = storeWith();
        const truth = new Map<string, KubeObject>();
        events.forEach((each, at) => {
          if (each.type === 'list') {
            const kept = each.names.map(
              n => truth.get(n) ?? deployment(n, at, each.id),
            );
            truth.clear();
            kept.forEach(object => truth.set(object.metadata.name, object));
            store.replace(SCOPE, kept, AT + at);
          } else if (each.type === 'remove') {
            const gone = truth.get(each.name);
            truth.delete(each.name);
            store.remove(
              SCOPE,
              { namespace: 'shop', name: each.name, uid: gone?.metadata.uid },
              AT + at,
            );
          } else {
            const uid =
              each.type === 'recreate'
                ? `uid-${at}`
                : truth.get(each.name)?.metadata.uid;
            const object = deployment(each.name, at, each.id, uid);
            truth.set(each.name, object);
            store.upsert(SCOPE, object, AT + at);
          }
        });
        expect(visible(store)).toEqual(visible(storeWith(...truth.values())));
      }),
    );
  });

  it('keeps an object through a late deletion of its predecessor', () => {
    const store = storeWith(deployment('a', 2, 'x', 'new'));
    store.remove(SCOPE, { namespace: 'shop', name: 'a', uid: 'old' }, AT);
    expect(named(store, 'x')).toEqual(['a']);
  });

  it('tells once what changed together, and nothing for what did not', async () => {
    const store = storeWith(deployment('a', 1));
    const told: InventoryChange[] = [];
    const stop = store.subscribe(change => told.push(change));
    store.replace(SCOPE, [deployment('a', 1), deployment('b', 2)], AT);
    store.upsert(SCOPE, deployment('b', 3), AT);
    await Promise.resolve();
    expect(told.map(({ objects }) => objects.map(({ name }) => name))).toEqual([
      ['b'],
    ]);
    stop();
    store.replace(SCOPE, [], AT);
    await Promise.resolve();
    expect(told).toHaveLength(1);
  });

  it('goes on when a listener fails', async () => {
    const errors: unknown[] = [];
    const store = new InventoryStore({
      onListenerError: error => errors.push(error),
    });
    const told: string[] = [];
    store.subscribe(() => {
      throw new Error('listener');
    });
    store.subscribe(({ clusters }) => told.push(...clusters));
    store.clusterSeen(INFO, AT);
    await Promise.resolve();
    expect([told, errors]).toEqual([['alpha'], [new Error('listener')]]);
  });

  it('says how good its knowledge is: not yet, synced, forbidden, out of reach, back', () => {
    const store = new InventoryStore();
    const state = () => store.freshness('alpha', 'apps', 'Deployment');
    expect(state().state).toBe('notSynced');
    store.clusterSeen(INFO, AT);
    expect(state()).toMatchObject({
      state: 'notSynced',
      since: '2026-01-01T00:00:00Z',
    });
    store.replace(SCOPE, [deployment('a', 1)], AT + 1_000);
    store.kindState(SCOPE, 'synced', AT + 1_000);
    store.alive(SCOPE, AT + 61_000);
    expect(state()).toEqual({
      state: 'synced',
      since: '2026-01-01T00:00:01Z',
      asOf: '2026-01-01T00:01:01Z',
    });
    store.clusterReach(
      'alpha',
      { reason: 'unreachable', since: AT + 70_000, error: 'refused' },
      AT + 80_000,
    );
    expect(state()).toEqual({
      state: 'unreachable',
      since: '2026-01-01T00:01:10Z',
      asOf: '2026-01-01T00:01:01Z',
      lastError: 'refused',
    });
    expect(store.get(ref('a'))).toBeDefined();
    store.clusterReach('alpha', undefined, AT + 90_000);
    expect(state()).toMatchObject({
      state: 'synced',
      since: '2026-01-01T00:01:30Z',
    });
    store.kindState(SCOPE, 'forbidden', AT + 99_000, { error: 'no' });
    expect(state()).toMatchObject({ state: 'forbidden', lastError: 'no' });
    expect(store.clusters()[0].state).toBe('synced');
  });

  it('forgets a cluster that is gone, and what still comes of it', () => {
    const store = storeWith(deployment('a', 1, 'x'));
    store.clusterGone('alpha');
    store.upsert(SCOPE, deployment('a', 2, 'x'), AT);
    store.kindState(SCOPE, 'synced', AT);
    expect([store.clusters(), named(store, 'x')]).toEqual([[], []]);
  });

  it('holds samples of workloads that are there, until they go or are made anew', () => {
    const store = storeWith(deployment('a', 1));
    const sample = {
      observedAt: '2026-01-01T00:00:00Z',
      pods: [],
      replicaSets: [],
      truncated: false,
    };
    store.setPods(ref('a'), sample);
    store.setPods(ref('nobody'), sample);
    expect([store.podsOf(ref('a')), store.podsOf(ref('nobody'))]).toEqual([
      sample,
      undefined,
    ]);
    store.upsert(SCOPE, deployment('a', 2, undefined, 'other'), AT);
    expect(store.podsOf(ref('a'))).toBeUndefined();
  });

  it('knows what is not watched by its sample, as long as an inventory lists it', () => {
    const applier = {
      cluster: 'alpha',
      group: 'kustomize.toolkit.fluxcd.io',
      kind: 'Kustomization',
    };
    const pod = {
      cluster: 'alpha',
      group: '',
      kind: 'Pod',
      namespace: 'shop',
      name: 'tool',
    };
    const self = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'tool', namespace: 'shop' },
    };
    const sample = {
      observedAt: '2026-01-01T00:00:00Z',
      pods: [],
      replicaSets: [],
      truncated: false,
      self,
    };
    const store = storeWith();
    store.setPods(pod, sample);
    expect(store.get(pod)).toBeUndefined();

    store.upsert(
      applier,
      {
        apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
        kind: 'Kustomization',
        metadata: { name: 'shop', namespace: 'flux-system' },
        status: { inventory: { entries: [{ id: 'shop_tool__Pod' }] } },
      },
      AT,
    );
    store.setPods(pod, sample);
    expect(store.get(pod)).toEqual({
      ref: pod,
      object: self,
      observedAt: '2026-01-01T00:00:00Z',
    });

    store.forgetPods(pod);
    expect([store.get(pod), store.podsOf(pod)]).toEqual([undefined, undefined]);
    store.setPods(pod, sample);
    store.clusterGone('alpha');
    expect(store.podsOf(pod)).toBeUndefined();
  });

  it('lets nobody change what is shared', () => {
    const store = storeWith(deployment('a', 1));
    expect(() => {
      store.get(ref('a'))!.object.metadata.name = 'b';
    }).toThrow(TypeError);
  });
});

describe('versions', () => {
  it('tells each of them at once, none left out, and whether it comes from a list', () => {
    const store = new InventoryStore({ freeze: true });
    const told: string[] = [];
    const end = store.onVersion({
      version: ({ ref: { name }, before, observed, listed }) =>
        told.push(
          [
            name,
            before?.object.metadata.resourceVersion ?? '-',
            observed?.object.metadata.resourceVersion ?? '-',
            listed ? 'listed' : 'watched',
          ].join(' '),
        ),
    });
    const scope = { cluster: 'prod', group: 'apps', kind: 'Deployment' };
    const workload = (resourceVersion: string) => ({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { namespace: 'shop', name: 'api', resourceVersion, uid: 'u' },
    });
    store.clusterSeen({ name: 'prod' } as never, 0);
    store.replace(scope, [workload('1')], 1);
    store.upsert(scope, workload('2'), 2);
    store.upsert(scope, workload('2'), 2);
    store.upsert(scope, workload('3'), 2);
    store.remove(scope, { namespace: 'shop', name: 'api', uid: 'u' }, 3);
    end();
    store.upsert(scope, workload('5'), 4);

    expect(told).toEqual([
      'api - 1 listed',
      'api 1 2 watched',
      'api 2 3 watched',
      'api 3 - watched',
    ]);
  });
});
