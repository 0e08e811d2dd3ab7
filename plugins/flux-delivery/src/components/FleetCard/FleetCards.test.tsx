import { EntityProvider } from '@backstage/plugin-catalog-react';
import { screen, within } from '@testing-library/react';
import { path } from '../../__fixtures__/fleetPaths';
import { showFleet } from '../../__testUtils__/showFleet';
import { EntityFleetCard } from './EntityFleetCard';
import { EntityFleetContent } from './EntityFleetContent';
import { MyServicesCard } from './MyServicesCard';

const entity = (kind: string, name: string, relations: object[] = []) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind,
  metadata: { name, namespace: 'default' },
  relations: relations as never,
});
const on = (of: ReturnType<typeof entity>, content = <EntityFleetCard />) => (
  <EntityProvider entity={of}>{content}</EntityProvider>
);
const worst = () => screen.findByRole('list', { name: 'Worst first' });

it('a group: how many are in which state, and the worst of them', async () => {
  const { api } = await showFleet({ element: on(entity('Group', 'risk')) });
  const items = within(await worst()).getAllByRole('listitem');
  expect(items.map(each => each.querySelector('a')?.textContent)).toEqual([
    'scorer',
    'risk-scorer',
    'fraud-rules',
  ]);
  expect(items[0]).toHaveTextContent(/diverged at source on prod-us/);
  expect(screen.getByText('2 diverged')).toBeVisible();
  expect(screen.getByText('Delivery of risk')).toBeVisible();
  expect(api.askedOfFleet).toEqual([
    'fleet?owner=group%3Adefault%2Frisk&limit=5',
  ]);
});

it('is called as the catalog calls the one whose page it is on', async () => {
  await showFleet({
    element: on({
      ...entity('User', 'd.khan'),
      spec: { profile: { displayName: 'Dilnoza Khan' } },
    } as never),
  });
  expect(await screen.findByText('Delivery of Dilnoza Khan')).toBeVisible();
});

it('names the clusters that it cannot speak for', async () => {
  await showFleet({
    element: on(entity('Group', 'risk')),
    arrange: api => {
      api.completeness.clusters.push({
        name: 'prod-ap',
        state: 'needsUserSession',
      });
    },
  });
  expect(await screen.findByText(/3 of 4 clusters in sync/)).toHaveTextContent(
    /prod-ap needs a user session/,
  );
});

it.each([
  [
    entity('System', 'limits'),
    'fleet?system=system%3Adefault%2Flimits&limit=5',
  ],
  [
    entity('Domain', 'money', [
      { type: 'hasPart', targetRef: 'system:default/shop' },
    ]),
    'fleet?system=system%3Adefault%2Fshop&limit=5',
  ],
])('%#: asks for the services that it stands for', async (of, asked) => {
  const { api } = await showFleet({ element: on(of) });
  await worst();
  expect(api.askedOfFleet).toEqual([asked]);
});

it('says that all is well, that there is nothing, and that it is not known yet', async () => {
  await showFleet({
    element: on(entity('Group', 'payments')),
    arrange: api => {
      api.fleet = [path('a'), path('b')];
    },
  });
  expect(
    await screen.findByText('All 2 services are as intended.'),
  ).toBeVisible();
  expect(screen.getByText('2 ok')).toBeVisible();
});

it('never says that there is nothing as long as not all was looked at', async () => {
  await showFleet({
    element: on(entity('Group', 'nobody')),
    arrange: api => {
      api.completeness.complete = false;
    },
  });
  expect(
    await screen.findByText('Not all services have been looked at yet.'),
  ).toBeVisible();
  expect(screen.queryByText('No service with a delivery path.')).toBeNull();
});

it('asks nothing for a domain without systems', async () => {
  const { api } = await showFleet({ element: on(entity('Domain', 'empty')) });
  expect(screen.getByText('No service with a delivery path.')).toBeVisible();
  expect(api.askedOfFleet).toEqual([]);
});

it('an error is told', async () => {
  await showFleet({
    element: on(entity('Group', 'risk')),
    arrange: api => {
      api.fleet = new Error('Bad gateway');
    },
  });
  expect(await screen.findByRole('alert')).toHaveTextContent(/Bad gateway/);
});

it('mine: of whoever looks and of their groups', async () => {
  const { api } = await showFleet({ element: <MyServicesCard /> });
  await worst();
  expect(api.askedOfFleet).toEqual([
    'fleet?owner=user%3Adefault%2Fann&owner=group%3Adefault%2Frisk&limit=5',
  ]);
  expect(screen.getByText('Delivery of my services')).toBeVisible();
});

it('mine of somebody who owns nothing asks nothing, rather than for everything', async () => {
  const { api } = await showFleet({ element: <MyServicesCard />, mine: [] });
  expect(
    await screen.findByText('No service with a delivery path.'),
  ).toBeVisible();
  expect(api.askedOfFleet).toEqual([]);
});

it('the tab of a group is the list of its services, without tabs of others', async () => {
  await showFleet({
    element: on(entity('Group', 'risk'), <EntityFleetContent />),
    at: '/delivery?owner=group:default/payments&state=diverged',
  });
  const grid = await screen.findByRole('grid');
  expect(
    within(grid)
      .getAllByRole('rowheader')
      .map(({ textContent }) => textContent),
  ).toEqual(['scorer', 'risk-scorer']);
  expect(
    screen.queryByRole('navigation', { name: 'Whose services' }),
  ).toBeNull();
  expect(screen.queryByRole('button', { name: /^owner/ })).toBeNull();
});
