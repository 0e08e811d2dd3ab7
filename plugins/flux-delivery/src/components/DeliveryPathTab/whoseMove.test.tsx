import { screen, within, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import * as scenarios from '../../__fixtures__/scenarios';
import { divergedWith } from '../../__fixtures__/scenarios';
import { showTab as show } from '../../__testUtils__/showTab';

const firstMove = () => screen.findByRole('region', { name: 'First move' });

const openDrawer = async () => {
  await userEvent.click(
    await screen.findByRole('button', { name: /prod-eu, Reconcile/ }),
  );
  return screen.findByRole('dialog');
};

describe('the first move', () => {
  it('names who it is, links to them, and says by which rule', async () => {
    await show(scenarios.diverged);

    const move = await firstMove();
    expect(
      within(move).getByRole('link', { name: 'platform' }),
    ).toHaveAttribute('href', '/catalog/default/group/platform');
    expect(move).toHaveTextContent('class apply-rbac: the wiring of Flux');
    expect(move).toHaveTextContent('platform on-call');
    const contacts = within(move).getByRole('list', {
      name: 'How to reach Platform',
    });
    expect(
      within(contacts)
        .getAllByRole('link')
        .map(link => link.getAttribute('href')),
    ).toEqual([
      'https://oncall.example.com/platform',
      'https://chat.example.com/platform',
      'mailto:platform@example.com',
    ]);
    expect(move).toHaveTextContent('Fixes: payments');
    expect(
      within(move).getByRole('link', { name: /Runbook of your organisation/ }),
    ).toHaveAttribute('href', 'https://wiki.example.com/runbooks/apply-rbac');
  });

  it('is loud about somebody whom the catalog does not have, and links to nothing', async () => {
    await show({
      ...divergedWith({ firstResponder: 'group:default/ghosts' }),
      owners: {
        'group:default/ghosts': {
          title: 'ghosts',
          kind: 'group',
          exists: false,
          contacts: [],
        },
      },
    });

    const move = await firstMove();
    expect(move).toHaveTextContent(
      'group:default/ghosts not in the catalog, or you may not see it there',
    );
    expect(
      within(move).queryByRole('link', { name: /ghosts/ }),
    ).not.toBeInTheDocument();
  });

  it('says so where the catalog cannot be asked', async () => {
    const { owners } = scenarios.diverged;
    const [platform] = Object.keys(owners);
    await show({
      ...scenarios.diverged,
      owners: { [platform]: { ...owners[platform], exists: null } },
    });

    expect(await firstMove()).toHaveTextContent('contacts not available');
  });

  it('does not link to a name that is only claimed', async () => {
    await show(
      divergedWith({ firstResponder: 'a.ruiz', responderClaimed: true }),
    );

    const move = await firstMove();
    expect(move).toHaveTextContent('a.ruiz (claimed)');
    expect(
      within(move).queryByRole('link', { name: /ruiz/ }),
    ).not.toBeInTheDocument();
  });

  it('says loudly that it is nobody’s, and why', async () => {
    await show(
      divergedWith({
        firstResponder: undefined,
        unowned: true,
        because: 'no rule covers apply-rbac, and no platform group is set',
      }),
    );

    const move = await firstMove();
    expect(within(move).getByText('unowned').tagName).toBe('STRONG');
    expect(move).toHaveTextContent('no platform group is set');
  });

  it('offers no page that is not http(s)', async () => {
    const { divergence } = scenarios.applyRefused;
    const runbook = divergence?.runbook && {
      ...divergence.runbook,
      url: 'data:text/html,hello',
    };
    await show(divergedWith({ runbook }));

    expect(await firstMove()).toHaveTextContent('Runbook: 3 checks');
    expect(screen.queryByText(/of your organisation/)).not.toBeInTheDocument();
  });
});

describe('the path in words', () => {
  it('is there where something diverged, and can be copied as text and Markdown', async () => {
    const user = userEvent.setup();
    const write = jest.spyOn(navigator.clipboard, 'writeText');
    await show(scenarios.diverged);
    await firstMove();

    expect(screen.getAllByRole('term').map(term => term.textContent)).toEqual([
      'Promotion',
      'Source',
      'Change',
      'Rollout',
      'Divergence',
    ]);
    expect(
      screen.getAllByRole('definition').map(each => each.textContent),
    ).toEqual(Object.values(scenarios.diverged.narrative.clauses));

    const move = await firstMove();
    const copy = async (item: string) => {
      await user.click(
        within(move).getByRole('button', { name: /^(?:Copy…|Copied)$/ }),
      );
      await user.click(await screen.findByRole('menuitem', { name: item }));
      await waitFor(() => expect(screen.queryByRole('menu')).toBeNull());
      return write.mock.lastCall?.[0];
    };

    expect(await copy('As text')).toBe(scenarios.diverged.narrative.text);
    expect(within(move).getByRole('status')).toHaveTextContent('Copied');
    expect(await copy('As Markdown')).toBe(
      scenarios.diverged.narrative.markdown,
    );
    const incident = await copy('As incident summary');
    expect(incident).toContain(`# ${scenarios.diverged.entityRef}`);
    expect(incident).toMatch(/Since: 2026-03-10 09:16:00 UTC \(2026-/);
    expect(incident).toContain('Contact: Platform on call https://oncall');
    expect(incident).toContain('](<http://localhost');
  });

  it('of a healthy service is a button away', async () => {
    await show(scenarios.healthy);
    const words = await screen.findByRole('button', { name: 'In words' });
    expect(words).toHaveAttribute('aria-expanded', 'false');
    expect(screen.queryByRole('term')).not.toBeInTheDocument();
    expect(screen.queryByText('First move')).not.toBeInTheDocument();

    await userEvent.click(words);

    expect(words).toHaveAttribute('aria-expanded', 'true');
    expect(screen.getAllByRole('definition')).toHaveLength(5);
    expect(screen.getByRole('button', { name: 'Copy…' })).toBeInTheDocument();
  });

  it('of one target is copied by a button of its own name', async () => {
    const user = userEvent.setup();
    const write = jest.spyOn(navigator.clipboard, 'writeText');
    await show(scenarios.diverged);
    await user.click(
      await screen.findByRole('button', { name: 'Copy this target…' }),
    );
    await user.click(await screen.findByRole('menuitem', { name: 'As text' }));

    const target = scenarios.diverged.environments
      .flatMap(({ targets }) => targets)
      .find(({ divergence }) => divergence);
    expect(write).toHaveBeenCalledWith(target?.narrative.text);
  });
});

describe('the runbook', () => {
  it('opens at its section, and gives the focus back', async () => {
    const user = userEvent.setup();
    await show(scenarios.diverged);
    const button = await screen.findByRole('button', {
      name: 'Runbook: 3 checks',
    });

    await user.click(button);

    const drawer = await screen.findByRole('dialog', {
      name: 'Reconcile · prod-eu',
    });
    expect(
      within(drawer).getByRole('heading', { name: 'Runbook' }),
    ).toHaveFocus();
    await user.keyboard('{Escape}');
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
    expect(button).toHaveFocus();
  });

  it('says what to run, what to see, and what to do otherwise', async () => {
    await show(scenarios.diverged);
    const drawer = await openDrawer();

    expect(
      within(drawer).getByRole('heading', { name: 'Runbook' }),
    ).not.toHaveFocus();
    expect(drawer).toHaveTextContent('The service account that Flux applies');
    const steps = within(drawer)
      .getAllByRole('list')
      .find(({ tagName }) => tagName === 'OL')!;
    const [first, , last] = within(steps).getAllByRole('listitem');
    expect(first).toHaveTextContent(
      /^What Flux was refused · Control plane.*events --for Kustomization.*Expect: no Warning.*If not: note verb/,
    );
    expect(
      within(first).getByRole('button', {
        name: 'Copy What Flux was refused',
      }),
    ).toBeInTheDocument();
    expect(last).toHaveTextContent('Data plane');
    expect(within(last).queryByRole('button')).not.toBeInTheDocument();
  });

  it('is of the divergence only', async () => {
    await show(scenarios.diverged, {
      at: '/?target=prod-eu.payments-api&segment=source&part=runbook',
    });

    const drawer = await screen.findByRole('dialog');
    expect(
      within(drawer).queryByRole('heading', { name: 'Runbook' }),
    ).not.toBeInTheDocument();
  });
});

describe('whose move, in the drawer', () => {
  const section = (drawer: HTMLElement) =>
    within(drawer).getByRole('heading', { name: 'Whose move' }).parentElement;

  it('tells who responds, who owns the segment, and whose policy refused', async () => {
    await show(
      divergedWith({
        policy: {
          kind: 'ClusterPolicy',
          name: 'require-limits',
          owner: 'group:default/security',
          because: 'fluxDelivery.ownership[1]: kind ClusterPolicy',
        },
      }),
    );

    const whose = section(await openDrawer());
    expect(whose).toHaveTextContent(
      /First move: .*platform .*#platform.* — class apply-rbac/,
    );
    expect(whose).toHaveTextContent(
      /Refused by ClusterPolicy require-limits: owned by .*security — fluxDelivery/,
    );
    expect(whose).toHaveTextContent(
      /Owner of Reconcile: .*payments — the entity’s owner/,
    );
  });

  it('tells the owner of a healthy segment', async () => {
    await show(scenarios.healthy, {
      at: '/?target=prod-eu.payments-api&segment=source',
    });

    const whose = section(await screen.findByRole('dialog'));
    expect(whose).toHaveTextContent(
      /^Whose moveOwner of Source: .*platform .*#platform.* — the platform group/,
    );
    expect(whose).not.toHaveTextContent('First move');
  });
});
