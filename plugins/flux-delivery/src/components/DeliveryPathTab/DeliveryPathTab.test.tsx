import { NotAllowedError, NotFoundError } from '@backstage/errors';
import { signalApiRef } from '@backstage/plugin-signals-react';
import { TestApiProvider, renderInTestApp } from '@backstage/test-utils';
import { act, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { DeliveryPathDto } from 'backstage-plugin-flux-delivery-common';
import { FakeFluxDeliveryApi } from '../../__fixtures__/FakeFluxDeliveryApi';
import * as scenarios from '../../__fixtures__/scenarios';
import { DIGEST, ENTITY_REF, NOW } from '../../__fixtures__/scenarios';
import { fluxDeliveryApiRef } from '../../api/FluxDeliveryApi';
import { ClockContext } from '../../hooks/useClock';
import { DeliveryPathTab } from './DeliveryPathTab';

// Queries by role over sixty rows take their time on a busy machine.
jest.setTimeout(60_000);

class FakeSignals {
  private onMessage?: (message: any) => void;

  subscribe = (_channel: string, onMessage: (message: any) => void) => {
    this.onMessage = onMessage;
    return { unsubscribe: () => {} };
  };

  send(message: object) {
    this.onMessage?.(message);
  }
}

async function show(
  answer?: DeliveryPathDto | Error,
  options: { owned?: number; signals?: FakeSignals; at?: string } = {},
) {
  const api = new FakeFluxDeliveryApi(answer, options.owned);
  await renderInTestApp(
    <TestApiProvider
      apis={[
        [fluxDeliveryApiRef, api],
        [signalApiRef, options.signals ?? new FakeSignals()],
      ]}
    >
      <ClockContext.Provider value={{ now: () => NOW }}>
        <DeliveryPathTab entityRef={ENTITY_REF} />
      </ClockContext.Provider>
    </TestApiProvider>,
    { routeEntries: [options.at ?? '/'] },
  );
  return api;
}

const cell = (name: RegExp) => screen.getByRole('button', { name });

describe('its states, each another render', () => {
  it('loading: the shape of the page, named for screen readers', async () => {
    await show();

    expect(
      screen.getByRole('status', { name: 'Loading the delivery path' }),
    ).toHaveAttribute('aria-busy', 'true');
    expect(screen.queryByRole('table')).not.toBeInTheDocument();
  });

  it('healthy: one line and the grid, nothing below', async () => {
    await show(scenarios.healthy);

    expect(
      await screen.findByRole('heading', {
        name: 'ok: 1.8.3 everywhere since 09:18',
      }),
    ).toBeInTheDocument();
    expect(screen.getByText(/3 of 3 clusters in sync/)).toBeInTheDocument();
    expect(
      screen.getByRole('table', { name: /Delivery path/ }),
    ).toBeInTheDocument();
    expect(screen.queryByText(/Behind/)).not.toBeInTheDocument();
    expect(screen.queryByText('first divergence')).not.toBeInTheDocument();
  });

  it('diverged: the sentence first, one first divergence, consequences marked', async () => {
    await show(scenarios.diverged);

    expect(
      await screen.findByRole('heading', {
        name: 'diverged: 1.8.3 has not reached prod-eu: Flux may not apply it',
      }),
    ).toBeInTheDocument();
    expect(screen.getAllByText('first divergence')).toHaveLength(1);
    expect(screen.getAllByText('consequence')).toHaveLength(2);
    expect(
      cell(/^prod, prod-eu, Reconcile: diverged, the first divergence\./),
    ).toBeInTheDocument();
    expect(
      screen.getByText(/prod-eu and prod-ap serve 1.8.2/),
    ).toBeInTheDocument();
  });

  it('unreachable: one unknown that spans what it hides, never green', async () => {
    await show(scenarios.allUnreachable);

    const unknown = await screen.findByRole('button', {
      name: /Source to Traffic: unknown\./,
    });
    expect(unknown).toHaveTextContent('Cluster unreachable');
    expect(unknown).toHaveTextContent('last known 1.8.2, all ok');
    expect(unknown).not.toHaveTextContent('✓');
    expect(unknown.closest('[role=cell]')).toHaveAttribute('aria-colspan', '4');
    expect(screen.getByText(/prod-eu unreachable since/)).toBeInTheDocument();
  });

  it('forbidden kind: unknown where the cluster refuses, told apart from unreachable', async () => {
    await show(scenarios.forbiddenKind);

    expect(
      await screen.findByRole('button', {
        name: /Rollout: unknown\. The cluster refuses to list Deployments\./,
      }),
    ).toHaveTextContent('may not be read');
    expect(cell(/Traffic: ok/)).toBeInTheDocument();
  });

  it('not authorized: a row of unknowns without data', async () => {
    await show(scenarios.notAuthorized);

    await screen.findByRole('button', {
      name: /Promotion to Traffic: unknown/,
    });
    await userEvent.click(cell(/^prod, prod-eu, payments-api: unknown/));
    const details = screen.getByRole('region', { name: /Behind prod/ });
    expect(details).toHaveTextContent('nothing on the target allows it');
    expect(within(details).queryByRole('button')).not.toBeInTheDocument();
  });

  it('forbidden: says which permission is missing', async () => {
    await show(new NotAllowedError('no'));

    expect(await screen.findByRole('status')).toHaveTextContent(
      'flux-delivery.path.read',
    );
  });

  it('not found: the same for what may not be read', async () => {
    await show(new NotFoundError('no'));

    expect(
      await screen.findByRole('heading', { name: 'No such entity' }),
    ).toBeInTheDocument();
  });

  it('error: what happened, and a way to try again', async () => {
    const api = await show(new Error('Bad gateway'));
    expect(await screen.findByRole('alert')).toHaveTextContent('Bad gateway');

    api.become(scenarios.healthy);
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('table')).toBeInTheDocument();
  });

  it('not synced: waiting is not emptiness', async () => {
    await show(scenarios.notSynced);

    expect(
      await screen.findByRole('heading', {
        name: 'Clusters are still being read',
      }),
    ).toBeInTheDocument();
    expect(screen.getByText(/first reading of prod-eu/)).toBeInTheDocument();
    expect(screen.queryByText('No delivery path yet')).not.toBeInTheDocument();
  });

  it('empty: the doctor, with the change to copy, and unreadable annotations', async () => {
    await show(scenarios.empty);

    expect(
      await screen.findByRole('heading', { name: 'No delivery path yet' }),
    ).toBeInTheDocument();
    expect(screen.getByText(/none of 312 objects/)).toBeInTheDocument();
    expect(
      screen.getByRole('button', {
        name: 'Copy Let the Kustomization claim the entity',
      }),
    ).toBeInTheDocument();
    expect(
      screen.getByText('flux-delivery/kustomization: payments/api/x/y'),
    ).toBeInTheDocument();
    expect(
      screen.getByText('expected: [cluster:]namespace/name, comma-separated'),
    ).toBeInTheDocument();
  });

  it('stale: keeps what was known and says so', async () => {
    const signals = new FakeSignals();
    const api = await show(scenarios.healthy, { signals });
    await screen.findByRole('table');

    api.become(new Error('Bad gateway'));
    act(() => signals.send({ generation: 2 }));

    expect(
      await screen.findByRole('heading', { name: /^Not up to date since/ }),
    ).toBeInTheDocument();
    expect(
      screen.getByText(/Refreshing fails: Bad gateway/),
    ).toBeInTheDocument();
    expect(screen.getByRole('table')).toBeInTheDocument();
    expect(screen.getByText(/^stale/)).toBeInTheDocument();
  });
});

