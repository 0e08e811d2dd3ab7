import {
  fluxDeliveryHistoryReadPermission,
  fluxDeliveryPathReadPermission,
  type FleetPath,
  type InventoryView,
} from 'backstage-plugin-flux-delivery-common';
import { fluxDeliveryPathConditions as conditions } from 'backstage-plugin-flux-delivery-node';
import {
  accessThat,
  ALLOW,
  credentials,
  DENY,
  when,
} from '../access/__testUtils__/accessThat';
import { DefaultFleetService } from './DefaultFleetService';
import { FleetBook } from './FleetBook';
import { FreshFacts } from '../access/FreshFacts';

const HISTORY = fluxDeliveryHistoryReadPermission.name;
const PATH = fluxDeliveryPathReadPermission.name;

function pathOf(name: string, clusters: string[]): FleetPath {
  return {
    entityRef: `component:default/${name}`,
    owner: `group:default/${name}`,
    targets: clusters.map(cluster => ({
      id: `${cluster}~kustomization~shop~${name}`,
      environment: 'prod',
      cluster,
      applier: null,
      namespaces: ['shop'],
      binding: 'claimed',
      state: 'ok',
      bars: [],
      headline: '',
      suspensions: [],
    })),
  };
}

function setUp(
  decisions: Parameters<typeof accessThat>[0],
  paths: FleetPath[],
) {
  const book = new FleetBook();
  for (const path of paths) {
    const { entityRef, owner } = path;
    book.put({ facts: { entityRef, owner, annotations: {} }, path });
  }
  book.completed(true);
  const counted: (readonly FleetPath[])[] = [];
  const owners = new Map(
    paths.map(({ entityRef, owner }) => [entityRef, owner]),
  );
  const state = { now: 0 };
  const read = jest.fn(
    async (refs: readonly string[]) =>
      new Map(
        refs.map(entityRef => [
          entityRef,
          { entityRef, owner: owners.get(entityRef), annotations: {} },
        ]),
      ),
  );
  const fleet = new DefaultFleetService({
    book,
    facts: new FreshFacts({ read, now: () => state.now }),
    access: accessThat(decisions),
    stopped: { beside: () => [] },
    flux: { controllers: () => new Map(), alerts: () => [] },
    figures: {
      of: async seen => {
        counted.push(seen);
        const figures = {
          from: '',
          until: '',
          succeeded: 1,
          failed: 0,
          complete: true,
        };
        return { day: figures, week: figures };
      },
    },
    view: { clusters: () => [] } as unknown as InventoryView,
    options: {
      environments: [],
      fleet: { forgottenAfterDays: 7 },
    },
    now: () => new Date(),
  });
  return { book, fleet, counted, owners, read, state, call: { credentials } };
}

describe('the list of targets for an index', () => {
  const paths = ['a', 'b', 'c', 'd'].map(name => pathOf(name, ['prod-eu']));

  it('comes in pages that are the list when put together', async () => {
    const { fleet, call } = setUp({ [PATH]: ALLOW }, paths);
    const first = await fleet.targets({ services: 3 }, call);
    const second = await fleet.targets(
      { services: 3, after: first.nextCursor },
      call,
    );
    expect(
      [...first.items, ...second.items].map(({ entityRef }) => entityRef),
    ).toEqual(paths.map(({ entityRef }) => entityRef));
    expect(second.nextCursor).toBeUndefined();
  });

  it.each([
    ['of whoever is denied everything', DENY],
    [
      'of whoever sees one service',
      when(conditions.isEntityOwner({ claims: ['group:default/d'] })),
    ],
  ])('names nothing hidden in the cursor %s', async (_, decision) => {
    const { fleet, call } = setUp({ [PATH]: decision }, paths);
    const page = await fleet.targets({ services: 1 }, call);
    expect(page.nextCursor).toBeUndefined();
    expect(page.items.map(({ entityRef }) => entityRef)).toEqual(
      decision === DENY ? [] : ['component:default/d'],
    );
  });
});

describe('figures of the history beside the questions', () => {
  const paths = [pathOf('a', ['prod-eu', 'prod-us']), pathOf('b', ['prod-eu'])];

  it('are not for whoever may not read the history', async () => {
    const { fleet, call, counted } = setUp({ [HISTORY]: DENY }, paths);
    const { figures, questions } = await fleet.questions({}, call);
    expect(figures).toBeUndefined();
    expect(counted).toEqual([]);
    expect(questions.find(({ id }) => id === 'lag')?.state).toBe('unknown');
  });

  it('are of those targets alone whose history may be read', async () => {
    const { fleet, call, counted } = setUp(
      { [HISTORY]: when(conditions.inCluster({ clusters: ['prod-us'] })) },
      paths,
    );
    const { figures } = await fleet.questions({}, call);
    expect(figures).toBeDefined();
    expect(
      counted[0].flatMap(({ targets }) => targets.map(({ id }) => id)),
    ).toEqual(['prod-us~kustomization~shop~a']);
  });
});

