import { NotAllowedError, NotFoundError } from '@backstage/errors';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { signalApiRef } from '@backstage/plugin-signals-react';
import { TestApiProvider, renderInTestApp } from '@backstage/test-utils';
import type { DeliveryDto } from 'backstage-plugin-flux-delivery-common';
import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FakeFluxDeliveryApi } from '../../__fixtures__/FakeFluxDeliveryApi';
import { deliveries, largeMatrix, tags } from '../../__fixtures__/history';
import { ENTITY_REF, NOW, ago, healthy } from '../../__fixtures__/scenarios';
import { FakeSignals } from '../../__testUtils__/showTab';
import { fluxDeliveryApiRef } from '../../api/FluxDeliveryApi';
import { ClockContext } from '../../hooks/useClock';
import { DeliveryTab } from './DeliveryTab';

async function show(
  at: string,
  prepare: (api: FakeFluxDeliveryApi) => void = () => {},
) {
  const api = new FakeFluxDeliveryApi(healthy);
  const signals = new FakeSignals();
  prepare(api);
  await renderInTestApp(
    <TestApiProvider
      apis={[
        [fluxDeliveryApiRef, api],
        [signalApiRef, signals],
      ]}
    >
      <ClockContext.Provider value={{ now: () => NOW }}>
        <DeliveryTab entityRef={ENTITY_REF} />
      </ClockContext.Provider>
    </TestApiProvider>,
    {
      routeEntries: [at],
      mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
    },
  );
  return { api, signals };
}

const HISTORY = '/?section=history';
const timeline = () =>
  screen.findByRole('table', { name: 'Deliveries, newest first' });
const rows = async () =>
  within(await timeline())
    .getAllByRole('row')
    .map(({ textContent }) => textContent?.replaceAll('\u00a0', ' ') ?? '')
    .filter(text => /Details/.test(text));

describe('sections', () => {
  it('shows how it is, and goes to the history by keyboard', async () => {
    await show('/');
    expect(screen.getByRole('button', { name: 'Now' })).toHaveAttribute(
      'aria-current',
      'page',
    );
    screen.getByRole('button', { name: 'Promotion history' }).focus();
    await userEvent.keyboard('{Enter}');
    expect(await timeline()).toBeVisible();
  });
});

