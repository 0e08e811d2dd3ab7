import { checkPaths } from '../checkScenarios.mjs';
import { playScenario, playSteps } from '../play/playScenario.mjs';
import { filled, runCommand } from './shell.mjs';

/** The one that others read from stops last, so that it still fetches what they will not apply. */
const LAST = 'source-controller';

/** Seconds; the scenarios have intervals of ten, and an answer to a request may take five minutes and a time-out. */
const PATIENCE = 400;

/**
 * Plays the scenarios that stop a controller, all on one cluster, and lets all controllers run again. Nothing else may need the
 * controllers of that cluster meanwhile.
 *
 * @param {any} world what `setUp` made
 * @param {{ stopController?: string, startController?: string }} options
 * @param {import('./Report.mjs').Report} report
 */
export async function checkStoppedControllers(world, options, report) {
  const [cluster] = world.clusters;
  const stages = world.scenarios
    .filter(({ stops }) => stops)
    .map(scenario => world.stageOf(scenario, cluster));
  if (stages.length === 0) {
    return;
  }
  if (!options.stopController) {
    stages.forEach(stage =>
      report.notRun(titleOf(stage), 'no --stop-controller was given'),
    );
    return;
  }
  const failures = new Map();
  const attempt = (stage, body) =>
    failures.has(stage)
      ? undefined
      : body().catch(error => failures.set(stage, error));
  await Promise.all(
    stages.map(stage => attempt(stage, () => playScenario(stage))),
  );
  try {
    for (const controller of inOrder(stages)) {
      const { context } = cluster;
      await runCommand(filled(options.stopController, { context, controller }));
      await Promise.all(
        stages
          .filter(({ scenario }) => scenario.stops === controller)
          .map(stage =>
            attempt(stage, () => playSteps(stage, stage.scenario.then)),
          ),
      );
    }
    await Promise.all(
      stages.map(stage =>
        report.check(titleOf(stage), async () => {
          if (failures.has(stage)) {
            throw failures.get(stage);
          }
          const { portal } = world;
          await checkPaths(stage, {
            portal,
            portalReady: true,
            seconds: PATIENCE,
          });
        }),
      ),
    );
  } finally {
    // One command may let all of them run again.
    const { context } = cluster;
    const commands = inOrder(stages).map(controller =>
      filled(options.startController, { context, controller }),
    );
    for (const command of new Set(commands)) {
      await runCommand(command);
    }
  }
}

const titleOf = ({ cluster, scenario }) =>
  `${cluster.context} ${scenario.name}: ${scenario.title}`;

function inOrder(stages) {
  const all = new Set(stages.map(({ scenario }) => scenario.stops));
  return [...all].sort((a, b) => Number(a === LAST) - Number(b === LAST));
}