describe('live', () => {
  it('shows an announced change at once, and tells it to screen readers', async () => {
    const signals = new FakeSignals();
    const api = await show(scenarios.healthy, { signals });
    await screen.findByRole('table');

    api.become(scenarios.diverged);
    act(() => signals.send({ entityRefs: [ENTITY_REF], generation: 2 }));

    expect(
      await screen.findByText(
        'Delivery path changed. 1.8.3 has not reached prod-eu: Flux may not apply it',
      ),
    ).toHaveAttribute('role', 'status');
    expect(screen.getByText(/^live/)).toBeInTheDocument();
  });

  it('does not ask for changes of others', async () => {
    const signals = new FakeSignals();
    const api = await show(scenarios.healthy, { signals });
    await screen.findByRole('table');
    const before = api.requests.length;

    act(() => signals.send({ entityRefs: ['component:default/other'] }));

    expect(api.requests).toHaveLength(before);
  });
});

describe('by keyboard', () => {
  it('goes through the grid in reading order, opens with Enter, closes with Esc and comes back', async () => {
    const user = userEvent.setup();
    const api = await show(scenarios.divergedAt('reconcile'));
    await screen.findByRole('table');

    const names: (string | null)[] = [];
    for (let i = 0; i < 6; i++) {
      await user.tab();
      names.push(document.activeElement?.getAttribute('aria-label') ?? null);
    }
    expect(names.map(name => name?.split(/[:.]/)[0])).toEqual([
      'prod, prod-eu, payments-api',
      'prod, prod-eu, Promotion',
      'prod, prod-eu, Source',
      'prod, prod-eu, Reconcile',
      'prod, prod-eu, Rollout',
      'prod, prod-eu, Traffic',
    ]);

    await user.tab({ shift: true });
    await user.tab({ shift: true });
    await user.keyboard('{Enter}');
    const drawer = await screen.findByRole('dialog', {
      name: 'Reconcile · prod-eu',
    });
    expect(drawer).toHaveTextContent('error in reconcile');
    expect(drawer).toContainElement(document.activeElement as HTMLElement);
    expect(api.requests.filter(each => each !== 'path')).toEqual([]);

    await user.keyboard('{Escape}');
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
    expect(cell(/^prod, prod-eu, Reconcile/)).toHaveFocus();
  });
});