describe('the timeline', () => {
  it('lists days, newest first: what, who with what right, what changed, how it went', async () => {
    await show(HISTORY);
    const list = await rows();
    expect(list[0]).toMatch(
      /dev · dev-eu.*1\.9\.0-rc\.2.*image-automation \(claimed\).*in progress.*rollout, 1 min so far/,
    );
    expect(list[1]).toMatch(
      /prod · prod-eu.*1\.8\.2 → 1\.8\.3.*d\.khan \(verified\) by pipeline 4812.*1 image.*failed at Reconcile · apply-rbac/,
    );
    expect(list[2]).toMatch(/prod-us.*✓succeeded4 min 18 s: 42 s promotion/);
    expect(list[3]).toMatch(/actor unknown/);
    expect(
      within(await timeline())
        .getAllByRole('heading')
        .map(({ textContent }) => textContent),
    ).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^Today, /),
        expect.stringMatching(/^Yesterday, /),
      ]),
    );
  });

  it('filters by environment and outcome, and shows what is no deployment when asked', async () => {
    const { api } = await show(HISTORY);
    await timeline();
    await userEvent.click(
      screen.getByRole('checkbox', { name: 'Also what is no deployment' }),
    );
    expect(
      await screen.findByText(/not seen: prod-eu was not observed/),
    ).toBeVisible();
    await userEvent.click(screen.getByLabelText(/^Outcome/));
    await userEvent.click(screen.getByRole('option', { name: 'failed' }));
    await waitFor(async () => expect(await rows()).toHaveLength(1));
    await userEvent.click(screen.getByLabelText(/^Environment/));
    await userEvent.click(screen.getByRole('option', { name: 'staging' }));
    expect(
      await screen.findByText('No delivery matches the filter.'),
    ).toBeVisible();
    expect(api.asked).toContain(
      'deliveries {"environment":"staging","outcome":"failed","all":true}',
    );
  });

  it('reads on by cursor', async () => {
    await show(HISTORY, api => {
      api.pageSize = 3;
    });
    expect(await rows()).toHaveLength(3);
    await userEvent.click(
      screen.getByRole('button', { name: 'Load earlier deliveries' }),
    );
    await waitFor(async () => expect(await rows()).toHaveLength(6));
    expect(screen.getByText('6 deliveries shown')).toBeVisible();
  });

  it('shows a new delivery without a reload, and says so', async () => {
    const { api, signals } = await show(HISTORY);
    expect(await rows()).toHaveLength(8);
    const arrived: DeliveryDto = {
      ...deliveries[2],
      id: 'new',
      startedAt: ago(0),
      environment: 'staging',
      cluster: 'staging',
    };
    api.all = [arrived, ...api.all];
    act(() => signals.send({ entityRefs: [ENTITY_REF] }));
    await waitFor(async () => expect(await rows()).toHaveLength(9), {
      timeout: 5000,
    });
    expect(
      await screen.findByText('New delivery: 1.8.3 to staging, succeeded'),
    ).toBeInTheDocument();
  });

  it('opens what a row knows, and goes to the path of then', async () => {
    const { api } = await show(HISTORY);
    await timeline();
    await userEvent.click(
      screen.getByRole('button', {
        name: /^Details of 1\.8\.3 on prod · prod-us/,
      }),
    );
    const link = screen.getByRole('link', { name: /Commit 3fa2c1e/ });
    expect(link).toHaveAttribute(
      'href',
      `https://github.com/acme/payments-fleet/commit/${'3fa2c1e'.padEnd(
        40,
        '0',
      )}`,
    );
    expect(screen.getByText('release-4812')).toBeVisible();
    await userEvent.click(
      screen.getByRole('button', { name: 'Show the path as it stood then' }),
    );
    await waitFor(() =>
      expect(api.asked.pop()).toMatch(/^path at 2026-03-10T09:1/),
    );
  });
});

describe('comparing two deliveries', () => {
  const choose = (name: RegExp) =>
    userEvent.click(screen.getByRole('button', { name }));

  it('names what differs, the earlier one first, with a link to the Git host', async () => {
    await show(HISTORY);
    await timeline();
    await choose(/^Compare 1\.8\.3 on prod · prod-us/);
    expect(
      screen.getByText(/^Chosen: 1\.8\.3 on prod · prod-us/),
    ).toBeVisible();
    await choose(/^Compare 1\.8\.2 on prod · prod-us/);
    const dialog = await screen.findByRole('dialog', {
      name: 'Two deliveries compared',
    });
    expect(
      within(dialog).getByRole('row', {
        name: /^commit 71b0d9e.* 3fa2c1e.* differs$/,
      }),
    ).toBeVisible();
    expect(
      within(dialog).getByRole('row', {
        name: /api:1\.8\.2 .*api:1\.8\.3 .*changed$/,
      }),
    ).toBeVisible();
    expect(
      within(dialog).getByRole('link', { name: /Compare the commits/ }),
    ).toHaveAttribute(
      'href',
      expect.stringMatching(/compare\/71b0d9e.*\.\.\.3fa2c1e/),
    );
    await userEvent.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });
});

describe('the export', () => {
  it('saves what the filter shows, by the session of the reader', async () => {
    const createObjectURL = jest.fn((_: Blob) => 'blob:x');
    Object.assign(URL, { createObjectURL, revokeObjectURL: jest.fn() });
    const { api } = await show(HISTORY);
    await timeline();
    await userEvent.click(screen.getByRole('button', { name: 'Export CSV' }));
    await waitFor(() => expect(createObjectURL).toHaveBeenCalled());
    expect(api.asked).toContain('export csv');
  });
});

