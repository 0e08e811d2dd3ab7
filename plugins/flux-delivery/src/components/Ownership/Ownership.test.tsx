import { NotAllowedError, NotFoundError } from '@backstage/errors';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  entityOwnership,
  gaps,
  leadsBack,
  lookedUp,
  partlySeen,
  unowned,
} from '../../__fixtures__/ownership';
import { ENTITY_REF } from '../../__fixtures__/scenarios';
import { showFleet } from '../../__testUtils__/showFleet';
import { EntityOwnershipContent } from './EntityOwnershipContent';
import { OwnershipContent } from './OwnershipContent';
import { OwnershipSection } from './OwnershipSection';

type Arrange = NonNullable<Parameters<typeof showFleet>[0]>['arrange'];

const showSection = (arrange?: Arrange) =>
  showFleet({ arrange, element: <OwnershipSection entityRef={ENTITY_REF} /> });
const showPage = (at = '/delivery/ownership', arrange?: Arrange) =>
  showFleet({ at, arrange, element: <OwnershipContent /> });
const target = () => screen.findByRole('region', { name: 'prod · prod-eu' });

describe('the section of a service', () => {
  it('says per part who owns it and why, loud where nobody does', async () => {
    await showSection();
    const owners = within(await target()).getByRole('list', {
      name: 'Who owns what',
    });
    const parts = within(owners)
      .getAllByRole('listitem')
      .map(({ textContent }) => textContent)
      .filter(text => /^[A-Z]/.test(text ?? ''));
    expect(parts[0]).toMatch(
      /^Promotion.*payments.*the owner of the entity owns promotion intent.*hands over to platform/,
    );
    expect(parts.at(-1)).toMatch(/^Traffic.*unowned.*no rule says/i);
    expect(owners).toHaveTextContent(/Nobody stands on one side of it/);
  });

  it('says what the applier may delete, exactly', async () => {
    await showSection();
    const here = within(await target());
    expect(
      here.getByText(
        /3 objects: 1 may be deleted, 1 may be deleted unless they say otherwise, 1 stay/,
      ),
    ).toBeVisible();
    await userEvent.click(
      here.getByRole('button', { name: 'Show the objects' }),
    );
    expect(
      here.getByText(/annotation kustomize\.toolkit\.fluxcd\.io\/prune/),
    ).toBeVisible();
  });

  it('tells source and credential owner, and gaps with the words that mend them', async () => {
    await showSection();
    const sources = within(await target()).getByRole('list', {
      name: 'Sources and credentials',
    });
    expect(sources).toHaveTextContent(
      /GitRepository\/payments\/apps.*Secret payments\/apps-git.*in no inventory/,
    );
    const gap = within(await target()).getByText(/1 gap in who owns this/);
    expect(gap).toBeVisible();
    expect(await target()).toHaveTextContent(
      /an entity that you may not see.*prune: disabled/,
    );
  });

  it('tells app and platform on-call apart, with how to reach them', async () => {
    await showSection();
    const onCall = within(await target()).getByRole('list', {
      name: 'Who is on call',
    });
    expect(onCall).toHaveTextContent(
      /App on-call.*payments.*for Promotion, Reconcile, Rollout.*Platform on-call.*platform.*for Source/,
    );
    expect(
      within(onCall).getByRole('list', { name: 'How to reach Platform' }),
    ).toBeVisible();
  });

  it('flags what neither of two owners can tell alone, with whose move it is', async () => {
    await showSection(api => {
      api.entityOwnership = partlySeen;
    });
    const here = await target();
    expect(here).toHaveTextContent(
      /Neither payments nor platform can tell alone.*Promotion → Source, Source → Reconcile.*Rollout cannot be seen wholly: prod-eu does not let the portal read Deployment objects.*Whose move: platform: let the account of the portal read them.*platform: Source: all of it is seen/,
    );
    await userEvent.click(
      within(here).getByRole('button', { name: /Nobody is told/ }),
    );
    expect(here).toHaveTextContent('No delivery contract of it names alerts.');
  });

  it('flags nothing where all is seen', async () => {
    await showSection();
    expect(await target()).not.toHaveTextContent(/can tell alone/);
  });

  it('tells whether a source of another namespace may be read, and whose boundary that crosses', async () => {
    await showSection(api => {
      api.entityOwnership = partlySeen;
    });
    expect(await target()).toHaveTextContent(
      /cross-namespace references are refused \(its controller says so\).*Across a trust boundary: of another tenant: its namespace belongs to group:default\/risk/,
    );
  });

  it('names the cluster that is out of reach', async () => {
    await showSection();
    await target();
    expect(screen.getByText(/prod-eu (is )?unreachable/)).toBeVisible();
  });

  it.each<[string, Arrange, RegExp]>([
    [
      'refused',
      api => {
        api.entityOwnership = new NotAllowedError('no');
      },
      /You may not see who owns this/,
    ],
    [
      'hidden',
      api => {
        api.entityOwnership = new NotFoundError('no');
      },
      /Nothing to see here/,
    ],
    [
      'empty',
      api => {
        api.entityOwnership = { ...entityOwnership, targets: [] };
      },
      /nothing to own yet/,
    ],
    [
      'failed',
      api => {
        api.entityOwnership = new Error('boom');
      },
      /Who owns this could not be loaded/,
    ],
  ])('says that it is %s', async (_what, arrange, text) => {
    await showSection(arrange);
    expect(await screen.findByText(text)).toBeVisible();
  });

  it('says that it loads', async () => {
    await showSection(api => {
      api.entityOwnership = undefined;
    });
    expect(
      screen.getByRole('status', { name: 'Loading who owns this' }),
    ).toBeInTheDocument();
  });
});

