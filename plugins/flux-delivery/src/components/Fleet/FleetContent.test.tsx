import { mockApis } from '@backstage/test-utils';
import { NotAllowedError } from '@backstage/errors';
import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  manyPaths,
  path,
  paths,
  withBrokenSource,
} from '../../__fixtures__/fleetPaths';
import { FakeSignals } from '../../__testUtils__/showTab';
import { showFleet } from '../../__testUtils__/showFleet';

const grid = () => screen.findByRole('grid', { name: 'Services, worst first' });
const causes = () =>
  screen.findByRole('table', { name: 'Root causes, worst first' });
const address = () => screen.getByLabelText('address').textContent;
const names = (table: HTMLElement) =>
  within(table)
    .getAllByRole('rowheader')
    .map(({ textContent }) => textContent);
const chip = (name: RegExp) => screen.getByRole('button', { name });

describe('the list', () => {
  it('is worst first, with bars per environment and the state in words', async () => {
    await showFleet();
    const table = await grid();
    expect(names(table)).toEqual([
      'checkout',
      'payments-api',
      'scorer',
      'risk-scorer',
      'statement-batch',
      'ledger',
      'fraud-rules',
      'cards-gateway',
    ]);
    expect(
      within(table)
        .getAllByRole('columnheader')
        .map(({ textContent }) => textContent),
    ).toEqual(['Service', 'Owner', 'dev', 'staging', 'prod', 'State']);
    const row = within(table).getByRole('row', { name: /^payments-api/ });
    expect(row).toHaveTextContent(
      /diverged at source on prod-us, 1 of 4 targets.*for 6.min/,
    );
    expect(row).toHaveAttribute('aria-rowindex', '3');
    expect(
      within(row).getByRole('img', {
        name: 'prod: Promotion ok, Source diverged, Reconcile diverged, Rollout diverged, Traffic diverged',
      }),
    ).toBeVisible();
    expect(
      within(row).getByRole('link', { name: 'payments-api' }),
    ).toHaveAttribute(
      'href',
      '/catalog/default/component/payments-api/delivery-path',
    );
    expect(
      within(table).getByRole('row', { name: /^ledger/ }),
    ).toHaveTextContent('unknown on prod-ap: cluster unreachable');
    expect(
      within(table).getByRole('row', { name: /^fraud-rules/ }),
    ).toHaveTextContent(/in progress .*2 of 3 updated expected by/);
    expect(table).toHaveAttribute('aria-rowcount', '9');
  });

  it('tells what each state counts, unknown apart', async () => {
    await showFleet();
    await grid();
    const group = screen.getByRole('group', { name: 'Filter by state' });
    expect(
      within(group)
        .getAllByRole('button')
        .map(({ textContent }) => textContent),
    ).toEqual([
      '4 diverged',
      '1 in progress',
      '1 suspended',
      '1 unknown',
      '1 ok',
    ]);
  });
});