describe('the matrix', () => {
  const matrix = () =>
    screen.findByRole('table', { name: 'Versions and environments' });

  it('says which version runs where, what was tried, and how far behind', async () => {
    await show(HISTORY);
    const table = await matrix();
    const row = within(table).getByRole('row', { name: /^1\.8\.3/ });
    expect(row).toHaveTextContent(/runs now on prod-us, succeeded/);
    expect(row).toHaveTextContent(/tried on prod-eu, failed.*apply-rbac/);
    expect(
      within(table).getByRole('columnheader', {
        name: /^prod pinned floating/,
      }),
    ).toHaveTextContent(
      /follows tags 1\.x \(range\).*2 releases and .* behind staging/,
    );
    expect(
      within(table).getByRole('rowheader', { name: /^1\.9\.0 / }),
    ).toHaveTextContent(
      /published, not deployed *published: d\.khan \(verified\)/,
    );
    const notes = screen.getByRole('list', { name: 'To note' });
    expect(notes).toHaveTextContent(
      /1\.9\.0 was published.*no environment has it/,
    );
    expect(notes).toHaveTextContent(
      /prod-dr is suspended since .*1\.8\.3 is held back/,
    );
    expect(notes).toHaveTextContent(/only as far as Flux or CI told/);
  });

  it('holds six environments and twenty versions', async () => {
    await show(HISTORY, api => {
      api.matrix = largeMatrix;
    });
    const table = await matrix();
    expect(within(table).getAllByRole('columnheader')).toHaveLength(7);
    expect(within(table).getAllByRole('rowheader')).toHaveLength(20);
    expect(screen.getByText(/older versions are not shown/)).toBeVisible();
  });
});

describe('a delivery that is opened from the matrix', () => {
  const cell = (name: RegExp) => screen.findByRole('button', { name });
  const PROD_US = /^Open the delivery of 1\.8\.3 to prod, prod-us:/;

  it('says who did it and who told of it, as the list does', async () => {
    await show(HISTORY);
    expect(await cell(PROD_US)).toHaveTextContent(
      /runs now on prod-us.*by d\.khan \(verified\)/,
    );
  });

  it('opens by keyboard, tells all of it, and gives the focus back', async () => {
    const { api } = await show(HISTORY);
    const button = await cell(PROD_US);
    button.focus();
    await userEvent.keyboard('{Enter}');
    const dialog = await screen.findByRole('dialog', { name: '1.8.3' });
    expect(dialog).toHaveTextContent(/prod · prod-us · /);
    expect(dialog).toHaveTextContent(/succeeded.*d\.khan \(verified\)/);
    expect(dialog).toHaveTextContent(/1\.8\.2 → 1\.8\.3: 1 image/);
    expect(within(dialog).getByText('release-4812')).toBeVisible();
    const [{ id }] = deliveries.filter(
      ({ cluster, kind }) => cluster === 'prod-us' && kind === 'forward',
    );
    expect(api.asked).toContain(`delivery ${id}`);

    await userEvent.click(
      within(dialog).getByRole('button', { name: 'prod-eu' }),
    );
    expect(
      await within(dialog).findByText(/failed at Reconcile · apply-rbac/),
    ).toBeVisible();

    await userEvent.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(button).toHaveFocus();
  });

  it('is opened by its link, and copies that link', async () => {
    const writeText = jest.fn(async (_: string) => {});
    const { id } = deliveries[2];
    await show(`${HISTORY}&delivery=${id}`);
    const dialog = await screen.findByRole('dialog', { name: '1.8.3' });
    Object.assign(navigator, { clipboard: { writeText } });
    await userEvent.click(
      within(dialog).getByRole('button', {
        name: 'Copy a link to this delivery',
      }),
    );
    await waitFor(() => expect(writeText).toHaveBeenCalled());
    const copied = new URL(writeText.mock.calls[0][0]);
    expect(copied.search).toBe(`?section=history&delivery=${id}`);
  });

  it('says that a link leads to nothing', async () => {
    await show(`${HISTORY}&delivery=gone`);
    const dialog = await screen.findByRole('dialog', { name: 'Delivery' });
    expect(await within(dialog).findByText('No such delivery')).toBeVisible();
  });
});

