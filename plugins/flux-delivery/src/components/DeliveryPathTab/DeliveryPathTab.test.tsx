import { NotAllowedError, NotFoundError } from '@backstage/errors';
import { act, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import * as scenarios from '../../__fixtures__/scenarios';
import { ENTITY_REF } from '../../__fixtures__/scenarios';
import { FakeSignals, showTab as show } from '../../__testUtils__/showTab';

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
