import type { Page } from '@playwright/test';
import { DeliveryPathTab } from './support/DeliveryPathTab';
import { FleetPage } from './support/FleetPage';
import { HistoryPage } from './support/HistoryPage';
import { Persona } from './support/Persona';
import { test as base, expect } from './support/test';

/** By role, the persona of the demo who plays it. */
const NAMES = {
  developer: 'd.khan',
  onCall: 'o.brandt',
  platform: 'petra.novak',
  lead: 'l.moreau',
  auditor: 's.weber',
} as const;
type Role = keyof typeof NAMES;

const test = base.extend<{ as: (role: Role) => Persona; fleet: FleetPage }>({
  as: ({ page, request }, provide) =>
    provide(role => new Persona(page, request, NAMES[role])),
  fleet: ({ page }, provide) => provide(new FleetPage(page)),
});

/** One that is well in staging and prod, one without a place in staging, one of platform that stands in prod alone. */
const HIDDEN_FROM_PAYMENTS = ['limits', 'shadow-ledger', 'legacy-batch'];
const OF_PAYMENTS = 'group:default/payments';
const OF_RISK = 'group:default/risk';

const openFleet = async (persona: Persona, fleet: FleetPage, search = '') => {
  await persona.open(`/delivery${search}`);
  await fleet.loaded();
};
const link = (page: Page, navigation: string, name: string | RegExp) =>
  page
    .getByRole('navigation', { name: navigation })
    .getByRole('link', { name });

/** The whole list, as whoever asks gets it. */
async function listOf(persona: Persona, query = '') {
  const path = `flux-delivery/fleet?limit=500${query}`;
  await expect
    .poll(async () => (await persona.fetch(path)).body.complete, {
      timeout: 60_000,
    })
    .toBe(true);
  return (await persona.fetch(path)).body;
}

/** The browser reports what the portal says is missing; everything else it reports is an error. */
function forgetMissing(browserErrors: string[]) {
  expect(browserErrors.filter(error => !/\b404\b/.test(error))).toEqual([]);
  browserErrors.length = 0;
}

test('Look as… signs in as somebody else, who stays until one says otherwise', async ({
  page,
}) => {
  const menu = page.getByRole('button', { name: 'Look as…' });
  await page.goto('/delivery');
  await menu.click();
  await page.getByRole('menuitem', { name: /^Sanne Weber/ }).click();
  await expect(page).toHaveURL(/persona=s\.weber/);
  await page.goto('/settings');
  await expect(page.getByText('user:default/s.weber').first()).toBeVisible();
  await menu.click();
  await page.getByRole('menuitem', { name: /^Guest/ }).click();
  await expect(page.getByText('user:development/guest').first()).toBeVisible();
});

