import { setTimeout as sleep } from 'node:timers/promises';
import { parse, stringify } from 'yaml';
import { CheckFailure } from '../CheckFailure.mjs';
import { settled } from './settled.mjs';

/** Many scenarios are played at once, and each Flux controller does four things at a time. */
const STEP_TIMEOUT = 240_000;

/**
 * Brings a scenario into the state that its expectations speak of.
 *
 * @param {import('./Stage.mjs').Stage} stage
 */
export async function playScenario(stage) {
  await stage.apply({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: stage.namespace },
  });
  for (const step of stage.scenario.steps) {
    await playStep(stage, step);
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
  pods: async (stage, { of, ...report }) => {
    await playPods(stage, stage.ref(of), report);
  },
  gateway: async (stage, answer) => {
    const route = stage.ref(`HTTPRoute/${answer.route}`);
    const status = routeStatus(answer);
    await stage.cluster.patch(route, { status }, { subresource: 'status' });
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

async function playStep(stage, step) {
  const [[verb, details]] = Object.entries(step);
  if (!isStep(verb)) {
    throw new Error(`${stage.scenario.name}: there is no step "${verb}"`);
  }
  await STEPS[verb](stage, details);
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

/** What the controller of a gateway says of a route that it accepts, or of a condition that it refuses with a reason. */
function routeStatus({ message = 'all is well', ...refused }) {
  const conditions = ['Accepted', 'ResolvedRefs'].map(type => ({
    type,
    status: refused[type] ? 'False' : 'True',
    reason: refused[type] ?? type,
    message,
    observedGeneration: 1,
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

/** Reports of all pods of a workload what a kubelet would, as no kubelet does: nobody runs these pods. */
async function playPods(stage, ref, { status, event }) {
  const now = new Date().toISOString();
  const filled = parse(stage.fill(stringify(status), { now }));
  const conditions = filled.conditions?.map(condition => ({
    lastTransitionTime: now,
    ...condition,
  }));
  for (const { metadata } of await podsOf(stage.cluster, ref)) {
    const pod = { apiVersion: 'v1', kind: 'Pod', ...metadata };
    const patch = { status: { ...filled, conditions } };
    await stage.cluster.patch(pod, patch, { subresource: 'status' });
    if (event) {
      await stage.cluster.post(
        `/api/v1/namespaces/${ref.namespace}/events`,
        eventOf(pod, event),
      );
    }
  }
}

async function podsOf(cluster, { apiVersion, kind, namespace, name }) {
  const { spec } = await cluster.get(apiVersion, kind, namespace, name);
  const labels = Object.entries(spec.selector.matchLabels)
    .map(([key, value]) => `${key}=${value}`)
    .join(',');
  const query = `?labelSelector=${encodeURIComponent(labels)}`;
  return cluster.list('v1', 'Pod', namespace, query);
}

function eventOf({ apiVersion, kind, namespace, name, uid }, event) {
  const now = new Date().toISOString();
  return {
    metadata: { generateName: `${name}.`, namespace },
    involvedObject: { apiVersion, kind, namespace, name, uid },
    source: { component: 'kubelet' },
    firstTimestamp: now,
    lastTimestamp: now,
    count: 1,
    ...event,
  };
}

/** What `flux reconcile` does, without its waiting. Answers the mark that the controller will repeat. */
export async function reconcile(cluster, ref) {
  const at = new Date().toISOString();
  await cluster.patch(ref, {
    metadata: { annotations: { 'reconcile.fluxcd.io/requestedAt': at } },
  });
  return at;
}

async function until(stage, { object, ...state }) {
  const ref = stage.ref(object);
  const wanted = parse(stage.fill(stringify(state)));
  const deadline = Date.now() + STEP_TIMEOUT;
  let found;
  while (Date.now() < deadline) {
    found = await stage.cluster.get(
      ref.apiVersion,
      ref.kind,
      ref.namespace,
      ref.name,
    );
    if (wanted.gone ? !found : settled(found, wanted)) {
      return;
    }
    await sleep(500);
  }
  const status = JSON.stringify(found?.status?.conditions ?? 'not there').slice(
    0,
    600,
  );
  throw new CheckFailure(
    `${object} did not become ${JSON.stringify(wanted)} in ${
      STEP_TIMEOUT / 1000
    } s: ${status}`,
  );
}