describe('the page', () => {
  it('answers in words whose a pod is, by keyboard alone', async () => {
    const { api } = await showPage();
    const box = screen.getByRole('textbox', { name: 'Whose is this?' });
    await userEvent.type(box, 'payments-api-7d9c8b6f5-x2x4q{Enter}');
    const answer = await screen.findByRole('region', { name: 'Answer' });
    expect(api.requests).toContain('look up payments-api-7d9c8b6f5-x2x4q');
    expect(answer).toHaveTextContent(
      /Deployment\/payments\/payments-api \(prod-eu\) belongs to Payments API of .*payments in prod\./i,
    );
    expect(answer).toHaveTextContent(
      /It is part of Rollout, owned by .*payments/,
    );
    expect(screen.getByLabelText('address')).toHaveTextContent(
      'q=payments-api-7d9c8b6f5-x2x4q',
    );
    await userEvent.click(
      within(answer).getByRole('button', { name: /Owner of each part/ }),
    );
    expect(answer).toHaveTextContent(/Why: Pod .* was seen as one of its/);
    await userEvent.click(
      within(answer).getByRole('button', { name: 'Close the answer' }),
    );
    expect(screen.queryByRole('region', { name: 'Answer' })).toBeNull();
  });

  it.each<[string, Partial<typeof lookedUp>, RegExp]>([
    ['what it cannot read', { readAs: [], matches: [] }, /This names nothing/],
    ['nothing', { matches: [] }, /Nothing is called so, or you may not see it/],
    [
      'that it may be there all the same',
      { matches: [], complete: false, clusters: entityOwnership.clusters },
      /may be there all the same. Not in sync: prod-eu/,
    ],
    [
      'that nobody owns it',
      {
        matches: [
          {
            ...lookedUp.matches[0],
            entities: [],
            owner: { unowned: true, because: 'no entity has it' },
            gaps: [unowned],
          },
        ],
      },
      /No entity has it. Owner: unowned.*Smallest fix/i,
    ],
    [
      'that it may not say',
      {
        matches: [{ ...lookedUp.matches[0], entities: [], withheld: true }],
      },
      /an entity that the catalog does not show you/,
    ],
  ])('says %s', async (_what, changes, text) => {
    await showPage('/delivery/ownership?q=x', api => {
      api.ownership = { ...lookedUp, ...changes };
    });
    const answer = await screen.findByRole('region', { name: 'Answer' });
    expect(answer).toHaveTextContent(text);
  });

  it('leads back from a system to its services and what they have', async () => {
    await showPage('/delivery/ownership?q=system:payments', api => {
      api.ownership = leadsBack;
    });
    const answer = await screen.findByRole('region', { name: 'Answer' });
    expect(answer).toHaveTextContent(/^2 entities/);
    expect(
      within(answer).getByRole('link', { name: 'component:default/ledger' }),
    ).toHaveAttribute(
      'href',
      '/catalog/default/component/ledger/delivery-path?section=ownership',
    );
    expect(answer).toHaveTextContent(/nothing in a cluster is bound to it/);
    await userEvent.click(
      within(answer).getByRole('button', {
        name: '1 applier, 1 source, 1 namespace',
      }),
    );
    expect(answer).toHaveTextContent(
      /Kustomization\/payments\/payments-api \(prod-eu\).*GitRepository\/payments\/apps \(prod-eu\).*Namespaces: payments \(prod-eu\)/,
    );
  });

  it('lists what nobody and what several own, and copies the fix', async () => {
    const writeText = jest.fn(async () => {});
    Object.assign(navigator, { clipboard: { writeText } });
    await showPage();
    const lists = await screen.findByRole('region', {
      name: 'Gaps in who owns what',
    });
    await within(lists).findByText('Kustomization/legacy/reports (prod-eu)');
    await userEvent.click(
      within(lists).getByRole('button', {
        name: 'Copy Say on the object to which entity it belongs',
      }),
    );
    expect(writeText).toHaveBeenCalledWith(unowned.fixes[0].text);
    expect(within(lists).getByText('2 of 2', { exact: false })).toBeVisible();
  });

  it('filters by address and by click', async () => {
    const { api } = await showPage('/delivery/ownership?cluster=prod-eu');
    await screen.findByText(/2 of 2/);
    expect(api.requests).toContain('gaps {"cluster":"prod-eu","limit":25}');
    await userEvent.click(screen.getByRole('button', { name: 'Unowned 1' }));
    await waitFor(() =>
      expect(api.requests).toContain(
        'gaps {"gap":"unowned","cluster":"prod-eu","limit":25}',
      ),
    );
  });

  it.each<[string, Arrange, RegExp]>([
    [
      'nothing',
      api => {
        api.gaps = { ...gaps, items: [], total: 0 };
      },
      /Nothing here is unowned or doubly owned/,
    ],
    [
      'nothing so far',
      api => {
        api.gaps = { ...gaps, items: [], total: 0, complete: false };
      },
      /Nothing was found yet, and not everything is known/,
    ],
    [
      'a part',
      api => {
        api.gaps = { ...gaps, complete: false };
      },
      /this list is not all/,
    ],
    [
      'no answer',
      api => {
        api.gaps = new Error('boom');
      },
      /The gaps could not be loaded/,
    ],
  ])('says that there is %s', async (_what, arrange, text) => {
    await showPage('/delivery/ownership', arrange);
    expect(await screen.findByText(text)).toBeVisible();
  });
});

