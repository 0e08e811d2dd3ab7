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
  book.completed();
  const counted: (readonly FleetPath[])[] = [];
  const fleet = new DefaultFleetService({
    book,
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
  return { fleet, counted, call: { credentials } };
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