describe('the drawer', () => {
  it('asks the cluster only when a person does', async () => {
    const user = userEvent.setup();
    const api = await show(scenarios.diverged);
    await user.click(
      await screen.findByRole('button', { name: /prod-eu, Reconcile/ }),
    );
    const drawer = await screen.findByRole('dialog');
    expect(within(drawer).getByRole('table')).toHaveTextContent(
      'status.lastAppliedRevision',
    );
    expect(drawer).toHaveTextContent('cannot patch resource "networkpolicies"');

    await user.click(
      within(drawer).getByRole('button', {
        name: 'Conditions, events and YAML',
      }),
    );

    expect(
      await within(drawer).findByText(/^kind: Kustomization/),
    ).toBeVisible();
    expect(
      within(drawer).getByText('Warning ReconciliationFailed'),
    ).toBeVisible();
    expect(api.requests).toContain('object Kustomization/payments-api');
    const link = within(drawer).getByRole('link', { name: /Grafana/ });
    expect(link).toHaveAttribute('rel', 'noopener noreferrer');
    expect(
      within(drawer).queryByRole('link', { name: /Sneaky/ }),
    ).not.toBeInTheDocument();
  });

  it('copies a revision whole', async () => {
    const user = userEvent.setup();
    const write = jest.spyOn(navigator.clipboard, 'writeText');
    await show(scenarios.healthy);
    await user.click(
      await screen.findByRole('button', { name: /^staging.*Source/ }),
    );
    const drawer = await screen.findByRole('dialog');

    await user.click(
      within(drawer).getByRole('button', { name: 'Copy commit' }),
    );

    expect(write).toHaveBeenCalledWith(
      '3fa2c1e0b7d94c55a1e86f02dd13a9c4b75e6f88',
    );
    expect(
      await within(drawer).findByText('Copied', { selector: '[role=status]' }),
    ).toBeInTheDocument();
  });

  it('opens from an address that somebody sent', async () => {
    await show(scenarios.diverged, {
      at: '/?target=prod-eu.payments-api&segment=reconcile',
    });

    expect(
      await screen.findByRole('dialog', { name: 'Reconcile · prod-eu' }),
    ).toBeInTheDocument();
  });

  it('ignores an address of what is no longer there', async () => {
    await show(scenarios.diverged, { at: '/?target=gone&segment=reconcile' });

    expect(await screen.findByRole('table')).toBeInTheDocument();
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
  });
});

