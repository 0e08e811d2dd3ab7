import type { KubeResource } from './KubeResource';
import { ObjectStore, type Change } from './ObjectStore';

const deployment = (name: string): KubeResource => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name, namespace: 'default' },
  spec: { replicas: 1 },
});

const ref = (name: string) => ({
  group: 'apps',
  kind: 'Deployment',
  namespace: 'default',
  name,
});

describe('ObjectStore', () => {
  let uid = 0;
  const makeStore = (window = 100) =>
    new ObjectStore({
      timestamp: () => '2026-01-10T09:00:00Z',
      uid: () => `uid-${uid++}`,
      window,
    });

  it('counts one version over all kinds', () => {
    const store = makeStore();
    const first = store.create(deployment('a'));
    const second = store.create({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'a', namespace: 'default' },
    });
    expect(Number(second.metadata.resourceVersion)).toBe(
      Number(first.metadata.resourceVersion) + 1,
    );
  });

  it('raises the generation with the spec, not with status or metadata', () => {
    const store = makeStore();
    store.create(deployment('a'));
    const generation = (change: (draft: KubeResource) => void) =>
      store.modify(ref('a'), change)!.metadata.generation;
    expect(
      generation(draft => Object.assign(draft, { status: { replicas: 1 } })),
    ).toBe(1);
    expect(
      generation(draft =>
        Object.assign(draft.metadata, { labels: { a: 'b' } }),
      ),
    ).toBe(1);
    expect(
      generation(draft => Object.assign(draft.spec!, { replicas: 2 })),
    ).toBe(2);
  });

  it('makes no version of a write that changes nothing', () => {
    const store = makeStore();
    store.create(deployment('a'));
    const { version } = store;
    store.modify(ref('a'), draft =>
      Object.assign(draft.spec!, { replicas: 1 }),
    );
    expect(store.version).toBe(version);
  });

  it('leaves a version that was given out as it was', () => {
    const store = makeStore();
    const before = store.create(deployment('a'));
    store.modify(ref('a'), draft =>
      Object.assign(draft.spec!, { replicas: 9 }),
    );
    expect(before.spec).toEqual({ replicas: 1 });
  });

  it('tells every listener the same order, also of what a listener causes', () => {
    const store = makeStore();
    const seen: string[][] = [[], []];
    const note = (list: string[]) => (change: Change) =>
      list.push(
        `${change.version - 1000} ${change.type} ${
          change.object.metadata.name
        }`,
      );
    store.subscribe(change => {
      if (change.object.metadata.name === 'a') {
        store.create(deployment('caused'));
      }
    });
    store.subscribe(note(seen[0]));
    store.subscribe(note(seen[1]));
    store.create(deployment('a'));
    expect(seen[0]).toEqual(['1 ADDED a', '2 ADDED caused']);
    expect(seen[1]).toEqual(seen[0]);
  });

  it('forgets changes beyond its window, and says so', () => {
    const store = makeStore(10);
    for (let index = 0; index < 40; index++) {
      store.create(deployment(`d-${index}`));
    }
    expect(store.windowSize).toBeLessThanOrEqual(13);
    expect(store.changesSince('apps/Deployment', 1001)).toBe('expired');
    const { version } = store;
    expect(store.changesSince('apps/Deployment', version - 2)).toHaveLength(2);
  });

  it('refuses to create what exists', () => {
    const store = makeStore();
    store.create(deployment('a'));
    expect(() => store.create(deployment('a'))).toThrow('already exists');
  });
});
