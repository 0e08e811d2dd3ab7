import {
  checkExtras,
  checkScenarios,
  checkStaysRight,
} from './checkScenarios.mjs';
import {
  allSynced,
  forbiddenKinds,
  nothingForbidden,
  nothingRefused,
} from './checks/clusterChecks.mjs';
import { endpointsFollow } from './checks/endpointsFollow.mjs';
import { eventually } from './checks/eventually.mjs';
import { notificationsArrive } from './checks/notifications.mjs';
import { releaseShows } from './checks/liveChange.mjs';
import {
  pageViewsAskNothing,
  unchangedIsNotSent,
} from './checks/pageViews.mjs';
import { CheckFailure } from './CheckFailure.mjs';
import { Report } from './checks/Report.mjs';
import { filled, runCommand } from './checks/shell.mjs';
import { stoppedIsUnknown } from './checks/stoppedCluster.mjs';
import { checkStoppedControllers } from './checks/stoppedControllers.mjs';
import { forbiddenIsUnknown, withoutRights } from './checks/withoutRights.mjs';
import { clearNamespaces } from './play/clearNamespaces.mjs';
import { resolveExpectations } from './play/expectations.mjs';
import { portalIsUp, setUp } from './setUp.mjs';

/** The scenario that releases are made of. */
const LIVE = 'git-healthy';

/**
 * The whole run: prepare, play, check, clear.
 *
 * @param {ReturnType<typeof import('./options.mjs').readOptions>} options
 * @param {AbortSignal} signal ends it early; what was made is cleared all the same
 * @returns {Promise<number>} how many checks failed
 */
export async function runSuite(options, signal) {
  const start = performance.now();
  const report = new Report({
    write: line => console.log(line),
    now: () => performance.now(),
  });
  const cleanups = [];
  const interrupted = new Promise((_, reject) => {
    signal.addEventListener('abort', () =>
      reject(new CheckFailure('interrupted')),
    );
  });
  try {
    await Promise.race([interrupted, runChecks({ options, report, cleanups })]);
  } catch (error) {
    report.notRun('the rest', error.message);
  }
  for (const cleanup of cleanups.reverse()) {
    await cleanup().catch(error =>
      report.say(`while clearing up: ${error.message}`),
    );
  }
  report.say(`${Math.round((performance.now() - start) / 1000)} s in all`);
  report.write(report.summary());
  return report.failed;
}

async function runChecks({ options, report, cleanups }) {
  const world = await setUp({ options, report, cleanups });
  const { portal } = world;
  const portalReady = (async () =>
    (await report.check('the portal answers', () => portalIsUp(world))) &&
    report.check('all clusters are synced', () =>
      allSynced(portal, options.contexts),
    ))();
  const [stages] = await Promise.all([
    checkScenarios(world, report, portalReady),
    checkExtras(world, report, portalReady),
  ]);
  if (!(await portalReady)) {
    return;
  }
  await report.check('no kind is forbidden', () => nothingForbidden(portal));
  await checkLive(world, report);
  await checkNotifications(world, report);
  await report.check('what was right stays right', () =>
    checkStaysRight(stages.filter(isNot(LIVE)), portal),
  );
  await checkCost(world, report);
  await report.check('no kind is forbidden after all that', () =>
    nothingForbidden(portal),
  );
  await checkRefused(world, report);
  await checkGone(world, options, report);
}

const isNot = name => stage => stage.scenario.name !== name;

/**
 * What a page view costs the API servers, by their own audit logs. The scenarios whose pods never settle go first: the portal
 * looks at such pods again every few seconds, whoever looks at the portal.
 */
async function checkCost({ clusters, scenarios, portal, pages, logs }, report) {
  await report.check('an unchanged path is not sent again', () =>
    unchangedIsNotSent(portal, liveScenario(scenarios).entities[0].name),
  );
  const name = `${pages.length} page views ask the API servers nothing`;
  if (logs.size === 0) {
    report.notRun(name, 'no --audit-log was given');
    return;
  }
  const restless = scenarios
    .filter(neverSettles)
    .map(scenario => scenario.name);
  report.say(
    `before pages are counted, these are removed: ${restless.join(', ')}`,
  );
  await Promise.all(
    clusters.map(cluster =>
      clearNamespaces(cluster, { scenarios: restless, until: 'idle' }),
    ),
  );
  await report.check(name, () => pageViewsAskNothing(portal, pages, logs));
}