test.describe('a developer', () => {
  test('knows where their own service stopped, whose move it is, and who delivered it', async ({
    as,
    page,
    fleet,
    tab,
  }) => {
    const developer = as('developer');
    await openFleet(developer, fleet);
    await developer.ask('where it stopped and whose move it is', async () => {
      await developer.click(link(page, 'Whose services', /^My services/));
      await expect(fleet.row('limits')).toBeHidden();
      await developer.click(
        fleet.row('statements').getByRole('link', { name: 'statements' }),
      );
      await expect(tab.headline).toHaveAccessibleName(/^diverged: prod-us/);
      await expect(
        page.getByRole('region', { name: 'First move' }),
      ).toContainText('Rolls back');
    });
    await developer.ask('who delivered it', async () => {
      await developer.click(
        page.getByRole('button', { name: 'Promotion history' }),
      );
      await expect(new HistoryPage(page).timeline).toBeVisible();
    });
  });

  test('sees all services of their team, and neither name nor count of any other', async ({
    as,
    page,
    fleet,
  }) => {
    const developer = as('developer');
    const seen = await listOf(developer);
    const refs = (list: any) => list.items.map((row: any) => row.entityRef);
    const all = refs(await listOf(as('onCall')));
    for (const name of HIDDEN_FROM_PAYMENTS) {
      expect(all).toContain(`component:default/${name}`);
      expect(JSON.stringify(seen)).not.toContain(`/${name}`);
    }
    expect(all).toEqual(expect.arrayContaining(refs(seen)));
    const sum = (counts: number[]) => counts.reduce((a, b) => a + b, 0);
    expect(seen.total).toBe(seen.items.length);
    expect(sum(Object.values(seen.counts))).toBe(seen.total);
    expect(sum(seen.facets.owners.map((each: any) => each.services))).toBe(
      seen.total,
    );
    expect(seen.facets.owners.map((each: any) => each.value)).toEqual([
      OF_PAYMENTS,
    ]);

    await openFleet(developer, fleet, '?environment=prod');
    await expect(fleet.row('statements')).toBeVisible();
    await expect(fleet.row('limits')).toBeHidden();
    await expect(fleet.causes).not.toContainText('risk/');
    await expect(
      link(page, 'Whose services', `All I may see · ${seen.total}`),
    ).toBeVisible();
    await developer.open('/delivery?view=suspensions');
    await expect(
      page.getByRole('heading', { name: 'Nothing is suspended' }),
    ).toBeVisible();
  });

  test('gets of what is hidden the page of what is missing', async ({
    as,
    page,
    browserErrors,
  }) => {
    const developer = as('developer');
    for (const name of HIDDEN_FROM_PAYMENTS) {
      await developer.open(DeliveryPathTab.urlOf(name));
      await expect(page.getByText('No such entity')).toBeVisible();
    }
    await developer.open(HistoryPage.urlOf('limits'));
    await expect(page.getByText('No history to see')).toBeVisible();

    await developer.open('/delivery/ownership');
    await page.getByRole('textbox', { name: 'Whose is this?' }).click();
    await page.keyboard.insertText('legacy-batch');
    await page.getByRole('button', { name: 'Look up' }).click();
    await expect(page.getByRole('region', { name: 'Answer' })).toContainText(
      'Nothing is called so, or you may not see it.',
    );
    forgetMissing(browserErrors);
  });

  test('is told nothing of them behind the pages either', async ({ as }) => {
    const developer = as('developer');
    const entity = 'flux-delivery/entities/component/default';
    const comparable = (text: string, name: string) =>
      text.replaceAll(name, 'absent').replace(/"stack": ".*"/, '');
    for (const view of [
      'path',
      'deliveries',
      'deliveries/export?format=csv',
      'matrix',
      'ownership',
      'tags',
      'promotions',
      'contract',
    ]) {
      const absent = await developer.fetch(`${entity}/absent/${view}`);
      expect(absent.status).toBe(404);
      for (const name of HIDDEN_FROM_PAYMENTS) {
        const { status, text } = await developer.fetch(
          `${entity}/${name}/${view}`,
        );
        expect([view, status]).toEqual([view, 404]);
        expect(comparable(text, name)).toBe(comparable(absent.text, 'absent'));
      }
    }
    for (const list of [
      'fleet',
      'fleet/suspensions',
      'fleet/questions',
      'ownership/gaps',
    ]) {
      const answer = await developer.fetch(`flux-delivery/${list}`);
      expect(answer.status).toBe(200);
      for (const name of HIDDEN_FROM_PAYMENTS)
        expect(answer.text).not.toContain(`/${name}`);
    }
    const found = await developer.fetch('flux-delivery/find?q=risk/kyc');
    expect(found.text).not.toContain('component:default/kyc');
  });

  test('reads on no page, nor in its markup, of what is hidden', async ({
    as,
    page,
    fleet,
  }) => {
    const developer = as('developer');
    const HIDDEN = /legacy-batch|shadow-ledger|\brisk\/|group:default\/risk\b/;
    const PAGES: [string, string | RegExp][] = [
      ['/delivery', 'statements'],
      ['/delivery?view=suspensions', 'Nothing is suspended'],
      ['/delivery?view=questions', /controllers/],
      ['/delivery/ownership', 'Gaps in who owns what'],
      [DeliveryPathTab.urlOf('statements'), /^diverged: prod-us/],
      [HistoryPage.urlOf('statements'), '2.1.0-missing'],
    ];
    for (const [address, shows] of PAGES) {
      await developer.open(address);
      await expect(page.getByText(shows).first()).toBeVisible();
      expect([address, (await page.content()).match(HIDDEN)?.[0]]).toEqual([
        address,
        undefined,
      ]);
    }
    // What is looked for is there for who may see it.
    await openFleet(as('onCall'), fleet);
    expect(await page.content()).toMatch(HIDDEN);
  });

  test('finds by search neither their paths nor their releases', async ({
    as,
  }) => {
    const [developer, onCall] = [as('developer'), as('onCall')];
    const docs = async (persona: Persona, term: string, type: string) => {
      const query = `term=${term}&types[0]=flux-delivery-${type}&pageLimit=100`;
      const { body } = await persona.fetch(`search/query?${query}`);
      // Until it is filled for the first time there is no index of this type.
      return (body.results ?? []).map(
        ({ document }: any) => document.entityRef.split('/')[1],
      );
    };
    for (const [hidden, own, type] of [
      ['legacy-batch', 'statements', 'path'],
      ['limits', 'statements', 'path'],
      ['limits', 'statements', 'release'],
    ]) {
      await expect
        .poll(() => docs(onCall, hidden, type), { timeout: 90_000 })
        .toContain(hidden);
      expect(await docs(developer, own, type)).toContain(own);
      expect(await docs(developer, hidden, type)).not.toContain(hidden);
    }
  });
});