describe('artifact and image', () => {
  it('stand side by side for each environment, with what waits and how far each is behind', async () => {
    await show(HISTORY);
    const table = await screen.findByRole('table', {
      name: 'Artifact and image',
    });
    const cells = (environment: string) =>
      within(
        within(table).getByRole('row', {
          name: new RegExp(`^${environment} `),
        }),
      )
        .getAllByRole('cell')
        .map(({ textContent }) => textContent);
    const [artifact, image] = cells('prod');
    expect(artifact).toMatch(/prod-us: main 3fa2c1e/);
    expect(artifact).toMatch(
      /prod-dr: main 0c44e2f 1\.8\.3 is newer at the source and not applied/,
    );
    expect(artifact).toMatch(/2 artifacts behind staging/);
    expect(image).toMatch(
      /prod-us: payments\/payments-api:1\.8\.3 +runs sha256:a3/,
    );
    expect(image).toMatch(/2 changes of images behind staging/);
  });
});

describe('moves of tags', () => {
  it('are told when asked for: from which digest to which, when, and that nobody is known', async () => {
    const { api } = await show(HISTORY);
    const ask = await screen.findByRole('button', {
      name: 'Show moves of tags',
    });
    expect(api.asked).not.toContain('tags');
    await userEvent.click(ask);
    const list = await screen.findByRole('list', { name: 'Moves of tags' });
    expect(list).toHaveTextContent(
      /payments-api:stable: sha256:a2a2a2a2a2a2… → sha256:a3a3a3a3a3a3…, prod · prod-us, 16 min ago *, actor unknown/,
    );
    await userEvent.click(within(list).getByRole('button'));
    expect(await screen.findByRole('dialog', { name: '1.8.3' })).toBeVisible();
  });

  it('none, and an error, each in words', async () => {
    const { api } = await show(HISTORY, fake => {
      fake.tags = new Error('Bad gateway');
    });
    const ask = await screen.findByRole('button', {
      name: 'Show moves of tags',
    });
    await userEvent.click(ask);
    expect(await screen.findByText(/could not be loaded: Bad/)).toBeVisible();
    api.tags = { ...tags, moves: [], complete: false };
    await userEvent.click(ask);
    expect(
      await screen.findByText(/has moved.*Older ones were not looked through/),
    ).toBeVisible();
  });
});

describe('its states, each another render', () => {
  it('loading', async () => {
    await show(HISTORY, api => {
      api.matrix = undefined;
      api.firstPage = undefined;
    });
    expect(
      screen.getAllByRole('status', { name: 'Loading the promotion history' }),
    ).toHaveLength(2);
  });

  it.each([
    [
      'forbidden',
      new NotAllowedError('no'),
      'You may not see this promotion history',
    ],
    ['hidden', new NotFoundError('no'), 'No history to see'],
  ])('%s: said once, with the permission', async (_what, error, title) => {
    await show(HISTORY, api => {
      api.matrix = error;
      api.firstPage = error;
    });
    expect(await screen.findByText(title)).toBeVisible();
    expect(screen.getByText(/flux-delivery\.history\.read/)).toBeVisible();
    expect(screen.queryByRole('table')).toBeNull();
  });

  it('empty: says since when things are recorded, not that nothing happened', async () => {
    await show(HISTORY, api => {
      api.all = [];
      api.matrix = { ...largeMatrix, versions: [], cells: [] };
    });
    expect(await screen.findByText('Nothing is recorded yet')).toBeVisible();
  });

  it('an error, with a way to try again', async () => {
    await show(HISTORY, api => {
      api.firstPage = new Error('Bad gateway');
    });
    expect(
      await screen.findByText('The promotion history could not be loaded'),
    ).toBeVisible();
    expect(screen.getByText('Bad gateway')).toBeVisible();
  });

  it('live only: what is shown is not all', async () => {
    await show(HISTORY, api => {
      api.firstPage = { store: 'liveOnly' };
    });
    expect(
      await screen.findByText('The database does not answer: this is not all'),
    ).toBeVisible();
  });
});