describe('behind a target', () => {
  it('shows declared and running images, and copies the digest whole', async () => {
    const user = userEvent.setup();
    const write = jest.spyOn(navigator.clipboard, 'writeText');
    await show(scenarios.diverged);

    const details = await screen.findByRole('region', {
      name: 'Behind prod on prod-eu',
    });
    expect(details).toHaveTextContent('payments/api:1.8.3');
    expect(details).toHaveTextContent('sha256:9f2b7c41d0e6…');
    expect(details).toHaveTextContent('on 6 pods');
    expect(details).toHaveTextContent(
      'label backstage.io/kubernetes-id on Deployment/payments/payments-api',
    );
    await user.click(
      within(details).getByRole('button', { name: 'Copy api digest' }),
    );
    expect(write).toHaveBeenCalledWith(DIGEST);
  });

  it('opens and closes with the name of its row', async () => {
    const user = userEvent.setup();
    await show(scenarios.healthy);
    const name = /^staging, staging, payments-api: ok/;
    await user.click(await screen.findByRole('button', { name }));
    expect(cell(name)).toHaveAttribute('aria-expanded', 'true');
    expect(
      screen.getByRole('region', { name: 'Behind staging on staging' }),
    ).toBeInTheDocument();

    await user.click(cell(name));
    expect(cell(name)).toHaveAttribute('aria-expanded', 'false');
    expect(screen.queryByText(/Behind/)).not.toBeInTheDocument();
  });

  it('opens an object and reads it at once', async () => {
    const user = userEvent.setup();
    const api = await show(scenarios.diverged);
    await user.click(
      await screen.findByRole('button', {
        name: 'GitRepository/flux-system/fleet',
      }),
    );

    const drawer = await screen.findByRole('dialog', { name: 'fleet' });
    expect(
      await within(drawer).findByText(/^kind: GitRepository/),
    ).toBeVisible();
    expect(api.requests).toContain('object GitRepository/fleet');
  });

  it('draws of 500 owned objects only what can be seen, and finds any', async () => {
    const user = userEvent.setup();
    const api = await show(scenarios.diverged, { owned: 500 });
    const details = await screen.findByRole('region', { name: /Behind/ });
    expect(api.requests).not.toContain('owned prod-eu.payments-api');

    await user.click(
      within(details).getByRole('button', { name: 'Owns 14 objects' }),
    );
    expect(
      await within(details).findByText('500 of 500 objects'),
    ).toBeInTheDocument();
    const rows = () =>
      within(details)
        .getAllByRole('listitem')
        .filter(row => row.hasAttribute('aria-setsize'));
    expect(rows().length).toBeLessThan(30);
    expect(rows()[0]).toHaveAttribute('aria-setsize', '500');
    expect(rows()[0]).toHaveTextContent('not watched');

    await user.type(
      within(details).getByRole('textbox', { name: /^Filter by kind/ }),
      'configmap/payments/settings-499',
    );
    expect(rows().map(row => row.textContent)).toEqual([
      expect.stringContaining('ConfigMap/payments/settings-499'),
    ]);
  });
});

describe('sixty targets', () => {
  it('shows what is wrong, folds the rest, and unfolds it', async () => {
    const user = userEvent.setup();
    await show(scenarios.sixtyTargets);
    const grid = await screen.findByRole('table');
    expect(within(grid).getAllByRole('rowheader')).toHaveLength(6);

    await user.click(
      screen.getByRole('button', { name: 'Show 54 more targets (54 ok)' }),
    );
    expect(within(grid).getAllByRole('rowheader')).toHaveLength(60);
  });

  it('finds a cluster', async () => {
    const user = userEvent.setup();
    await show(scenarios.sixtyTargets);
    const grid = await screen.findByRole('table');

    await user.type(
      screen.getByRole('textbox', { name: 'Cluster or applier' }),
      'edge-5',
    );
    expect(within(grid).getAllByRole('rowheader')).toHaveLength(10);
    expect(screen.getByText('10 of 60 targets')).toBeInTheDocument();
  });
});
