import { setTimeout as sleep } from 'node:timers/promises';
import { differences } from './checks/differences.mjs';
import { CheckFailure } from './CheckFailure.mjs';
import { eventually } from './checks/eventually.mjs';
import { resolveExpectations } from './play/expectations.mjs';
import { playScenario } from './play/playScenario.mjs';
import { Turns } from './play/Turns.mjs';

/** How long the portal may take to say what Flux has reported; some scenarios go on for a while after their last step. */
const PATIENCE = 90;

/** Scenarios that are brought into place at a time on one cluster. */
const AT_ONCE = 16;

/** Seconds; the scenarios retry every 20. */
const STAY = 30;

/**
 * Plays all scenarios, many at a time, and checks its paths as soon as it is in place.
 *
 * @param {any} world what `setUp` made
 * @param {import('./checks/Report.mjs').Report} report
 * @param {Promise<boolean>} portalReady
 * @returns {Promise<import('./play/Stage.mjs').Stage[]>} those that stand and were right
 */
export async function checkScenarios(world, report, portalReady) {
  const { clusters, scenarios, stageOf, portal } = world;
  const running = scenarios
    .filter(({ stops }) => !stops)
    .sort((a, b) => Number(b.long) - Number(a.long));
  const stages = deal(running, clusters).map(([scenario, cluster]) =>
    stageOf(scenario, cluster),
  );
  const turns = new Map(clusters.map(one => [one, new Turns(AT_ONCE)]));
  const results = await Promise.all(
    stages.map(async stage => {
      const missing = await cannotBePlayed(stage);
      const name = `${stage.cluster.context} ${stage.scenario.name}: ${stage.scenario.title}`;
      if (missing) {
        report.say(`${name}: left out, ${missing}`);
        return false;
      }
      return report.check(name, async () => {
        if (stage.scenario.watched) {
          await ready(portalReady);
        }
        const patient = { portal, portalReady, seconds: PATIENCE };
        await turns.get(stage.cluster).take(() =>
          playScenario(stage, expect =>
            checkPaths(stage, patient, {
              ...stage.scenario.entities[0],
              expect,
            }),
          ),
        );
        await checkPaths(stage, patient);
      });
    }),
  );
  return stages.filter((_, index) => results[index]);
}

/** The services that were on the clusters before the suite came. */
export async function checkExtras(world, report, portalReady) {
  const { clusters, extras, portal } = world;
  await Promise.all(
    clusters.flatMap(({ context }) =>
      extras.map(({ name, title, expected }) =>
        report.check(`${context} ${name}: ${title}`, async () => {
          await ready(portalReady);
          const complaints = async () =>
            differences(await portal.path(name), context, expected);
          await eventually(complaints, { seconds: PATIENCE });
        }),
      ),
    ),
  );
}

/**
 * Flux repeats failing work again and again, and says Progressing meanwhile: the verdicts of all that was right must not
 * move, longer than any retry interval of the scenarios.
 */
export async function checkStaysRight(stages, portal) {
  const end = performance.now() + STAY * 1000;
  let rounds = 0;
  for (; performance.now() < end; rounds += 1) {
    for (const stage of stages) {
      await checkPaths(stage, { portal, portalReady: true, seconds: 0 });
    }
    await sleep(200);
  }
  return `${stages.length} scenarios, ${rounds} looks at each`;
}

/** Compares what the portal says with what is expected: of all entities of a scenario, or of one of them with another expectation. */
export async function checkPaths(stage, { portal, portalReady, seconds }, one) {
  await ready(portalReady);
  const { cluster, scenario } = stage;
  for (const { name, expect } of one ? [one] : scenario.entities) {
    const expected = resolveExpectations(expect, text => stage.ref(text));
    const complaints = async () =>
      differences(await portal.path(name), cluster.context, expected).map(
        text => `${name}: ${text}`,
      );
    await eventually(complaints, { seconds });
  }
}

async function ready(portalReady) {
  if (!(await portalReady)) {
    throw new CheckFailure('the portal does not run');
  }
}

/** Those of `everywhere` on each cluster, the others each on one, by turns. */
function deal(scenarios, clusters) {
  const everywhere = scenarios.filter(scenario => scenario.everywhere);
  const once = scenarios.filter(scenario => !scenario.everywhere);
  return [
    ...clusters.flatMap(cluster =>
      everywhere.map(scenario => [scenario, cluster]),
    ),
    ...once.map((scenario, index) => [
      scenario,
      clusters[index % clusters.length],
    ]),
  ];
}

async function cannotBePlayed({ cluster, scenario }) {
  for (const { apiVersion, kind } of scenario.needs ?? []) {
    if (!(await cluster.serves(apiVersion, kind))) {
      return `${kind} is not served there`;
    }
  }
  return scenario.played && !(await cluster.podsArePlayed())
    ? 'its pods are not played'
    : undefined;
}