describe('time travel', () => {
  it('shows the path as it stood, and what was not known', async () => {
    await show('/?at=2026-03-08T09:45:00Z');
    const grid = await screen.findByRole('table', { name: /as it stood/ });
    expect(
      screen.getByText(/This is the path as it stood, not as it is/),
    ).toBeVisible();
    expect(screen.getByText(/prod · prod-eu: Nothing was seen/)).toBeVisible();
    expect(grid).toHaveTextContent(
      /prod, prod-eu, Promotion, Source, Reconcile, Rollout, Traffic: unknown/,
    );
    expect(grid).toHaveTextContent(/Applied: 1\.8\.2/);
    expect(within(grid).queryByRole('button', { name: /prod-eu/ })).toBeNull();
  });

  it('goes elsewhere by field, by slider and by delivery', async () => {
    const { api } = await show('/?at=2026-03-08T09:45:00Z');
    await screen.findByRole('table', { name: /as it stood/ });
    const field = screen.getByLabelText(/^Date and time/);
    await userEvent.clear(field);
    await userEvent.type(field, '2026-03-09T12:00');
    await userEvent.keyboard('{Enter}');
    await waitFor(() =>
      expect(api.asked).toContainEqual(
        expect.stringMatching(/^path at 2026-03-09T/),
      ),
    );

    await userEvent.click(
      await screen.findByRole('button', { name: 'Delivery after' }),
    );
    await waitFor(() =>
      expect(api.asked.filter(each => each.startsWith('path at'))).toHaveLength(
        3,
      ),
    );
    const slider = screen.getByRole('slider', { name: /^Point in time/ });
    expect(slider).toHaveAttribute('aria-valuetext');
    slider.focus();
    await userEvent.keyboard('{ArrowLeft}');
    await waitFor(() =>
      expect(
        api.asked.filter(each => each.startsWith('path at')).length,
      ).toBeGreaterThan(3),
    );
    await userEvent.click(screen.getByRole('button', { name: 'Back to now' }));
    expect(await screen.findByText(/1.8.3 everywhere since/)).toBeVisible();
  });

  it('asks nothing of a time that is none, or has not come', async () => {
    const { api } = await show('/?at=tuesday');
    expect(
      await screen.findByText('Not a time that a path can be shown for.'),
    ).toBeVisible();
    expect(api.asked.some(each => each.startsWith('path at'))).toBe(false);
  });

  it('does not show the future', async () => {
    const { api } = await show('/?at=2027-01-01T00:00:00Z');
    expect(
      await screen.findByText('This time has not come yet.'),
    ).toBeVisible();
    expect(api.asked.some(each => each.startsWith('path at'))).toBe(false);
  });
});

describe('the find box', () => {
  it('finds a release by a short SHA: who promoted it, and where it runs', async () => {
    const { api } = await show('/');
    await userEvent.type(
      screen.getByRole('textbox', { name: 'Find a release' }),
      ' 3fa2c1e {Enter}',
    );
    const results = await screen.findByRole('region', {
      name: 'Releases found',
    });
    expect(api.asked).toContain('find 3fa2c1e');
    await waitFor(() =>
      expect(results).toHaveTextContent(
        /1 release · Read as commit.*1\.8\.3.*promoted to prod .*by d\.khan \(verified\).*runs on prod · prod-us/,
      ),
    );
    await userEvent.click(
      within(results).getByRole('link', { name: 'runs on prod · prod-us' }),
    );
    expect(await screen.findByRole('dialog', { name: '1.8.3' })).toBeVisible();
    await userEvent.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    await userEvent.click(
      within(results).getByRole('button', { name: 'Close the results' }),
    );
    expect(screen.queryByRole('region', { name: 'Releases found' })).toBeNull();
  });

  it('asks at once what the address asks, once', async () => {
    const { api } = await show(`${HISTORY}&find=3fa2c1e`);
    const results = await screen.findByRole('region', {
      name: 'Releases found',
    });
    await waitFor(() => expect(results).toHaveTextContent(/Read as commit/));
    expect(screen.getByRole('textbox', { name: 'Find a release' })).toHaveValue(
      '3fa2c1e',
    );
    expect(api.asked.filter(each => each.startsWith('find'))).toEqual([
      'find 3fa2c1e',
    ]);
  });

  it('says that nothing bears the name', async () => {
    await show('/');
    await userEvent.type(
      screen.getByRole('textbox', { name: 'Find a release' }),
      'nothing{Enter}',
    );
    expect(
      await screen.findByText(/Nothing bears this name, or you may not see it/),
    ).toBeVisible();
  });
});
