import { mockServices } from '@backstage/backend-test-utils';
import type {
  EntityFacts,
  FleetPath,
  ObjectRef,
} from 'backstage-plugin-flux-delivery-common';
import { FleetBook } from './FleetBook';
import { FleetJudging, type FleetReadiness } from './FleetJudging';

const REF: ObjectRef = {
  cluster: 'prod-eu',
  group: 'apps',
  kind: 'Deployment',
  namespace: 'shop',
  name: 'api',
};

const facts = (name: string): EntityFacts => ({
  entityRef: `component:default/${name}`,
  owner: 'group:default/shop',
  annotations: {},
});

function pathOf(name: string, version: string): FleetPath {
  return {
    entityRef: `component:default/${name}`,
    targets: [
      {
        id: name,
        environment: 'prod',
        cluster: 'prod-eu',
        applier: null,
        namespaces: ['shop'],
        binding: 'claimed',
        state: 'ok',
        bars: [],
        headline: '',
        version,
        suspensions: [],
      },
    ],
  };
}

function setUp(names: string[]) {
  const known = new Map(names.map(name => [facts(name).entityRef, name]));
  const versions = new Map(names.map(name => [name, '1']));
  const judged: string[] = [];
  const changed: string[] = [];
  const state = {
    readiness: 'whole' as FleetReadiness,
    failing: '',
    isLost: false,
    dueAt: undefined as number | undefined,
  };
  const book = new FleetBook();
  const judging = new FleetJudging({
    book,
    logger: mockServices.logger.mock(),
    now: () => Date.now(),
    onChanged: entityRef => changed.push(entityRef),
    units: {
      entityRefs: () => known.keys(),
      factsOf: ref => (known.has(ref) ? facts(known.get(ref)!) : undefined),
      unitsWith: ref => {
        if (state.isLost) {
          throw new Error('no');
        }
        return [facts(ref.name).entityRef];
      },
      readiness: () => state.readiness,
      judge: ({ entityRef }) => {
        const name = known.get(entityRef)!;
        judged.push(name);
        if (name === state.failing) {
          throw new Error('no');
        }
        return versions.get(name) === ''
          ? undefined
          : { path: pathOf(name, versions.get(name)!), dueAt: state.dueAt };
      },
    },
  });
  const versionsIn = () =>
    [...book.all()].map(
      ({ path }) => `${path.entityRef} ${path.targets[0]?.version}`,
    );
  return { book, changed, judged, judging, known, state, versions, versionsIn };
}

