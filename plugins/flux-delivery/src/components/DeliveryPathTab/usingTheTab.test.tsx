import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import * as scenarios from '../../__fixtures__/scenarios';
import { DIGEST } from '../../__fixtures__/scenarios';
import { showTab as show } from '../../__testUtils__/showTab';

// Queries by role over sixty rows take their time on a busy machine.

const cell = (name: RegExp) => screen.getByRole('button', { name });

describe('by keyboard', () => {
  it('goes through the grid in reading order, opens with Enter, closes with Esc and comes back', async () => {
    const user = userEvent.setup();
    const api = await show(scenarios.divergedAt('reconcile'));
    await screen.findByRole('table');

    const names: (string | null)[] = [];
    cell(/^prod, prod-eu, payments-api/).focus();
    for (let i = 0; i < 6; i++) {
      names.push(document.activeElement?.getAttribute('aria-label') ?? null);
      await user.tab();
    }
    expect(names.map(name => name?.split(/[:.]/)[0])).toEqual([
      'prod, prod-eu, payments-api',
      'prod, prod-eu, Promotion',
      'prod, prod-eu, Source',
      'prod, prod-eu, Reconcile',
      'prod, prod-eu, Rollout',
      'prod, prod-eu, Traffic',
    ]);

    cell(/^prod, prod-eu, Reconcile/).focus();
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