describe('who sees a service that changes hands', () => {
  const ofD = when(conditions.isEntityOwner({ claims: ['group:default/d'] }));

  it('is decided by facts that are some seconds old, for all lists', async () => {
    const { fleet, call, owners, state } = setUp({ [PATH]: ofD }, [
      pathOf('d', ['prod-eu']),
      pathOf('e', ['prod-eu']),
    ]);
    const seen = async () => {
      const { items } = await fleet.list({}, { limit: 10 }, call);
      const summaries = await fleet.summaries(
        ['component:default/d', 'component:default/e'],
        call,
      );
      const names = items.map(({ entityRef }) => entityRef.split('/')[1]);
      expect(summaries.items.map(({ entityRef }) => entityRef)).toEqual(
        items.map(({ entityRef }) => entityRef),
      );
      return names;
    };
    expect(await seen()).toEqual(['d']);
    owners.set('component:default/d', 'group:default/e');
    owners.set('component:default/e', 'group:default/d');
    state.now = 1_000;
    // What is lost is lost at once; what is won comes with the next look at everything.
    expect(await seen()).toEqual([]);
    state.now = 9_000;
    expect(await seen()).toEqual(['e']);
  });

  it('A4: is decided by facts that are a second old for the figures of its history', async () => {
    const { fleet, call, counted, owners, state } = setUp({ [HISTORY]: ofD }, [
      pathOf('d', ['prod-eu']),
    ]);
    await fleet.questions({}, call);
    expect(counted.at(-1)).toHaveLength(1);
    owners.set('component:default/d', 'group:default/e');
    state.now = 1_000;
    await fleet.questions({}, call);
    expect(counted.at(-1)).toEqual([]);
  });

  it('is gone from lists of whoever saw it by its owner in one place and by the place in another, but there', async () => {
    const either = when({
      anyOf: [
        conditions.isEntityOwner({ claims: ['group:default/d'] }),
        conditions.inCluster({ clusters: ['staging'] }),
      ],
    });
    const { fleet, call, owners, state } = setUp({ [PATH]: either }, [
      pathOf('d', ['prod-eu', 'staging']),
    ]);
    const clusters = async () =>
      (await fleet.list({}, { limit: 10 }, call)).facets.clusters.map(
        ({ value }) => value,
      );
    expect(await clusters()).toEqual(['prod-eu', 'staging']);
    owners.set('component:default/d', 'group:default/e');
    state.now = 1_000;
    expect(await clusters()).toEqual(['staging']);
  });

  it('is asked of the catalog twenty times for five thousand services, and by nobody to whom it makes no difference', async () => {
    const paths = Array.from({ length: 5_000 }, (_, at) =>
      pathOf(`s${at}`, ['prod-eu']),
    );
    const some = setUp({ [PATH]: ofD }, paths);
    for (let times = 0; times < 5; times += 1) {
      await some.fleet.list({}, { limit: 50 }, some.call);
      await some.fleet.suspensions({}, some.call);
      await some.fleet.questions({}, some.call);
    }
    expect(some.read).toHaveBeenCalledTimes(20);
    // Where an open page looks again, only what is seen because of its facts is asked for before it is told.
    const byPlace = setUp(
      {
        [PATH]: when({
          anyOf: [
            conditions.isEntityOwner({ claims: ['group:default/s7'] }),
            conditions.inCluster({ clusters: ['staging'] }),
          ],
        }),
      },
      paths.map((path, at) =>
        at < 10 ? path : pathOf(`s${at}`, ['prod-eu', 'staging']),
      ),
    );
    await byPlace.fleet.list({}, { limit: 50 }, byPlace.call);
    byPlace.state.now = 2_000;
    const { total } = await byPlace.fleet.list({}, { limit: 50 }, byPlace.call);
    expect(total).toBe(4_991);
    expect(byPlace.read.mock.calls.slice(20)).toEqual([
      [['component:default/s7']],
    ]);
    const all = setUp({ [PATH]: ALLOW }, paths);
    await all.fleet.list({}, { limit: 50 }, all.call);
    const none = setUp({ [PATH]: DENY }, paths);
    await none.fleet.list({}, { limit: 50 }, none.call);
    expect(all.read).not.toHaveBeenCalled();
    expect(none.read).not.toHaveBeenCalled();
  });
});

describe('an unfiltered list for whoever sees everything', () => {
  it('is put in order once, and again when something changed', async () => {
    const paths = ['a', 'b', 'c'].map(name => pathOf(name, ['prod-eu']));
    const { book, fleet, call } = setUp({ [PATH]: ALLOW }, paths);
    const namesOn = async (cursor?: string) => {
      const page = await fleet.list({}, { limit: 2, cursor }, call);
      return { page, names: page.items.map(({ entityRef }) => entityRef) };
    };
    const first = await namesOn();
    expect(first.names).toEqual(['component:default/a', 'component:default/b']);
    expect((await namesOn(first.page.nextCursor!)).names).toEqual([
      'component:default/c',
    ]);
    const [, , c] = paths;
    book.put({
      facts: { entityRef: c.entityRef, annotations: {} },
      path: {
        ...c,
        targets: c.targets.map(each => ({ ...each, state: 'diverged' })),
      },
    });
    const later = await namesOn();
    expect(later.names[0]).toBe('component:default/c');
    expect(later.page.counts).toMatchObject({ diverged: 1, ok: 2 });
    const filtered = await fleet.list({ states: ['ok'] }, { limit: 9 }, call);
    expect(filtered.total).toBe(2);
    expect(filtered.facets).toEqual(later.page.facets);
  });
});