/** The place of its word among the verdicts. */
const ROLLOUT = 3;

const neverSettles = ({ entities }) =>
  entities.some(({ expect }) =>
    expect.some(({ verdicts }) =>
      /diverged|inProgress/.test(verdicts.split(' ')[ROLLOUT]),
    ),
  );

async function checkLive(world, report) {
  for (const cluster of world.clusters) {
    await report.check(`${cluster.context}: a release shows within 2 s`, () =>
      release(world, cluster, 'next'),
    );
  }
}

async function checkNotifications(world, report) {
  const { scenarios, clusters, portal, stageOf } = world;
  for (const cluster of clusters) {
    await report.check(
      `${cluster.context}: its notification-controller is heard`,
      () => {
        const stage = stageOf(liveScenario(scenarios), cluster);
        const [{ name: entity }] = stage.scenario.entities;
        return notificationsArrive({ stage, portal, entity });
      },
    );
  }
}

function release({ scenarios, portal, stageOf }, cluster, image) {
  const stage = stageOf(liveScenario(scenarios), cluster);
  const [{ name: entity }] = stage.scenario.entities;
  return releaseShows({ stage, portal, entity, image });
}

function liveScenario(scenarios) {
  const found = scenarios.find(({ name }) => name === LIVE);
  if (!found) {
    throw new CheckFailure(
      `it is made of the scenario ${LIVE}, which --only left out`,
    );
  }
  return found;
}

/** What is gone for a while: controllers on the first cluster, and the last one as a whole. */
async function checkGone(world, options, report) {
  const controllers = () => checkStoppedControllers(world, options, report);
  const cluster = () => checkStop(world, options, report);
  if (world.clusters.length > 1) {
    await Promise.all([controllers(), cluster()]);
  } else {
    await controllers();
    await cluster();
  }
}

/** The last cluster that was named goes away and comes back, with fewer rights for the portal at first. */
async function checkStop(
  world,
  { contexts, stopCommand, startCommand },
  report,
) {
  const { portal, clusters, scenarios, stageOf } = world;
  const stopped = contexts.at(-1);
  const unknown = `${stopped} stops: its targets are unknown, nothing else is`;
  const forbidden = `${stopped} lets less be read: that is unknown, nothing else is`;
  const back = `${stopped} comes back: synced, and a release shows within 2 s`;
  if (!stopCommand) {
    report.notRun(unknown, 'no --stop-command was given');
    report.notRun(forbidden, 'no --stop-command was given');
    report.notRun(back, 'no --start-command was given');
    return;
  }
  await withoutRights(clusters.at(-1), async () => {
    await report.check(unknown, () =>
      stops(world, { contexts, stopped, stopCommand }),
    );
    await report.check(forbidden, async () => {
      await runCommand(filled(startCommand, { context: stopped }));
      await allSynced(portal, contexts, 120);
      await forbiddenIsUnknown({ portal, context: stopped, scenarios });
    });
  });
  await report.check(back, async () => {
    await allSynced(portal, contexts, 120);
    await eventually(() => forbiddenKinds(portal), { seconds: 90 });
    await endpointsFollow(
      stageOf(liveScenario(scenarios), clusters.at(-1)),
      'Deployment/web',
    );
    return release(world, clusters.at(-1), 'ok');
  });
}

async function stops(
  { portal, clusters, scenarios, stageOf },
  { contexts, stopped, stopCommand },
) {
  const stage = stageOf(liveScenario(scenarios), clusters[0]);
  const [{ name: entity, expect }] = stage.scenario.entities;
  const expected = resolveExpectations(expect, text => stage.ref(text));
  const others = contexts.slice(0, -1);
  await runCommand(filled(stopCommand, { context: stopped }));
  await stoppedIsUnknown({ portal, stopped, others, entity, expected });
}

/** Of normal running only: an API server that just started refuses everybody, until it has read its roles. */
async function checkRefused({ logs, logStarts }, report) {
  for (const [context, log] of logs) {
    await report.check(`${context}: no request was refused`, () =>
      nothingRefused(log, logStarts.get(context)),
    );
  }
}