describe('the tab of a system, domain, group or user', () => {
  const showTabOf = (arrange: Arrange) =>
    showFleet({
      arrange,
      element: (
        <EntityProvider
          entity={{
            apiVersion: 'backstage.io/v1alpha1',
            kind: 'System',
            metadata: { name: 'payments' },
          }}
        >
          <EntityOwnershipContent />
        </EntityProvider>
      ),
    });

  it('lists its services with owners and what they have', async () => {
    const { api } = await showTabOf(each => {
      each.ownership = { ...leadsBack, truncated: true };
    });
    const list = await screen.findByRole('list', {
      name: 'Services and what they have',
    });
    expect(list).toHaveTextContent(/Payments API.*of payments.*staging, prod/);
    expect(api.requests).toContain('look up system:default/payments');
    expect(screen.getByText(/more services than are listed/)).toBeVisible();
  });

  it.each<[string, Partial<typeof lookedUp>, RegExp]>([
    ['that there is none', {}, /No service that you may see/],
    [
      'that it cannot be told yet',
      { complete: false },
      /it may be there all the same/,
    ],
  ])('says %s', async (_what, changes, text) => {
    await showTabOf(each => {
      each.ownership = { ...leadsBack, services: [], ...changes };
    });
    expect(await screen.findByText(text)).toBeVisible();
  });

  it.each([
    ['none', []],
    ['one', ['prod-eu']],
  ])(
    'names clusters that are out of sync, and counts no others: %s',
    async (_, out) => {
      await showTabOf(each => {
        each.ownership = {
          ...leadsBack,
          clusters: out.map(name => ({ name, state: 'notSynced' as const })),
        };
      });
      const line = await screen.findByText(/checked every few seconds/);
      expect(line).not.toHaveTextContent('clusters in sync');
      out.forEach(name => expect(line).toHaveTextContent(name));
    },
  );

  it('says that one may not see it', async () => {
    await showTabOf(each => {
      each.ownership = new NotAllowedError('no');
    });
    expect(
      await screen.findByText('You may not see who owns this'),
    ).toBeVisible();
  });
});