test('on call knows the worst cause, whom to reach, and how to look', async ({
  as,
  page,
  fleet,
  tab,
}) => {
  const onCall = as('onCall');
  await openFleet(onCall, fleet, '?owner=group:default/payments');
  const cause = fleet.causes
    .getByRole('row')
    .filter({ hasText: 'payments/card-vault' });
  await onCall.ask('what hangs on it, and whom to wake', async () => {
    await expect(
      cause.getByRole('link', { name: /^Payments on call/ }),
    ).toBeVisible();
    await onCall.click(
      cause.getByRole('button', { name: /^Show the services behind/ }),
    );
    await onCall.click(fleet.causes.getByRole('link', { name: 'onboarding' }));
    await expect(tab.headline).toHaveAccessibleName(/^diverged: /);
    await onCall.click(
      tab.grid.getByRole('button', { name: /the first divergence\./ }),
    );
    await expect(tab.drawer).toContainText('kubectl --context');
  });
  await onCall.open(HistoryPage.urlOf('limits'));
  await expect(new HistoryPage(page).timeline).toBeVisible();
});

test('platform knows how Flux itself is, what is suspended, and what nobody owns', async ({
  as,
  page,
  fleet,
}) => {
  const platform = as('platform');
  await openFleet(platform, fleet);
  await platform.ask('how Flux is', async () => {
    await platform.click(link(page, 'What of them', 'Questions'));
    await expect(
      page
        .getByRole('table', { name: 'What one asks of all services' })
        .getByRole('row')
        .filter({ hasText: /controllers/ }),
    ).toBeVisible();
  });
  await platform.ask('what is suspended', async () => {
    await platform.click(link(page, 'What of them', 'Suspended objects'));
    await expect(fleet.register).toContainText('risk/reporting');
  });
  await platform.ask('what nobody owns', async () => {
    await platform.click(link(page, 'What of them', 'Ownership'));
    const gaps = page.getByRole('region', { name: 'Gaps in who owns what' });
    await platform.click(gaps.getByRole('button', { name: /^Unowned \d/ }));
    await expect(gaps.getByRole('article').first()).toContainText(
      'Smallest fix',
    );
  });
});

