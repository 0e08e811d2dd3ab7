import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';
import prettier from 'prettier';
import { planFleet, sizeOf } from '../fleet/planFleet';
import { describeConditions } from '../path/conditions';
import { Portal } from '../path/Portal';
import { replaceSection } from '../replaceSection';
import { measurePage, type ListPage, type PageFigures } from './measurePage';
import { PAGE_HEADING, reportOf } from './report';
import { servePage } from './servePage';

const RESULTS = resolve(__dirname, '../RESULTS.md');
/** One in staging, one in production: as many as the list needs to show both. */
const TARGETS_OF_A_SERVICE = 2;

const DELIVERY: ListPage = {
  path: '/delivery',
  rows: '[role=grid] [role=rowheader] a',
  scrolled: '[role=grid] > div',
  search: 'input[aria-label="Name, title or owner"]',
};
const PLAIN: ListPage = {
  path: '/plain',
  rows: 'tbody a[href*="/component/"]',
  scrolled: 'html, body, main, div',
  search: 'input[placeholder="Filter"], input[aria-label="Search"]',
};

/** The page Delivery over a real backend, in a browser, beside the plain table of Backstage with the same services. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      services: { type: 'string', default: '5000' },
      rounds: { type: 'string', default: '3' },
      write: { type: 'boolean', default: false },
    },
  });
  const conditions = describeConditions();
  const appliers = Number(values.services) * TARGETS_OF_A_SERVICE;
  const services = planFleet(sizeOf(appliers, TARGETS_OF_A_SERVICE));
  process.stderr.write(`${services.length} services: starting\n`);
  const portal = await Portal.start({
    appliers,
    targetsPerService: TARGETS_OF_A_SERVICE,
    seed: 'page',
    now: Date.now(),
  });
  try {
    await judged(portal, services.length);
    process.stderr.write('all are judged\n');
    const { url, server } = await servePage(portal);
    const browser = await chromium.launch({
      executablePath: process.env.PLAYWRIGHT_CHROMIUM ?? '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-gpu'],
    });
    const [delivery, plain]: PageFigures[][] = [[], []];
    const wanted = services.at(-1)!.name;
    for (let round = 0; round < Number(values.rounds); round += 1) {
      // In turns, so that what else the machine does concerns both.
      delivery.push(await measurePage(browser, url, DELIVERY, wanted));
      plain.push(await measurePage(browser, url, PLAIN, wanted));
      process.stderr.write(
        `${JSON.stringify([delivery.at(-1), plain.at(-1)])}\n`,
      );
    }
    await browser.close();
    server.close();
    server.closeAllConnections();
    await once(server, 'close').catch(() => {});
    const text = reportOf({
      services: services.length,
      delivery,
      plain,
      conditions,
    });
    process.stdout.write(text);
    if (values.write) {
      await write(text);
    }
  } finally {
    await portal.stop();
  }
}

/** Waits until the list is whole. */
async function judged(portal: Portal, services: number): Promise<void> {
  for (;;) {
    const { body } = await portal.get('/api/flux-delivery/fleet');
    const { complete, total } = JSON.parse(body.toString());
    if (complete && total === services) {
      return;
    }
    await new Promise(done => setTimeout(done, 500));
  }
}

async function write(text: string): Promise<void> {
  const style = await prettier.resolveConfig(RESULTS);
  const whole = replaceSection(
    readFileSync(RESULTS, 'utf8'),
    PAGE_HEADING,
    text,
  );
  writeFileSync(
    RESULTS,
    prettier.format(whole, { ...style, parser: 'markdown' }),
  );
}

main().catch(error => {
  process.stderr.write(`${error?.stack ?? error}\n`);
  process.exit(1);
});
