import { parse, stringify } from 'yaml';
import { leavePending } from './helmStorage.mjs';
import { agePasses } from './passes.mjs';
import { agePods, playPods } from './pods.mjs';
import { reconcile, until } from './until.mjs';

/** @typedef {(expect: object[]) => Promise<void>} Look compares what the portal says now with what a step expects on the way */

/**
 * Brings a scenario into the state that its expectations speak of, or, where it stops a controller, up to that.
 *
 * @param {import('./Stage.mjs').Stage} stage
 * @param {Look} look
 */
export async function playScenario(stage, look) {
  await stage.apply({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: stage.namespace },
  });
  await playSteps(stage, stage.scenario.steps, look);
}

/**
 * @param {import('./Stage.mjs').Stage} stage
 * @param {object[]} steps
 * @param {Look} look
 */
export async function playSteps(stage, steps, look) {
  for (const step of steps) {
    await playStep(stage, step, look);
  }
}

/** What a step may be; `README.md` describes each. */
const STEPS = {
  git: async (stage, { repository, private: hidden, files, ...details }) => {
    const path = `${hidden ? 'private/' : ''}${stage.path}/${repository}`;
    const { message = `update ${repository}`, remember, ...more } = details;
    const content = await stage.files(files);
    const commit = await stage.forge.commit(path, content, message, more);
    if (remember) {
      stage.words[remember] = commit;
    }
  },
  oci: async (
    stage,
    { repository, tag, private: hidden, files, annotations },
  ) => {
    await stage.forge.pushManifests(
      `${hidden ? 'private/' : ''}${stage.path}/${repository}`,
      tag,
      await stage.files(files ?? {}),
      annotations,
    );
  },
  chart: async (stage, chart) => {
    stage.forge.publishChart(
      stage.path,
      chart.name,
      chart.version,
      await chartFiles(stage, chart),
    );
  },
  ociChart: async (stage, chart) => {
    await stage.forge.pushChart(
      stage.path,
      chart.name,
      chart.version,
      await chartFiles(stage, chart),
    );
  },
  page: async (stage, { path, text }) => {
    stage.forge.publishFile(stage.path, path, stage.fill(text));
  },
  apply: async (stage, wanted) => {
    for (const object of await stage.objects(wanted)) {
      await stage.apply(object);
    }
  },
  patch: async (stage, { object, with: patch, subresource, as }) => {
    const filled = parse(stage.fill(stringify(patch)));
    await stage.cluster.patch(stage.ref(object), filled, { subresource, as });
  },
  delete: async (stage, objects) => {
    for (const object of objects) {
      const { apiVersion, kind, namespace, name } = stage.ref(object);
      await stage.cluster.delete(apiVersion, kind, namespace, name);
    }
  },
  pods: playPods,
  aged: agePods,
  unattended: agePasses,
  expect: async (stage, expected, look) => {
    await look([expected].flat());
  },
  interrupted: async (stage, { release, status = 'pending-upgrade' }) => {
    const { cluster, namespace } = stage;
    await leavePending(cluster, { namespace, release, status });
  },
  gateway: async (stage, answer) => {
    const named = answer.route.includes('/')
      ? answer.route
      : `HTTPRoute/${answer.route}`;
    const route = stage.ref(named);
    const { apiVersion, kind, namespace, name } = route;
    const { cluster } = stage;
    const { metadata } = await cluster.get(apiVersion, kind, namespace, name);
    const status = routeStatus(answer, metadata.generation);
    await cluster.patch(route, { status }, { subresource: 'status' });
  },
  reconcile: async (stage, objects) => {
    for (const object of objects) {
      const at = await reconcile(stage.cluster, stage.ref(object));
      await until(stage, {
        object,
        fields: { 'status.lastHandledReconcileAt': at },
      });
    }
  },
  request: async (stage, objects) => {
    for (const object of objects) {
      await reconcile(stage.cluster, stage.ref(object));
    }
  },
  until: async (stage, states) => {
    await Promise.all(
      states.map(state =>
        until(stage, typeof state === 'string' ? { object: state } : state),
      ),
    );
  },
};

/** @param {string} verb */
export const isStep = verb => verb in STEPS;

async function playStep(stage, step, look) {
  const [[verb, details]] = Object.entries(step);
  if (!isStep(verb)) {
    throw new Error(`${stage.scenario.name}: there is no step "${verb}"`);
  }
  await STEPS[verb](stage, details, look);
}

/** The template's image becomes a value of the chart, so that a release may set it; `files` are added to the chart as they are. */
async function chartFiles(stage, { name, image = 'ok', change, files = {} }) {
  const app = {
    template: 'app',
    name,
    image,
    change,
    with: { image: '{{ .Values.image }}' },
  };
  return {
    ...(await stage.files({ 'templates/app.yaml': app })),
    'values.yaml': `image: "${stage.imageWords(image).image}"\n`,
    ...files,
  };
}

/** What the controller of a gateway says of a generation of a route: that it accepts it, or why it refuses a condition. */
function routeStatus({ message = 'all is well', ...refused }, generation) {
  const conditions = ['Accepted', 'ResolvedRefs'].map(type => ({
    type,
    status: refused[type] ? 'False' : 'True',
    reason: refused[type] ?? type,
    message,
    observedGeneration: generation,
    lastTransitionTime: new Date().toISOString(),
  }));
  const parentRef = {
    name: 'e2e',
    group: 'gateway.networking.k8s.io',
    kind: 'Gateway',
  };
  const controllerName = 'flux-delivery.test/gateway';
  return { parents: [{ parentRef, controllerName, conditions }] };
}
