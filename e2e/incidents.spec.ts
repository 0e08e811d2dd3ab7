import type { Page } from '@playwright/test';
import { IncidentReader } from './support/IncidentReader';
import type { Place } from './support/IncidentReader';
import { expect, test } from './support/test';

interface Incident extends Place {
  /** What the environment consumes. */
  promoted: RegExp;
  fetched: RegExp;
  applied: RegExp;
  /** The image that the workload declares now. */
  changed: RegExp;
  rollout: RegExp;
  serves: RegExp;
  diverged: { segment: string; says: RegExp; move: string };
  look?: 'dark' | 'narrow';
}

const NARROW = { width: 360, height: 900 };

/** Two for each segment of a delivery path. */
const INCIDENTS: Incident[] = [
  {
    service: 'kyc',
    environment: 'staging',
    cluster: 'staging',
    promoted: /automation failed/,
    fetched: /holds main [0-9a-f]{7}/,
    applied: /applied main [0-9a-f]{7}/,
    changed: /risk\/kyc:3\.3\.1/,
    rollout: /2\/2 ready/,
    serves: /all 2 ready endpoints run 3\.3\.1/,
    diverged: {
      segment: 'Promotion',
      says: /^diverged: staging: automation failed/,
      move: 'Platform',
    },
  },
  {
    service: 'tag-moved',
    environment: 'prod',
    cluster: 'prod-eu',
    promoted: /the tag 1\.0\.0 that it consumes named [0-9a-f]{7} before/,
    fetched: /holds 1\.0\.0 [0-9a-f]{7}/,
    applied: /applied 1\.0\.0 [0-9a-f]{7}/,
    changed: /tag-moved:1\.0\.1/,
    rollout: /2\/2 ready/,
    serves: /all 2 ready endpoints run 1\.0\.1/,
    diverged: {
      segment: 'Promotion',
      says: /^diverged: prod-eu: tag 1\.0\.0 moved to [0-9a-f]{7}/,
      move: 'Situations',
    },
    look: 'dark',
  },
  {
    service: 'ledger',
    environment: 'prod',
    cluster: 'prod-eu',
    promoted: /consumes main; last resolved to main [0-9a-f]{7}/,
    fetched: /What was fetched before stays in use: main [0-9a-f]{7}/,
    applied: /applied main [0-9a-f]{7}/,
    changed: /payments\/ledger:5\.0\.2/,
    rollout: /2\/2 ready/,
    serves: /all 2 ready endpoints run 5\.0\.2/,
    diverged: {
      segment: 'Source',
      says: /^diverged: .*fetch failed: credentials refused/,
      move: 'Platform',
    },
  },
  {
    service: 'source-network',
    environment: 'staging',
    cluster: 'staging',
    promoted: /consumes main; last resolved to main [0-9a-f]{7}/,
    fetched: /no such host/,
    applied: /applied main [0-9a-f]{7}/,
    changed: /source-network:1\.0\.0/,
    rollout: /2\/2 ready/,
    serves: /all 2 ready endpoints run 1\.0\.0/,
    diverged: {
      segment: 'Source',
      says: /^diverged: staging: fetch failed: cannot be reached/,
      move: 'Platform',
    },
    look: 'narrow',
  },
  {
    service: 'card-vault',
    environment: 'prod',
    cluster: 'prod-us',
    promoted: /consumes main, which resolves to main [0-9a-f]{7}/,
    fetched: /holds main [0-9a-f]{7}/,
    applied: /build failed\. main [0-9a-f]{7} stays applied/,
    changed: /card-vault:1\.2\.1/,
    rollout: /2\/2 ready/,
    serves: /all 2 ready endpoints run 1\.2\.1/,
    diverged: {
      segment: 'Reconcile',
      says: /^diverged: prod-us: build failed/,
      move: 'Payments',
    },
  },
  {
    service: 'risk-engine',
    environment: 'prod',
    cluster: 'prod-eu',
    promoted: /consumes chart risk-engine 2\.4\.0-crash pinned/,
    fetched: /holds 2\.4\.0-crash/,
    applied: /it was rolled back to 2\.3\.1/,
    changed: /risk-engine:2\.3\.1/,
    rollout: /2\/2 ready/,
    serves: /all 2 ready endpoints run 2\.3\.1/,
    diverged: {
      segment: 'Reconcile',
      says: /^diverged: prod-eu: upgrade failed, rolled back to 2\.3\.1/,
      move: 'Risk',
    },
  },
  {
    service: 'statements',
    environment: 'prod',
    cluster: 'prod-us',
    promoted: /consumes main, which resolves to main [0-9a-f]{7}/,
    fetched: /holds main [0-9a-f]{7}/,
    applied: /its health check failed/,
    changed: /statements:2\.1\.0-missing/,
    rollout: /image or tag does not exist/,
    serves: /0 of 2 ready endpoints run 2\.1\.0-missing, the rest 2\.0\.0/,
    diverged: {
      segment: 'Rollout',
      says: /^diverged: prod-us: image or tag does not exist/,
      move: 'Payments',
    },
    look: 'dark',
  },
  {
    service: 'changed-out-of-band',
    environment: 'staging',
    cluster: 'staging',
    promoted: /consumes chart changed-out-of-band 1\.0\.0 pinned/,
    fetched: /holds 1\.0\.0/,
    applied: /released chart 1\.0\.0/,
    changed: /changed-out-of-band:1\.0\.0-hotfix/,
    rollout: /image of app changed by kubectl-set/,
    serves: /all 2 ready endpoints run 1\.0\.0-hotfix/,
    diverged: {
      segment: 'Rollout',
      says: /^diverged: staging: image of app changed by kubectl-set/,
      move: 'Situations',
    },
  },
  {
    service: 'merchant-portal',
    environment: 'prod',
    cluster: 'prod-eu',
    promoted: /consumes main, which resolves to main [0-9a-f]{7}/,
    fetched: /holds main [0-9a-f]{7}/,
    applied: /applied main [0-9a-f]{7}/,
    changed: /merchant-portal:3\.0\.2/,
    rollout: /2\/2 ready/,
    serves: /selects no pod: nobody answers/,
    diverged: {
      segment: 'Traffic',
      says: /^diverged: prod-eu: selector matches nothing/,
      move: 'Payments',
    },
    look: 'narrow',
  },
  {
    service: 'canary-weight',
    environment: 'staging',
    cluster: 'staging',
    promoted: /consumes main, which resolves to main [0-9a-f]{7}/,
    fetched: /holds main [0-9a-f]{7}/,
    applied: /applied main [0-9a-f]{7}/,
    changed: /canary-weight:1\.1\.0/,
    rollout: /20 % to the canary/,
    serves: /gives the canary 100 % of the traffic, and .* wants 20 %/,
    diverged: {
      segment: 'Traffic',
      says: /^diverged: staging: 100 % to the canary, 20 % wanted/,
      move: 'Platform',
    },
  },
];