describe('the book of the fleet', () => {
  beforeEach(() => {
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick'] });
  });
  afterEach(() => jest.useRealTimers());

  it('has every service once it was judged, and is complete then', async () => {
    const { book, judging, versionsIn } = setUp(['api', 'web']);
    judging.start();
    expect(book.isComplete).toBe(false);
    await jest.advanceTimersByTimeAsync(1_000);
    expect(versionsIn()).toEqual([
      'component:default/api 1',
      'component:default/web 1',
    ]);
    expect(book.isComplete).toBe(true);
    await judging.stop();
  });

  it('is not complete as long as nobody can tell what there is', async () => {
    const { book, judging, state } = setUp(['api']);
    state.readiness = 'no';
    judging.start();
    await jest.advanceTimersByTimeAsync(5_000);
    expect(book.isComplete).toBe(false);
    state.readiness = 'whole';
    await jest.advanceTimersByTimeAsync(31_000);
    expect(book.isComplete).toBe(true);
    await judging.stop();
  });

  it('may be indexed, and is not complete, where some clusters do not come to be known', async () => {
    const { book, judging, state } = setUp([]);
    state.readiness = 'no';
    judging.start();
    await jest.advanceTimersByTimeAsync(31_000);
    expect([book.isIndexable, book.isComplete]).toEqual([false, false]);
    state.readiness = 'inPart';
    await jest.advanceTimersByTimeAsync(31_000);
    expect([book.isIndexable, book.isComplete]).toEqual([true, false]);
    state.readiness = 'whole';
    await jest.advanceTimersByTimeAsync(31_000);
    expect([book.isIndexable, book.isComplete]).toEqual([true, true]);
    await judging.stop();
  });

  it('judges what a change concerns, once for changes that come together', async () => {
    const { changed, judged, judging, versions, versionsIn } = setUp([
      'api',
      'web',
    ]);
    judging.start();
    await jest.advanceTimersByTimeAsync(1_000);
    judged.length = 0;
    changed.length = 0;
    versions.set('api', '2');
    judging.onChange({ objects: [REF], clusters: [] });
    judging.onChange({ objects: [REF], clusters: [] });
    await jest.advanceTimersByTimeAsync(1_000);
    expect(judged).toEqual(['api']);
    expect(changed).toEqual(['component:default/api']);
    expect(versionsIn()).toContain('component:default/api 2');
    await judging.stop();
  });

  it('says nothing where a change made no difference', async () => {
    const { book, changed, judging } = setUp(['api']);
    judging.start();
    await jest.advanceTimersByTimeAsync(1_000);
    changed.length = 0;
    const { generation } = book;
    judging.onChange({ objects: [REF], clusters: [] });
    await jest.advanceTimersByTimeAsync(1_000);
    expect(changed).toEqual([]);
    expect(book.generation).toBe(generation);
    await judging.stop();
  });

  it('judges all services of a cluster whose state changed', async () => {
    const { judged, judging } = setUp(['api', 'web']);
    judging.start();
    await jest.advanceTimersByTimeAsync(1_000);
    judged.length = 0;
    judging.onChange({ objects: [], clusters: ['staging'] });
    await jest.advanceTimersByTimeAsync(1_000);
    expect(judged).toEqual([]);
    judging.onChange({ objects: [], clusters: ['prod-eu'] });
    await jest.advanceTimersByTimeAsync(1_000);
    expect(judged).toEqual(['api', 'web']);
    await judging.stop();
  });

  it('tells when it was judged, also to the same end', async () => {
    const { book, changed, judging } = setUp(['api']);
    const judgedAt = () => book.get('component:default/api')!.path.judgedAt!;
    judging.start();
    await jest.advanceTimersByTimeAsync(1_000);
    const first = Date.parse(judgedAt());
    changed.length = 0;
    const { generation } = book;
    judging.onChange({ objects: [REF], clusters: [] });
    await jest.advanceTimersByTimeAsync(1_000);
    expect(Date.parse(judgedAt()) - first).toBe(1_000);
    expect(book.generation).toBe(generation);
    expect(changed).toEqual([]);
    await judging.stop();
  });

  it('judges what is due by itself, within half a minute', async () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
    const { judged, judging, state } = setUp(names);
    state.dueAt = Date.now() + 20_000;
    judging.start();
    await jest.advanceTimersByTimeAsync(1_000);
    judged.length = 0;
    await jest.advanceTimersByTimeAsync(30_500);
    expect(judged.sort()).toEqual(names);
    state.dueAt = undefined;
    await jest.advanceTimersByTimeAsync(30_000);
    judged.length = 0;
    await jest.advanceTimersByTimeAsync(30_000);
    expect(judged).toHaveLength(2);
    await judging.stop();
  });

  it('judges everything within two minutes, whether anything was told or not', async () => {
    const { judged, judging } = setUp(
      Array.from({ length: 25 }, (_, at) => `service-${at}`),
    );
    judging.start();
    await jest.advanceTimersByTimeAsync(1_000);
    judged.length = 0;
    await jest.advanceTimersByTimeAsync(2 * 60_000);
    expect(new Set(judged).size).toBe(25);
    expect(judged.length).toBeLessThanOrEqual(28);
    await judging.stop();
  });

  it('forgets what is not in the catalog any more, and what is not delivered any more', async () => {
    const { judging, known, versions, versionsIn } = setUp(['api', 'web']);
    judging.start();
    await jest.advanceTimersByTimeAsync(1_000);
    known.delete('component:default/api');
    versions.set('web', '');
    judging.onResolved('component:default/api');
    judging.onResolved('component:default/web');
    await jest.advanceTimersByTimeAsync(1_000);
    expect(versionsIn()).toEqual([]);
    await judging.stop();
  });

  it('goes on where it could not be told what a change concerns', async () => {
    const { judged, judging, state } = setUp(['api', 'web']);
    judging.start();
    await jest.advanceTimersByTimeAsync(1_000);
    judged.length = 0;
    state.isLost = true;
    judging.onChange({ objects: [REF], clusters: [] });
    await jest.advanceTimersByTimeAsync(1_000);
    state.isLost = false;
    judging.onChange({ objects: [REF], clusters: [] });
    await jest.advanceTimersByTimeAsync(1_000);
    expect(judged).toEqual(['api']);
    await judging.stop();
  });

  it('keeps what cannot be judged, as unknown, and judges the others', async () => {
    const { book, judging, state } = setUp(['api', 'web']);
    state.failing = 'api';
    judging.start();
    await jest.advanceTimersByTimeAsync(1_000);
    expect(book.get('component:default/api')?.path).toMatchObject({
      failed: true,
      targets: [],
    });
    expect(book.get('component:default/api')?.places).toBeUndefined();
    expect(book.get('component:default/web')?.path.targets).toHaveLength(1);
    await judging.stop();
  });

  it('keeps where the targets were of what cannot be judged any more, however often it fails', async () => {
    const { book, judging, state } = setUp(['api']);
    judging.start();
    await jest.advanceTimersByTimeAsync(1_000);
    state.failing = 'api';
    for (let times = 0; times < 2; times += 1) {
      judging.onChange({ objects: [REF], clusters: [] });
      await jest.advanceTimersByTimeAsync(1_000);
      expect(book.get('component:default/api')).toMatchObject({
        path: { failed: true },
        places: [
          { cluster: 'prod-eu', environment: 'prod', namespaces: ['shop'] },
        ],
      });
    }
    await judging.stop();
  });
});