test('a lead sees all services of both teams, their history too, and of nobody else more than staging', async ({
  as,
  page,
  fleet,
}) => {
  const lead = as('lead');
  await openFleet(lead, fleet);
  await lead.ask('how all services of mine are', async () => {
    await lead.click(link(page, 'Whose services', /^My services/));
    await expect(fleet.row('statements')).toBeVisible();
    await expect(fleet.row('fx-rates')).toBeVisible();
    await expect(fleet.row('edge-proxy')).toBeHidden();
  });
  await lead.ask('what was delivered of one of them', async () => {
    await lead.click(
      fleet.row('fx-rates').getByRole('link', { name: 'fx-rates' }),
    );
    await lead.click(page.getByRole('button', { name: 'Promotion history' }));
    await expect(new HistoryPage(page).timeline).toBeVisible();
  });
  const inProd = await listOf(lead, '&environment=prod');
  const owners = inProd.items.map((row: any) => row.owner);
  expect(owners).toContain(OF_RISK);
  expect(owners).not.toContain('group:default/platform');
});

test.describe('an auditor', () => {
  test('reads who owns every applier', async ({ as, page }) => {
    const auditor = as('auditor');
    await auditor.open('/delivery');
    await auditor.ask('whose an applier is', async () => {
      await auditor.click(link(page, 'What of them', 'Ownership'));
      await auditor.click(page.getByRole('textbox', { name: /^Whose is/ }));
      await page.keyboard.insertText('kustomization/statements -n payments');
      await auditor.click(page.getByRole('button', { name: 'Look up' }));
      await expect(page.getByRole('region', { name: 'Answer' })).toContainText(
        /Kustomization\/payments\/statements .*owned by Payments/s,
      );
    });
    const { items } = await listOf(auditor);
    const mine = items.filter((row: any) => !/situations/.test(row.owner));
    expect(mine.length).toBeGreaterThan(20);
    for (const { entityRef } of mine) {
      const [, name] = entityRef.split('/');
      const { status, body } = await auditor.fetch(
        `flux-delivery/entities/component/default/${name}/ownership`,
      );
      expect([name, status]).toEqual([name, 200]);
      for (const { segments } of body.targets) {
        expect(segments).toHaveLength(5);
        for (const segment of segments)
          expect(segment.notPermitted).toBeFalsy();
      }
    }
  });

  test('changes nothing', async ({ as, page, tab }) => {
    const auditor = as('auditor');
    await auditor.open(DeliveryPathTab.urlOf('statements'));
    await expect(tab.headline).toBeVisible();
    const triage = page.getByRole('region', {
      name: 'Triage of prod on prod-us',
    });
    await triage.getByRole('button', { name: 'Seven steps' }).click();
    await expect(triage).toContainText('flux-delivery.divergence.record');
    await expect(
      triage.getByRole('button', { name: /^(Correct|Confirm)/ }),
    ).toHaveCount(0);

    const point =
      'flux-delivery/entities/component/default/statements/targets/prod-us~kustomization~payments~statements/divergence-point';
    const path = await auditor.fetch(
      'flux-delivery/entities/component/default/statements/path',
    );
    const uid = (
      await auditor.fetch(
        'catalog/entities/by-name/component/default/statements',
      )
    ).body.metadata.uid;
    for (const [method, route, data] of [
      ['PUT', point, { segment: 'promotion' }],
      ['DELETE', point, undefined],
      ['POST', 'flux-delivery/promotions', {}],
      ['DELETE', `catalog/entities/by-uid/${uid}`, undefined],
      [
        'POST',
        'catalog/refresh',
        { entityRef: 'component:default/statements' },
      ],
    ] as const) {
      const { status } = await auditor.fetch(route, { method, data });
      expect([method, route, status]).toEqual([method, route, 403]);
    }
    const after = await auditor.fetch(
      'flux-delivery/entities/component/default/statements/path',
    );
    expect(path.text).toContain('"recordedDivergence"');
    const saidOf = (text: string) => text.match(/"recordedDivergence":[^,]*/g);
    expect(saidOf(after.text)).toEqual(saidOf(path.text));
  });
});
