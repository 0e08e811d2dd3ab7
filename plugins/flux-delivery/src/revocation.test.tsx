import {
  discoveryApiRef,
  fetchApiRef,
  identityApiRef,
  storageApiRef,
} from '@backstage/core-plugin-api';
import {
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import {
  MockFetchApi,
  TestApiProvider,
  mockApis,
  registerMswTestHooks,
  renderInTestApp,
} from '@backstage/test-utils';
import { act, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { setupServer } from 'msw/node';
import type { ReactElement } from 'react';
import { FakeFluxDeliveryApi } from './__fixtures__/FakeFluxDeliveryApi';
import { contract } from './__fixtures__/contract';
import { deliveries } from './__fixtures__/history';
import { ENTITY_REF, NOW, healthy } from './__fixtures__/scenarios';
import { FluxDeliveryClient } from './api/FluxDeliveryClient';
import { fluxDeliveryApiRef } from './api/FluxDeliveryApi';
import { DeliveryStateCell } from './components/CatalogColumn/DeliveryStateCell';
import { DeliveryCard } from './components/DeliveryCard/DeliveryCard';
import { DeliveryTab } from './components/DeliveryTab/DeliveryTab';
import { FleetContent } from './components/Fleet/FleetContent';
import { FleetCard } from './components/FleetCard/FleetCard';
import { OwnershipContent } from './components/Ownership/OwnershipContent';
import { ClockContext } from './hooks/useClock';

const server = setupServer();
registerMswTestHooks(server);

/** A portal that answers from memory, until the reader loses the right to see anything. */
class Portal {
  private readonly known = new FakeFluxDeliveryApi(healthy);
  refuses?: 403 | 404;
  /** Of single deliveries alone: of one target the right may be lost, and not of others. */
  hidesDeliveries = false;

  constructor() {
    this.known.contract = contract;
    server.use(
      http.all('http://example.com/api/flux-delivery/*', async ({ request }) =>
        this.refusalOf(request.url)
          ? HttpResponse.json(
              { error: { name: 'Refused', message: 'no' } },
              { status: this.refusalOf(request.url) },
            )
          : HttpResponse.json((await this.answer(new URL(request.url))) as {}),
      ),
    );
  }

  private refusalOf(url: string): number | undefined {
    const isOne = /\/deliveries\/[^/]+$/.test(new URL(url).pathname);
    return this.hidesDeliveries && isOne ? 404 : this.refuses;
  }

  private async answer({ pathname, searchParams }: URL): Promise<unknown> {
    const { known } = this;
    const valueOf = (answer: { modified: boolean; value?: unknown }) =>
      answer.value;
    const [last, before] = pathname.split('/').reverse();
    if (before === 'deliveries') {
      return known.getDelivery(ENTITY_REF, last);
    }
    switch (pathname.slice('/api/flux-delivery'.length)) {
      case '/fleet':
        return valueOf(await known.getFleet());
      case '/fleet/suspensions':
        return valueOf(await known.getSuspensions());
      case '/fleet/questions':
        return known.getFleetQuestions();
      case '/summaries':
        return known.getSummaries(['component:default/payments-api']);
      case '/ownership':
        return known.lookUpOwnership('');
      case '/ownership/gaps':
        return known.getOwnershipGaps();
      case '/find':
        return known.find(searchParams.get('q') ?? '');
      default:
    }
    switch (last) {
      case 'path':
        return searchParams.has('at')
          ? known.getPathAt(ENTITY_REF, searchParams.get('at')!)
          : healthy;
      case 'matrix':
        return known.getMatrix();
      case 'deliveries':
        return known.getDeliveries(ENTITY_REF);
      case 'tags':
        return known.getTags();
      case 'ownership':
        return known.getEntityOwnership();
      case 'contract':
        return known.getContract();
      default:
        throw new Error(`Nobody answers ${pathname}`);
    }
  }
}

async function show(element: ReactElement, at: string) {
  const portal = new Portal();
  const discoveryApi = mockApis.discovery({ baseUrl: 'http://example.com' });
  const fetchApi = new MockFetchApi();
  await renderInTestApp(
    <TestApiProvider
      apis={[
        [discoveryApiRef, discoveryApi],
        [fetchApiRef, fetchApi],
        [storageApiRef, mockApis.storage()],
        [
          identityApiRef,
          mockApis.identity({ ownershipEntityRefs: ['group:default/risk'] }),
        ],
        [
          fluxDeliveryApiRef,
          new FluxDeliveryClient({ discoveryApi, fetchApi }),
        ],
      ]}
    >
      <ClockContext.Provider value={{ now: () => NOW }}>
        <EntityProvider
          entity={{
            apiVersion: 'backstage.io/v1alpha1',
            kind: 'Component',
            metadata: { namespace: 'default', name: 'payments-api' },
          }}
        >
          <main aria-label="page">{element}</main>
        </EntityProvider>
      </ClockContext.Provider>
    </TestApiProvider>,
    {
      routeEntries: [at],
      mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
    },
  );
  return portal;
}

/** Pages look again at once when they are seen again. */
function lookAgain() {
  for (const state of ['hidden', 'visible'] as const) {
    jest.spyOn(document, 'visibilityState', 'get').mockReturnValue(state);
    act(() => {
      document.dispatchEvent(new Event('visibilitychange'));
    });
  }
}
afterEach(() => jest.restoreAllMocks());

const told = () => document.body.textContent ?? '';
const tab = <DeliveryTab entityRef={ENTITY_REF} />;

const NO_FILTER = {};

/** What is open, where, and what it tells as long as it may. */
const PAGES: [string, ReactElement, string, RegExp[]][] = [
  ['the path of a service', tab, '/', [/everywhere since/, /prod-eu/]],
  [
    'its history',
    tab,
    '/?section=history',
    [/1\.9\.0-rc\.2/, /d\.khan/, /prod-eu/],
  ],
  [
    'a delivery',
    tab,
    `/?section=history&delivery=${deliveries[1].id}`,
    [/1\.8\.3/, /d\.khan/, /pipeline/],
  ],
  [
    'the path as it stood',
    tab,
    '/?section=then&at=2026-03-10T09:00:00Z',
    [/prod-eu/],
  ],
  ['its owners', tab, '/?section=ownership', [/prod-eu/]],
  [
    'its card',
    <DeliveryCard key="card" entityRef={ENTITY_REF} size="large" />,
    '/',
    [/everywhere since/],
  ],
  [
    'its cell in the catalog',
    <DeliveryStateCell key="cell" entityRef="component:default/payments-api" />,
    '/',
    [/diverged/],
  ],
  [
    'the services',
    <FleetContent key="services" />,
    '/',
    [/checkout/, /4 diverged/, /see · 8/, /risk · 3/],
  ],
  [
    'suspensions',
    <FleetContent key="suspensions" />,
    '/?view=suspensions',
    [/statement-batch/, /see · 8/, /risk · 3/],
  ],
  [
    'questions',
    <FleetContent key="questions" />,
    '/?view=questions',
    [/1 of 12 sources/, /see · 8/, /risk · 3/],
  ],
  [
    'a card of services',
    <FleetCard key="fleet" title="Mine" filter={NO_FILTER} />,
    '/',
    [/checkout/],
  ],
  ['the lists of gaps', <OwnershipContent key="gaps" />, '/', [/prod-eu/]],
];

describe.each([404, 403] as const)(
  'A4: a right that is lost, told by %s',
  status => {
    it.each(PAGES)(
      'takes %s from the screen',
      async (_, element, at, tells) => {
        const portal = await show(element, at);
        await waitFor(() =>
          tells.forEach(word => expect(told()).toMatch(word)),
        );

        portal.refuses = status;
        lookAgain();
        await waitFor(() =>
          tells.forEach(word => expect(told()).not.toMatch(word)),
        );
      },
    );
  },
);

describe('A4: what was asked for once', () => {
  it.each([
    [
      'a look-up of owners',
      <OwnershipContent key="lookup" />,
      '/?q=payments-api',
      /belongs to Payments API/,
    ],
    ['found releases', tab, '/?find=3fa2c1e', /1 release/],
  ] as const)(
    '%s is asked for again, and goes',
    async (_, element, at, word) => {
      const portal = await show(element, at);
      await waitFor(() => expect(told()).toMatch(word));
      portal.refuses = 404;
      await waitFor(() => expect(told()).not.toMatch(word));
    },
  );

  it('two deliveries that somebody compares are closed', async () => {
    const portal = await show(tab, '/?section=history');
    await userEvent.click(
      (
        await screen.findAllByRole('button', { name: /^Details of/ })
      )[1],
    );
    await userEvent.click(
      await screen.findByRole('button', {
        name: 'Compare with the one before',
      }),
    );
    expect(await screen.findByRole('dialog')).toBeVisible();
    portal.hidesDeliveries = true;
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(told()).toMatch(/d\.khan/);
  });
});