async function dress(page: Page, look: Incident['look']) {
  if (look === 'dark') {
    await page.addInitScript(() => localStorage.setItem('theme', 'dark'));
  }
  if (look === 'narrow') {
    await page.setViewportSize(NARROW);
  }
}

for (const incident of INCIDENTS) {
  const { service, environment, cluster, diverged } = incident;

  test(`${service} on ${cluster}: five questions, at most three clicks each`, async ({
    page,
    tab,
  }, testInfo) => {
    await dress(page, incident.look);
    const reader = new IncidentReader(page, tab, incident);

    await reader.ask('what was promoted', async () => {
      await expect(await reader.readSegment('Promotion')).toContainText(
        incident.promoted,
      );
    });
    await reader.ask('what Flux fetched and applied', async () => {
      await expect(await reader.readSegment('Source')).toContainText(
        incident.fetched,
      );
      await expect(await reader.readSegment('Reconcile')).toContainText(
        incident.applied,
      );
    });
    await reader.ask('what changed in the workload', async () => {
      await expect(await reader.readTarget()).toContainText(incident.changed);
    });
    await reader.ask('how far the rollout got, and who serves', async () => {
      await expect(tab.cell(environment, cluster, 'Rollout')).toContainText(
        incident.rollout,
      );
      await expect(await reader.readSegment('Traffic')).toContainText(
        incident.serves,
      );
    });
    await reader.ask('where it diverged, and whose move it is', async () => {
      await expect(tab.headline).toHaveAccessibleName(diverged.says);
      await expect(
        tab.cell(environment, cluster, diverged.segment),
      ).toHaveAccessibleName(/, the first divergence\./);
      await expect(
        page.getByRole('region', { name: 'First move' }),
      ).toContainText(diverged.move);
    });

    await page.screenshot({
      path: testInfo.outputPath('tab.png'),
      fullPage: true,
      animations: 'disabled',
    });
    await reader.readSegment(diverged.segment);
    await page.screenshot({
      path: testInfo.outputPath('details.png'),
      animations: 'disabled',
    });
  });
}