describe('root causes', () => {
  it('are told once, with whose move it is, and open what hangs on them', async () => {
    await showFleet({
      arrange: api => {
        api.owners = {
          'group:default/platform': {
            title: 'Platform',
            kind: 'group',
            exists: true,
            contacts: [
              { type: 'chat', title: '#platform', url: 'https://chat.test' },
            ],
          },
        };
      },
    });
    const [first, second] = within(await causes())
      .getAllByRole('row')
      .slice(1);
    expect(first).toHaveTextContent(
      /source-auth GitRepository flux-system\/apps on prod-us/,
    );
    expect(first).toHaveTextContent(/3 services, 2 teams/);
    expect(first).toHaveTextContent(/platform #platform/);
    expect(second).toHaveTextContent(/crash-loop Deployment risk\/scorer/);
    expect(second).toHaveTextContent(/unowned/);
    expect(
      within(second).getByRole('link', { name: 'risk-scorer' }),
    ).toBeVisible();

    await userEvent.click(
      within(first).getByRole('button', {
        name: 'Show the services behind source-auth apps',
      }),
    );
    expect(
      within(await causes())
        .getAllByRole('listitem')
        .map(({ textContent }) => textContent)
        .filter(text => !text?.startsWith('#')),
    ).toEqual(['checkout', 'payments-api', 'scorer']);
  });

  it.each([
    [9, 9, '6 of 9 root causes.', 'Show all 9', '9 of 9 root causes.'],
    [9, 60, '6 of 60 root causes.', 'Show the first 9', '9 of 60 root causes.'],
  ])(
    '%d of %d: how many are shown, and how to see the others',
    async (given, total, few, show, many) => {
      const broken = (name: string) => {
        const { divergence, ...rest } = withBrokenSource();
        const cause = { ...divergence!.cause!, name };
        return { ...rest, divergence: { ...divergence!, cause } };
      };
      await showFleet({
        arrange: api => {
          api.fleet = Array.from({ length: given }, (_, index) =>
            path(`service-${index}`, [broken(`source-${index}`)]),
          );
          api.rootCausesTotal = total;
        },
      });
      const rows = async () =>
        within(await causes()).getAllByRole('row').length - 1;
      expect(await rows()).toBe(6);
      expect(screen.getByText(few)).toBeVisible();
      await userEvent.click(screen.getByRole('button', { name: show }));
      expect(await rows()).toBe(given);
      expect(screen.getByText(many)).toBeVisible();
      expect(screen.queryByText(/Filter to see the others/) !== null).toBe(
        total > given,
      );
      await userEvent.click(
        screen.getByRole('button', { name: 'Show the first 6 only' }),
      );
      expect(await rows()).toBe(6);
    },
  );
});

describe('the address', () => {
  it('holds what is filtered, and is what the page shows', async () => {
    const { api } = await showFleet({
      at: '/delivery?state=unknown&q=led&environment=prod',
    });
    expect(names(await grid())).toEqual(['ledger']);
    expect(api.askedOfFleet).toContain(
      'fleet?environment=prod&state=unknown&q=led&limit=200',
    );
    expect(chip(/1 unknown/)).toHaveAttribute('aria-pressed', 'true');

    await userEvent.click(
      screen.getByRole('button', { name: 'Clear the filters' }),
    );
    await waitFor(() => expect(address()).toBe(''));
    expect(await screen.findByText('8 services')).toBeInTheDocument();
  });

  it('follows states, dimensions and text', async () => {
    await showFleet();
    await grid();
    await userEvent.click(chip(/1 suspended/));
    expect(address()).toBe('?state=suspended');
    expect(names(await grid())).toEqual(['statement-batch']);
    await userEvent.click(chip(/1 suspended/));

    await userEvent.click(screen.getByRole('button', { name: /^owner/ }));
    await userEvent.click(
      await screen.findByRole('checkbox', { name: 'risk · 3' }),
    );
    expect(address()).toBe('?owner=group%3Adefault%2Frisk');
    await userEvent.keyboard('{Escape}');

    await userEvent.type(
      screen.getByRole('searchbox', { name: 'Name, title or owner' }),
      'fraud',
    );
    await waitFor(() =>
      expect(address()).toBe('?owner=group%3Adefault%2Frisk&q=fraud'),
    );
    await waitFor(async () =>
      expect(names(await grid())).toEqual(['fraud-rules']),
    );
  });

  it('says whose services: all, mine, of one of my groups, each with its number', async () => {
    await showFleet();
    await grid();
    const nav = screen.getByRole('navigation', { name: 'Whose services' });
    expect(
      within(nav)
        .getAllByRole('link')
        .map(({ textContent }) => textContent),
    ).toEqual(['All I may see · 8', 'My services · 3', 'risk · 3']);
    await userEvent.click(within(nav).getByRole('link', { name: /My/ }));
    expect(address()).toBe('?owner=mine');
    await waitFor(async () =>
      expect(names(await grid())).toEqual([
        'scorer',
        'risk-scorer',
        'fraud-rules',
      ]),
    );
    await waitFor(() =>
      expect(within(nav).getByRole('link', { name: /All/ })).toHaveTextContent(
        '8',
      ),
    );
  });

  it('gets a name, is found by it, and loses it', async () => {
    const storage = mockApis.storage();
    await showFleet({ at: '/delivery?state=diverged', storage });
    await grid();
    await userEvent.click(screen.getByRole('button', { name: /^Views/ }));
    await userEvent.type(
      screen.getByRole('textbox', { name: 'Name of this view' }),
      'Monday{Enter}',
    );
    expect(await screen.findByRole('link', { name: 'Monday' })).toHaveAttribute(
      'href',
      expect.stringMatching(/\?state=diverged$/),
    );
    expect(
      storage.forBucket('flux-delivery').snapshot('fleet-views').value,
    ).toEqual([{ name: 'Monday', search: '?state=diverged' }]);
    await userEvent.click(
      screen.getByRole('button', { name: 'Remove Monday' }),
    );
    await waitFor(() =>
      expect(screen.queryByRole('link', { name: 'Monday' })).toBeNull(),
    );
  });
});

describe('its states, each another render', () => {
  it('loading', async () => {
    await showFleet({
      arrange: api => {
        api.fleet = undefined;
      },
    });
    expect(
      screen.getByRole('status', { name: 'Loading the services' }),
    ).toBeVisible();
  });

  it('not complete yet: what is not there may be there', async () => {
    await showFleet({
      arrange: api => {
        api.completeness.complete = false;
        api.fleet = [];
      },
    });
    expect(
      await screen.findByText('Not all services have been looked at yet'),
    ).toBeVisible();
    expect(screen.queryByText('No service to see')).toBeNull();
  });

  it('clusters out of reach: which, and since when', async () => {
    await showFleet({
      arrange: api => {
        api.completeness.clusters.push({
          name: 'prod-ap',
          state: 'unreachable',
          since: '2026-03-10T08:52:00Z',
        });
      },
    });
    expect(await screen.findByText('3 of 4 clusters in sync')).toBeVisible();
    expect(screen.getByText(/^prod-ap unreachable since /)).toBeVisible();
  });

  it('nothing matches: how many there are, and a way back', async () => {
    await showFleet({ at: '/delivery?q=nobody' });
    expect(await screen.findByText('No service matches')).toBeVisible();
    await screen.findByText(/There are 8 services that you may see/);
    await userEvent.click(
      screen.getAllByRole('button', { name: 'Clear the filters' })[1],
    );
    expect(names(await grid())).toHaveLength(8);
  });

  it('nothing to see at all: what that means, and what to do', async () => {
    await showFleet({
      arrange: api => {
        api.fleet = [];
      },
    });
    expect(await screen.findByText('No service to see')).toBeVisible();
    expect(screen.getByText(/flux-delivery\.path\.read/)).toBeVisible();
  });

  it('nothing of mine', async () => {
    await showFleet({ at: '/delivery?owner=mine', mine: [] });
    expect(
      await screen.findByText('None of your services has a delivery path'),
    ).toBeVisible();
    await userEvent.click(
      screen.getByRole('button', { name: 'Show all services' }),
    );
    expect(names(await grid())).toHaveLength(8);
  });

  it('an error: what, what to do, whom to ask', async () => {
    await showFleet({
      arrange: api => {
        api.fleet = new Error('Bad gateway');
      },
    });
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent(/Bad gateway.*administers this portal/);
    expect(
      within(alert).getByRole('button', { name: 'Try again' }),
    ).toBeVisible();
  });

  it('forbidden', async () => {
    await showFleet({
      arrange: api => {
        api.fleet = new NotAllowedError('no');
      },
    });
    expect(
      await screen.findByText('You may not see any delivery path'),
    ).toBeVisible();
  });
});

describe('a large fleet', () => {
  it('draws what can be seen, and reads on as it is scrolled, by keyboard too', async () => {
    await showFleet({
      arrange: fake => {
        fake.fleet = manyPaths(5000);
      },
    });
    const table = await grid();
    expect(table).toHaveAttribute('aria-rowcount', '5001');
    expect(within(table).getAllByRole('row').length).toBeLessThan(40);
    expect(screen.getByText('200 of 5000 services')).toBeInTheDocument();

    const link = (name: string) => within(table).getByRole('link', { name });
    expect(link('service-00000')).toHaveAttribute('tabindex', '0');
    expect(link('service-00001')).toHaveAttribute('tabindex', '-1');
    act(() => link('service-00000').focus());
    await userEvent.keyboard('{ArrowDown}{ArrowDown}');
    expect(link('service-00002')).toHaveFocus();
    await userEvent.keyboard('{ArrowUp}');
    expect(link('service-00001')).toHaveFocus();
  });

  it('asks for the next page by cursor once its end comes near', async () => {
    const { api } = await showFleet({
      arrange: fake => {
        fake.fleet = manyPaths(205);
      },
    });
    const table = await grid();
    act(() => within(table).getAllByRole('link')[0].focus());
    await userEvent.keyboard('{End}');
    await waitFor(() =>
      expect(
        within(table).getByRole('link', { name: 'service-00199' }),
      ).toHaveFocus(),
    );
    await waitFor(() =>
      expect(screen.getByText('205 services')).toBeInTheDocument(),
    );
    expect(api.askedOfFleet.filter(each => /cursor/.test(each))).toEqual([
      'fleet?limit=200&cursor=component%3Adefault%2Fservice-00199',
    ]);
  });
});

it('keeps the focus with its service while the order changes', async () => {
  const signals = new FakeSignals();
  const { api } = await showFleet({ signals });
  const table = await grid();
  const link = () => within(table).getByRole('link', { name: 'cards-gateway' });
  act(() => link().focus());
  api.fleet = [
    path('cards-gateway', [{ ...paths[3].targets[1] }]),
    ...paths.slice(0, -1),
  ];
  act(() => signals.send({ entityRefs: ['component:default/any'] }));
  await waitFor(() =>
    expect(names(table).indexOf('cards-gateway')).toBeLessThan(4),
  );
  expect(link()).toHaveFocus();
});
