import { setTimeout as sleep } from 'node:timers/promises';
import { CheckFailure } from '../CheckFailure.mjs';
import { settled } from './settled.mjs';

const STEP_TIMEOUT = 120_000;

/**
 * Brings a scenario into the state that its expectations speak of.
 *
 * @param {import('./Stage.mjs').Stage} stage
 */
export async function playScenario(stage) {
  const { cluster, namespace, label, scenario } = stage;
  await cluster.apply({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: namespace, labels: label },
  });
  for (const step of scenario.steps) {
    await playStep(stage, step);
  }
}

/** What a step may be; `scenarios/README.md` describes each. */
const STEPS = {
  git: async (stage, { repository, private: hidden, files, message }) => {
    const path = `${hidden ? 'private/' : ''}${stage.path}/${repository}`;
    await stage.forge.commit(
      path,
      await stage.files(files),
      message ?? `update ${repository}`,
    );
  },
  oci: async (stage, { repository, tag, files, annotations }) => {
    await stage.forge.pushManifests(
      `${stage.path}/${repository}`,
      tag,
      await stage.files(files),
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
  apply: async (stage, file) => {
    for (const object of await stage.objects(file)) {
      const namespace = object.metadata.namespace ?? stage.namespace;
      await stage.cluster.apply({
        ...object,
        metadata: { ...object.metadata, namespace },
      });
    }
  },
  patch: async (stage, { object, with: patch, subresource }) => {
    await stage.cluster.patch(stage.ref(object), patch, subresource);
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

/** The template's image becomes a value of the chart, so that a release may set it. */
async function chartFiles(stage, { name, image = 'ok' }) {
  const words = stage.imageWords(image);
  const values = {
    image: '{{ .Values.image }}',
    args: '{{ toJson .Values.args }}',
  };
  const files = await stage.files({
    'templates/app.yaml': { template: 'app', name, with: values },
  });
  return {
    ...files,
    'values.yaml': `image: "${words.image}"\nargs: ${words.args}\n`,
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

async function until(stage, { object, ...wanted }) {
  const ref = stage.ref(object);
  const deadline = Date.now() + STEP_TIMEOUT;
  let found;
  while (Date.now() < deadline) {
    found = await stage.cluster.get(
      ref.apiVersion,
      ref.kind,
      ref.namespace,
      ref.name,
    );
    if (settled(found, wanted)) {
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
